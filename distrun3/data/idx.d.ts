/** Bytes of an IDX file of byte values with these dimensions. */
export declare const idxBytes: (dimensions: number[]) => number;
/**
 * The pixels of an IDX file of images, row by row.
 * @param expected [count, height, width]
 * @throws UserError if the file is anything else, shorter or longer
 */
export declare const parseIdxImages: (file: Uint8Array, name: string, expected: [number, number, number]) => Uint8Array;
/**
 * The labels of an IDX file.
 * @throws UserError if the file is anything else, shorter or longer, or a label is not below `classes`
 */
export declare function parseIdxLabels(file: Uint8Array, name: string, count: number, classes: number): Uint8Array;
