/** A run's name: the hash of its settings and of the version of the code that its numbers depend on. */
import { type Run } from "../config";
/**
 * Raised on purpose, and explained in the CHANGELOG, when a change makes the same settings lead to other numbers beyond rounding: another
 * start, another order of the examples, another update rule. Stored runs of an older version then stay, and are not taken for new ones.
 */
export declare const NUMBERS_VERSION = 1;
/** @returns 20 lower-case hexadecimal digits: 80 bits, so that a million runs share a name with a chance of 10⁻¹² */
export declare const runId: (run: Run, version?: number) => string;
/** Whether a text can name a run: nothing else may become part of a path. */
export declare const isRunId: (text: string) => boolean;
