import type { DataSet } from "./dataset";
/** SHA-256 of shape, counts, images and labels, as hexadecimal. */
export declare function fingerprint({ shape, classes, train, test }: DataSet): string;
