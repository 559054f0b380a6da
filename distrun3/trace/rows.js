"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.hostedData = hostedData;
exports.rowCount = rowCount;
exports.exampleOf = exampleOf;
exports.rowNumbers = rowNumbers;
exports.feedsOf = feedsOf;
exports.expectKnown = expectKnown;
exports.fedValues = fedValues;
/** What a compiled step is given: rows of data and values of each turn, as typed arrays. */
const types_1 = require("node:util/types");
const tf_1 = require("../backend/tf");
const errors_1 = require("../errors");
const notes_1 = require("./notes");
const trace_1 = require("./trace");
/** Copies data to typed arrays. @throws UsageError for what is no data, by its name */
function hostedData(data) {
    if (typeof data !== "object" || data === null || data instanceof tf_1.tf.Tensor) {
        throw new errors_1.UsageError("The step needs `data`: its inputs by name, such as { batch: 64, data: { x: images } }, or {} for a step without.");
    }
    return Object.entries(data).map(([name, rows]) => ({ name, ...hosted(name, rows) }));
}
function hosted(name, rows) {
    const isTensor = rows instanceof tf_1.tf.Tensor;
    if (!isTensor && !(Array.isArray(rows?.shape) && (0, types_1.isUint8Array)(rows.values))) {
        throw new errors_1.UsageError(`The data ${name} must be a tensor, or bytes as { shape: [rows, …], values: Uint8Array }.`);
    }
    const { shape } = rows;
    if (!shape[0])
        throw new errors_1.UsageError(`The data ${name} of shape [${shape}] have no rows. Their first dimension counts the rows.`);
    if (isTensor)
        return { ...(0, notes_1.describeTensor)(rows), values: rows.dataSync() };
    const size = shape.reduce((a, b) => a * b, 1);
    if (rows.values.length !== size) {
        throw new errors_1.UsageError(`The data ${name} of shape [${shape}] take ${size} bytes, got ${rows.values.length}.`);
    }
    return { shape, dtype: trace_1.DTYPES.uint8, values: rows.values };
}
/** How many rows there are. @throws UsageError where the data differ in it */
function rowCount(data) {
    const [first, ...others] = data;
    if (!first)
        return 1;
    const other = others.find(({ shape }) => shape[0] !== first.shape[0]);
    if (other) {
        throw new errors_1.UsageError(`The data must have as many rows each; ${first.name} has ${first.shape[0]} and ${other.name} has ${other.shape[0]}.`);
    }
    return first.shape[0];
}
/** `n` rows to record with; bytes become float32 in [0, 1], as in the program. */
function exampleOf({ shape: [count = 1, ...shape], dtype, values }, n, variant) {
    const size = values.length / count;
    const rows = Array.from({ length: n }, (_, i) => (i * variant + variant - 1) % count);
    const chosen = new values.constructor(n * size);
    for (const [i, row] of rows.entries())
        chosen.set(values.subarray(row * size, (row + 1) * size), i * size);
    if (dtype === trace_1.DTYPES.uint8)
        return tf_1.tf.div(tf_1.tf.tensor(Float32Array.from(chosen), [n, ...shape]), 255);
    return tf_1.tf.tensor(chosen, [n, ...shape], dtype === trace_1.DTYPES.int32 ? "int32" : dtype === trace_1.DTYPES.bool ? "bool" : "float32");
}
/** @throws UsageError for a row that is not there */
function rowNumbers(rows, count) {
    // A GPU would take zeros for a row that is not there, and Int32Array row 0 for NaN.
    const wrong = Array.prototype.findIndex.call(rows, (row) => !(Number.isInteger(row) && row >= 0 && row < count));
    if (wrong >= 0)
        throw new errors_1.UsageError(`There is no row ${rows[wrong]}: the data have the rows 0 to ${count - 1}.`);
    return Int32Array.from(rows);
}
/** The feeds of a step. @throws UsageError for one that is no tensor, or has the name of data */
function feedsOf(feeds, data) {
    return Object.entries(feeds).map(([name, tensor]) => {
        if (!(tensor instanceof tf_1.tf.Tensor)) {
            throw new errors_1.UsageError(`The feed ${name} must be a tensor of one turn's value, such as tf.scalar(0.1) or tf.tensor1d([1, 0], "int32").`);
        }
        if (data.some((each) => each.name === name)) {
            throw new errors_1.UsageError(`There are data and a feed of the name ${name}, and the step gets one of them. Rename one.`);
        }
        return { name, tensor };
    });
}
/** @throws UsageError for a key that nobody reads */
function expectKnown(what, given, known) {
    const other = Object.keys(given ?? {}).find((key) => !known.includes(key));
    if (other === undefined)
        return;
    throw new errors_1.UsageError(`There is no ${what} "${other}". ${known.length > 0 ? `Known: ${known.join(", ")}.` : "The step has none."}`);
}
/** The values of a feed for some turns. @throws UsageError where they are not as many as needed */
function fedValues(name, { size, dtype }, turns, values) {
    if (values?.length !== turns * size) {
        throw new errors_1.UsageError(`Expected ${turns * size} values of ${name} for ${turns} turns, got ${values?.length ?? "none"}.`);
    }
    return dtype === "int32" ? Int32Array.from(values) : dtype === "bool" ? Uint8Array.from(values) : Float32Array.from(values);
}
//# sourceMappingURL=rows.js.map