import { type Json } from "./read";
import type { RunRow } from "./row";
/** Paths of the measures that lie in a run's folder. @throws Fault for a folder that cannot be read */
export declare function measureFiles(folder: string): string[];
/** A measure's file, checked against the SHA-256 that it holds. @throws Fault */
export declare function readStoredMeasure(path: string): Json;
/**
 * Puts the measures of a finished run into its row. Left out: those that are damaged, of other weights or of an older version, and those without a main number.
 * Settings that differ from the defaults are a part of the column's name, so that one column holds one quantity.
 */
export declare function addMeasures(row: RunRow, folder: string, result: unknown): void;
