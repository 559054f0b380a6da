"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.recordBytes = void 0;
exports.parseCifar = parseCifar;
/** Reads CIFAR-10's binary layout: records of one label byte and the pixels, first all red, then all green, then all blue. */
const errors_1 = require("../errors");
/** Bytes of one record. */
const recordBytes = ([height, width, channels]) => 1 + height * width * channels;
exports.recordBytes = recordBytes;
/**
 * The examples of some batch files, one file after the other; pixels come back in rows, columns, channels order.
 * @throws UserError if a size does not fit, or a label is not below `classes`
 */
function parseCifar(files, shape, classes) {
    const record = (0, exports.recordBytes)(shape);
    const count = files.reduce((sum, file) => sum + file.count, 0);
    const labels = new Uint8Array(count);
    const images = new Uint8Array(count * (record - 1));
    let first = 0;
    for (const file of files) {
        requireRecords(file, record, classes);
        for (let i = 0; i < file.count; i++) {
            labels[first + i] = file.content[i * record];
            interleave(file.content, i * record + 1, images, (first + i) * (record - 1), shape);
        }
        first += file.count;
    }
    return { images, labels, count };
}
function requireRecords({ name, content, count }, record, classes) {
    if (content.length !== count * record) {
        throw new errors_1.UserError(`${name} should have ${count} records of ${record} bytes, ${count * record} in all, got ${content.length}. Replace the file.`);
    }
    for (let i = 0; i < count; i++) {
        const label = content[i * record];
        if (label >= classes)
            throw new errors_1.UserError(`${name} has the label ${label} at record ${i}; labels run from 0 to ${classes - 1}. Replace the file.`);
    }
}
/** One image from planes (channel by channel) to pixels (channels side by side). */
function interleave(planes, from, pixels, to, [height, width, channels]) {
    const area = height * width;
    let at = to;
    for (let p = 0; p < area; p++) {
        for (let channel = 0; channel < channels; channel++)
            pixels[at++] = planes[from + channel * area + p];
    }
}
//# sourceMappingURL=cifar-format.js.map