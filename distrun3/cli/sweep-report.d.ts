import type { Plan } from "../sweep/plan";
import type { SweepResult } from "../sweep/sweep";
export declare const plural: (count: number, noun: string) => string;
/** Means over the seeds, a line a network, recipe and batch. */
export declare function report({ rows, failed, taken, executed, rates }: SweepResult): string;
/** A plan as text: a line a run, then what there is to do and how long it will take. */
export declare const planText: (plan: Plan) => string;
/** "40 s", "12 min", "3.5 h". */
export declare function duration(seconds: number): string;
