/** A run's name: the hash of its settings and of the version of the code that its numbers depend on. */
import { canonicalJson, type Run } from "../config";
import { sha256 } from "../data/files";

/**
 * Raised on purpose, and explained in the CHANGELOG, when a change makes the same settings lead to other numbers beyond rounding: another
 * start, another order of the examples, another update rule. Stored runs of an older version then stay, and are not taken for new ones.
 */
export const NUMBERS_VERSION = 1;

const DIGITS = 20;

/** @returns 20 lower-case hexadecimal digits: 80 bits, so that a million runs share a name with a chance of 10⁻¹² */
export const runId = (run: Run, version: number = NUMBERS_VERSION): string =>
  sha256(new TextEncoder().encode(`${version}\n${canonicalJson(run)}`)).slice(0, DIGITS);

/** Whether a text can name a run: nothing else may become part of a path. */
export const isRunId = (text: string): boolean => /^[0-9a-f]{20}$/.test(text);
