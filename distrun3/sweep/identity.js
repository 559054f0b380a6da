"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.isRunId = exports.runId = exports.NUMBERS_VERSION = void 0;
/** A run's name: the hash of its settings and of the version of the code that its numbers depend on. */
const config_1 = require("../config");
const files_1 = require("../data/files");
/**
 * Raised on purpose, and explained in the CHANGELOG, when a change makes the same settings lead to other numbers beyond rounding: another
 * start, another order of the examples, another update rule. Stored runs of an older version then stay, and are not taken for new ones.
 */
exports.NUMBERS_VERSION = 1;
const DIGITS = 20;
/** @returns 20 lower-case hexadecimal digits: 80 bits, so that a million runs share a name with a chance of 10⁻¹² */
const runId = (run, version = exports.NUMBERS_VERSION) => (0, files_1.sha256)(new TextEncoder().encode(`${version}\n${(0, config_1.canonicalJson)(run)}`)).slice(0, DIGITS);
exports.runId = runId;
/** Whether a text can name a run: nothing else may become part of a path. */
const isRunId = (text) => /^[0-9a-f]{20}$/.test(text);
exports.isRunId = isRunId;
//# sourceMappingURL=identity.js.map