/** What a data set is to the rest of the laboratory: raw bytes of images and labels, and an honest account of where they come from. */
export declare const DATA_NAMES: readonly ["glyphs", "glyphs-100", "mnist", "cifar-10"];
export type DataName = (typeof DATA_NAMES)[number];
/** One part of a data set. */
export interface Split {
    /** Pixels 0 … 255, example by example, each in rows, columns, channels order: `count · height · width · channels` bytes. */
    images: Uint8Array;
    /** Class of each example, 0 … classes − 1. */
    labels: Uint8Array;
    count: number;
}
export interface DataSet {
    name: DataName;
    /** [height, width, channels] */
    shape: [number, number, number];
    classes: number;
    classNames: string[];
    train: Split;
    test: Split;
    /** Training examples that were held out: they stand in place of the test examples, which are not here. Absent: none, `test` is the test set. */
    validation?: number;
    /** Who made the data, in one line. */
    source: string;
    /** How these files differ from the official ones; absent for the official data. Every run and figure made from them says so. */
    variant?: string;
}
