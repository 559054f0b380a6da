import type { Split } from "./dataset";
type Shape = readonly [height: number, width: number, channels: number];
/** A batch file, and how many records it should hold. */
export interface BatchFile {
    name: string;
    content: Uint8Array;
    count: number;
}
/** Bytes of one record. */
export declare const recordBytes: ([height, width, channels]: Shape) => number;
/**
 * The examples of some batch files, one file after the other; pixels come back in rows, columns, channels order.
 * @throws UserError if a size does not fit, or a label is not below `classes`
 */
export declare function parseCifar(files: BatchFile[], shape: Shape, classes: number): Split;
export {};
