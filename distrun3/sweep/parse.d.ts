import { type Sweep } from "./grid";
/** Names of a sweep's fields. */
export declare const SWEEP_FIELDS: string[];
/**
 * A sweep from what a user wrote.
 * @throws UsageError that names each wrong field, what was expected and what was got
 */
export declare function parseSweep(input: unknown): Sweep;
