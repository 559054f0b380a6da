"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.parseIdxImages = exports.idxBytes = void 0;
exports.parseIdxLabels = parseIdxLabels;
/** Reads IDX, MNIST's own format: a magic number, the dimensions as 32-bit big-endian integers, then one byte a value. */
const errors_1 = require("../errors");
const KINDS = { images: { magic: 0x0803, dimensions: 3 }, labels: { magic: 0x0801, dimensions: 1 } };
/** Bytes of an IDX file of byte values with these dimensions. */
const idxBytes = (dimensions) => 4 + 4 * dimensions.length + dimensions.reduce((product, n) => product * n, 1);
exports.idxBytes = idxBytes;
/**
 * The pixels of an IDX file of images, row by row.
 * @param expected [count, height, width]
 * @throws UserError if the file is anything else, shorter or longer
 */
const parseIdxImages = (file, name, expected) => parse(file, name, "images", expected);
exports.parseIdxImages = parseIdxImages;
/**
 * The labels of an IDX file.
 * @throws UserError if the file is anything else, shorter or longer, or a label is not below `classes`
 */
function parseIdxLabels(file, name, count, classes) {
    const labels = parse(file, name, "labels", [count]);
    const wrong = labels.findIndex((label) => label >= classes);
    if (wrong >= 0) {
        throw new errors_1.UserError(`${name} has the label ${labels[wrong]} at example ${wrong}; labels run from 0 to ${classes - 1}. Replace the file.`);
    }
    return labels;
}
function parse(file, name, kind, expected) {
    const { magic, dimensions } = KINDS[kind];
    const header = 4 + 4 * dimensions;
    const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    const found = file.length < 4 ? undefined : view.getUint32(0);
    if (found !== undefined && found !== magic) {
        const other = Object.entries(KINDS).find(([, entry]) => entry.magic === found)?.[0];
        const got = other ? `an IDX file of ${other}` : `a file that starts with ${found}`;
        throw new errors_1.UserError(`${name} should be an IDX file of ${kind} (magic number ${magic}), got ${got}. Replace the file.`);
    }
    if (file.length < header)
        throw new errors_1.UserError(`${name} is cut short: an IDX header has ${header} bytes, got ${file.length}. Replace the file.`);
    const got = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
    if (got.some((n, i) => n !== expected[i])) {
        throw new errors_1.UserError(`${name} should hold ${expected.join(" × ")} values, its header says ${got.join(" × ")}. Replace the file.`);
    }
    if (file.length !== (0, exports.idxBytes)(expected)) {
        throw new errors_1.UserError(`${name} should have ${(0, exports.idxBytes)(expected)} bytes, got ${file.length}. Replace the file.`);
    }
    return file.subarray(header);
}
//# sourceMappingURL=idx.js.map