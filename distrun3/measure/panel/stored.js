"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.partialFile = exports.measureFile = exports.MEASURE_VERSION = void 0;
exports.keyHash = keyHash;
exports.readMeasure = readMeasure;
exports.measureAndKeep = measureAndKeep;
/** Results of measures beside the run: one file a measure and settings, so that nothing is measured twice and nothing is overwritten by other settings. */
const promises_1 = require("node:fs/promises");
const node_path_1 = require("node:path");
const files_1 = require("../../data/files");
const errors_1 = require("../../errors");
/** Goes up when a measure gives other numbers for the same settings. */
exports.MEASURE_VERSION = 1;
/** A short hash of all that a result depends on. */
function keyHash(key) {
    const text = JSON.stringify(key, [...Object.keys(key), ...Object.keys(key.settings)].sort());
    return (0, files_1.sha256)(Buffer.from(text)).slice(0, 12);
}
const nameOf = (folder, key) => (0, node_path_1.join)(folder, "measures", `${key.what}-${keyHash(key)}`);
/** Where the result lies: `<run>/measures/<what>-<hash>.json`. */
const measureFile = (folder, key) => `${nameOf(folder, key)}.json`;
exports.measureFile = measureFile;
/** Where a measure that can go on after an interruption keeps what it has so far. */
const partialFile = (folder, key) => `${nameOf(folder, key)}.partial.json`;
exports.partialFile = partialFile;
/** @returns the result with these very settings, if it is there and whole */
async function readMeasure(folder, key) {
    const file = (0, exports.measureFile)(folder, key);
    const text = await (0, promises_1.readFile)(file, "utf8").catch((error) => {
        if (error.code === "ENOENT")
            return undefined;
        throw new errors_1.UserError(`Cannot read ${file}: ${error.message}.`);
    });
    if (text === undefined)
        return undefined;
    try {
        const { sha256: sum, ...stored } = JSON.parse(text);
        if (sum === checksum(stored))
            return stored;
    }
    catch {
        // Said below: a file that is no JSON is as damaged as one with another checksum.
    }
    throw new errors_1.UserError(`${file} is damaged. Delete it, or measure again with --again.`);
}
/** Measures, and keeps the result. @returns it, and where it lies */
async function measureAndKeep(folder, { key, backend, runs, again, measure }) {
    const partial = (0, exports.partialFile)(folder, key);
    if (again)
        await (0, promises_1.rm)(partial, { force: true });
    const began = performance.now();
    const result = await measure(partial);
    const stored = {
        ...key,
        ...(runs ? { runs } : {}),
        result,
        seconds: (performance.now() - began) / 1000,
        backend,
        measuredAt: new Date().toISOString(),
    };
    const file = await writeMeasure(folder, key, stored);
    await (0, promises_1.rm)(partial, { force: true });
    return { stored, file };
}
/** Keeps a result; whole or not at all. */
async function writeMeasure(folder, key, stored) {
    const file = (0, exports.measureFile)(folder, key);
    try {
        (0, files_1.makeFolder)((0, node_path_1.join)(folder, "measures"));
        await (0, files_1.writeWhole)(file, `${JSON.stringify({ ...stored, sha256: checksum(stored) }, null, 1)}\n`);
    }
    catch (error) {
        throw new errors_1.UserError(`The result cannot be kept in ${file}: ${error.message}. Give a run in a folder that can be written to.`);
    }
    return file;
}
const checksum = (stored) => (0, files_1.sha256)(Buffer.from(JSON.stringify(stored)));
//# sourceMappingURL=stored.js.map