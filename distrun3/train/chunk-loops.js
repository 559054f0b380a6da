"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.batchExample = exports.stateExample = exports.optimized = exports.chunkLoop = exports.rowsOf = exports.dataVariables = void 0;
exports.writeSplits = writeSplits;
exports.recordChunk = recordChunk;
exports.recordPlain = recordPlain;
/** Loops of a program over the chunks of a split, the state left as it is: what evaluations, gradients and curvature of a whole data set are made of. */
const tf_1 = require("../backend/tf");
const batch_1 = require("../trace/batch");
const binding_1 = require("../trace/binding");
const passes_1 = require("../trace/passes");
const trace_1 = require("../trace/trace");
/** The data variables of some splits. @param size values an example */
const dataVariables = (splits, size) => Object.fromEntries(Object.entries(splits).flatMap(([name, { count }]) => [
    [`${name}Images`, { shape: [count, size], dtype: trace_1.DTYPES.uint8 }],
    [`${name}Labels`, { shape: [count], dtype: trace_1.DTYPES.int32 }],
]));
exports.dataVariables = dataVariables;
/** Puts the splits into their variables. */
function writeSplits(program, splits, size) {
    for (const [name, split] of Object.entries(splits)) {
        program.writeData(`${name}Images`, { shape: [split.count, size], dtype: trace_1.DTYPES.uint8, values: split.images });
        program.writeData(`${name}Labels`, { shape: [split.count], dtype: trace_1.DTYPES.int32, values: Int32Array.from(split.labels) });
    }
}
/** This turn's images and labels. */
const rowsOf = (split) => [
    { from: "rows", data: `${split}Images` },
    { from: "rows", data: `${split}Labels` },
];
exports.rowsOf = rowsOf;
const chunkLoop = ({ split, chunk, trace, states, outputs }) => ({
    trace,
    batch: chunk,
    inputs: [...states.map((index) => ({ from: "state", index })), ...(0, exports.rowsOf)(split), { from: "feed", feed: "counts" }],
    outputs,
});
exports.chunkLoop = chunkLoop;
/** Records a step on state tensors and a chunk; plain, before any pass. */
function recordChunk(step, state, data, size, chunk) {
    const whole = (inputs) => {
        const [images, labels, counts] = inputs.slice(state.length);
        return step(inputs.slice(0, state.length), { images, labels, counts });
    };
    return recordPlain(whole, (n, variant) => [...(0, exports.stateExample)(state, variant), ...(0, exports.batchExample)(n, size, data.classes, variant), tf_1.tf.fill([n], variant)], chunk);
}
/** Records for a batch inside a tidy; plain, before any pass. */
function recordPlain(step, example, batch) {
    let trace;
    tf_1.tf.tidy(() => {
        trace = (0, batch_1.recordForBatch)(step, example, batch);
    });
    return trace;
}
/** The trace that is run. */
const optimized = (trace) => (0, passes_1.optimize)(trace, (0, binding_1.nativeDevice)());
exports.optimized = optimized;
/** State to record with: any finite numbers will do, as only the operations are kept. */
const stateExample = (specs, variant) => specs.map(({ shape }) => tf_1.tf.fill(shape, 0.01 * variant));
exports.stateExample = stateExample;
const batchExample = (n, size, classes, variant) => [
    tf_1.tf.fill([n, size], 0.1 * variant),
    tf_1.tf.tensor1d(Int32Array.from({ length: n }, (_, i) => (i * variant) % classes), "int32"),
];
exports.batchExample = batchExample;
//# sourceMappingURL=chunk-loops.js.map