/** Rows as a danfojs data frame, for notebooks. */
import type { DataFrame } from "danfojs-node";
import { type RunRow } from "./row";
/**
 * The rows of a store or a sweep as a danfojs `DataFrame`, a column each; columns without any value are left out, and what is missing of others is NaN (numbers) or "" (texts).
 * danfojs names all numbers float32 here; they are kept as they are.
 */
export declare function runsFrame(rows: readonly RunRow[]): DataFrame;
