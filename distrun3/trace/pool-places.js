"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.withPoolPlaces = withPoolPlaces;
/** Looks up once where the largest value of each window lies, where second derivatives need it: else each gradient of max pooling finds it anew. */
const rewrite_1 = require("./rewrite");
const trace_1 = require("./trace");
/**
 * MaxPool, its gradient and its tangent share the places of the largest values. Pooling without a tangent stays as it is: with places it takes longer.
 * Of equal values the first counts, as in the gradient of MaxPool.
 */
function withPoolPlaces(trace) {
    const chosen = new Set(trace.ops.flatMap(({ type, inputs: [, y] }) => type === "MaxPoolTangent" && y?.kind === "op" && canFindPlaces(trace, y.op) ? [y.op] : []));
    const placesOf = new Map();
    return (0, rewrite_1.rewrite)(trace, (op, rewriter, index) => {
        if (chosen.has(index)) {
            const [y, places] = rewriter.emit({
                type: "MaxPoolWithArgmax",
                attributes: settings(op, PLACES),
                inputs: op.inputs,
                outputs: [op.outputs[0], { ...op.outputs[0], dtype: trace_1.DTYPES.int64 }],
            });
            placesOf.set((0, trace_1.refKey)(y), places);
            return [y];
        }
        const [x, y, along] = op.inputs;
        const places = y && placesOf.get((0, trace_1.refKey)(y));
        if (!places)
            return undefined;
        if (op.type === "MaxPoolTangent")
            return gathered(along, places, op.outputs, rewriter);
        if (op.type !== "MaxPoolGrad")
            return undefined;
        return rewriter.emit({ ...op, type: "MaxPoolGradWithArgmax", attributes: settings(op, PLACES), inputs: [x, along, places] });
    });
}
/** Places are found in images `[n, height, width, channels]`. Where input and output are of one size, TensorFlow's gradient would write over what it reads. */
function canFindPlaces(trace, index) {
    const op = trace.ops[index];
    const [input, output] = [(0, trace_1.describeRef)(trace, op.inputs[0]), op.outputs[0]];
    return (op.type === "MaxPool" &&
        (0, trace_1.attributeOf)(op, "data_format") === "NHWC" &&
        ["SAME", "VALID"].includes(String((0, trace_1.attributeOf)(op, "padding"))) &&
        input.shape.join() !== output.shape.join());
}
const dtype = (name, value) => ({ name, value: { type: "dtype", value } });
/** Places count through the whole batch. */
const PLACES = [dtype("Targmax", trace_1.DTYPES.int64), { name: "include_batch_in_index", value: { type: "bool", value: true } }];
const settings = ({ attributes }, more) => [
    ...attributes.filter(({ name }) => ["T", "ksize", "strides", "padding"].includes(name)),
    ...more,
];
/** The values at the places. */
function gathered(values, places, outputs, { emit, addConstant, value }) {
    const integers = (shape, number) => addConstant({ shape, dtype: trace_1.DTYPES.int32, values: Int32Array.of(number) });
    const size = value(values).shape.reduce((a, b) => a * b, 1);
    const flat = emit({
        type: "Reshape",
        attributes: [trace_1.FLOAT, dtype("Tshape", trace_1.DTYPES.int32)],
        inputs: [values, integers([1], -1)],
        outputs: [{ shape: [size], dtype: trace_1.DTYPES.float32 }],
    })[0];
    const attributes = [
        dtype("Tparams", trace_1.DTYPES.float32),
        dtype("Tindices", trace_1.DTYPES.int64),
        dtype("Taxis", trace_1.DTYPES.int32),
        { name: "batch_dims", value: { type: "int", value: 0 } },
    ];
    return emit({ type: "GatherV2", attributes, inputs: [flat, places, integers([], 0)], outputs });
}
//# sourceMappingURL=pool-places.js.map