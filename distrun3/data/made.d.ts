import type { DataSet, Split } from "./dataset";
export type MadeName = "glyphs" | "glyphs-100";
interface Made {
    shape: DataSet["shape"];
    classNames: string[];
    source: string;
    /** Numbers of examples. */
    train: number;
    test: number;
    /** Of the file in the cache: training images, training labels, test images, test labels. */
    sha256: string;
    make: (count: number, part: "train" | "test") => Split;
}
export declare const MADE: Record<MadeName, Made>;
export declare const madePath: (name: MadeName, cache: string) => string;
/** Bytes of the file in the cache. */
export declare const madeBytes: ({ shape, train, test }: Made) => number;
/** Draws a set and lays it out as in the cache. */
export declare function makeBytes(name: MadeName): Uint8Array;
/**
 * A made set: from the cache where its sum is right, else drawn anew (a damaged file is replaced).
 * @param onMake called before it is drawn
 * @throws Error if what was drawn has another sum than the frozen one: then this machine or this source differs
 */
export declare function loadMade(name: MadeName, cache: string, onMake?: () => void): Promise<DataSet>;
export {};
