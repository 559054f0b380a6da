import { z } from "zod";
import type { DataName } from "./dataset";
export declare const VARIANT_FILE = "dataset.json";
declare const schema: z.ZodObject<{
    name: z.ZodString;
    variant: z.ZodString;
    sha256: z.ZodRecord<z.ZodString, z.ZodString>;
}, z.core.$strip>;
/** What a dataset.json says: the data set's name, how its files differ from the official ones, and the SHA-256 of each file as it lies there. */
export type Variant = z.infer<typeof schema>;
/**
 * The dataset.json of a folder; undefined where there is none.
 * @throws UserError if it cannot be read as one
 */
export declare function readVariant(folder: string): Promise<Variant | undefined>;
/**
 * Checks unofficial files against the dataset.json beside them.
 * @param sums SHA-256 of each file as it lies there, by its name
 * @param complaint what is wrong with the files if nothing vouches for them
 * @returns the sentence that says how the files differ
 * @throws UserError if there is no dataset.json, it is of another data set, or a sum is missing or differs
 */
export declare function requireVariant(folder: string, name: DataName, sums: Map<string, string>, complaint: string): Promise<string>;
export {};
