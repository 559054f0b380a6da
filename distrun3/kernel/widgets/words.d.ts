import { type Course } from "./course";
/** `0:07`, `12:30`, `1:02:03`. */
export declare function clock(seconds: number): string;
/** Which training it is. */
export declare const titleOf: ({ run }: Course) => string;
/** What is going on, in a few words. */
export declare const phaseOf: (course: Course) => string;
/** The numbers, one after the other. */
export declare function numbersOf(course: Course): string[];
/** Plain text: two lines. */
export declare const textOf: (course: Course) => string;
/** The losses as a line, on a logarithmic scale: the last part of a training is as easy to see as the first. */
export declare function curveOf({ losses }: Course): string;
/** The title with what is going on. */
export declare const headHtml: (course: Course) => string;
/** The numbers and the curve. */
export declare function numbersHtml(course: Course): string;
/** All of it as it stands, for notebooks that are read, not run. */
export declare const stillHtml: (course: Course) => string;
