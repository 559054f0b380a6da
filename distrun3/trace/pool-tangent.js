"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.withPoolTangents = void 0;
/** The tangent of max pooling as operations of TensorFlow, whose own, MaxPoolGradGrad, takes twenty times as long as the pooling, and gives zeros where input and output are of one size. */
const emitter_1 = require("./emitter");
const rewrite_1 = require("./rewrite");
const trace_1 = require("./trace");
/** MaxPoolTangent, which stands in a trace until here, as other operations. */
const withPoolTangents = (trace) => (0, rewrite_1.rewrite)(trace, (op, rewriter) => op.type === "MaxPoolTangent" ? [poolTangent(op, ...op.inputs, new emitter_1.Emitter(rewriter))] : undefined);
exports.withPoolTangents = withPoolTangents;
/**
 * Each window's tangent at the place of its largest value. The gradient of the pooling marks these places; averaging over windows brings their tangents home. Where windows overlap they are taken in turns, so
 * that in each turn no two share a place: 4 turns for windows of 3 at steps of 2.
 * @param op MaxPoolTangent, with the attributes of MaxPool in the format NHWC, @param x input of the pooling, @param y its output, @param tangent of x
 */
function poolTangent(op, x, y, tangent, e) {
    const pooling = poolingOf(op, e.shape(x), e.shape(y));
    const counts = windowCounts(pooling);
    const parts = turnsOf(pooling).map((turn) => {
        const chosen = e.broadcast(e.plane(turn), e.shape(y));
        const places = e.again({ ...op, type: "MaxPoolGrad", outputs: [{ shape: e.shape(x), dtype: floatOf(op) }] }, [x, y, chosen]);
        const means = e.again({ ...op, type: "AvgPool" }, [e.mul(places, tangent)]);
        // Of the windows of other turns the means mix several tangents: they do not count.
        return e.mul(means, e.plane(turn.map((row, i) => row.map((one, j) => one * counts[i]?.[j]))));
    });
    return e.sum(parts);
}
const floatOf = (op) => op.outputs[0]?.dtype;
function poolingOf(op, x, y) {
    const pair = (values) => [values[1], values[2]];
    return {
        size: pair((0, trace_1.attributeOf)(op, "ksize")),
        stride: pair((0, trace_1.attributeOf)(op, "strides")),
        input: pair(x),
        output: pair(y),
        same: (0, trace_1.attributeOf)(op, "padding") === "SAME",
    };
}
/** For each turn a plane of the outputs: 1 for the windows whose turn it is. */
function turnsOf({ size, stride, output }) {
    const [a, b] = [0, 1].map((axis) => Math.ceil(size[axis] / stride[axis]));
    return Array.from({ length: a * b }, (_, turn) => Array.from({ length: output[0] }, (_, i) => Array.from({ length: output[1] }, (_, j) => (i % a === Math.floor(turn / b) && j % b === turn % b ? 1 : 0))));
}
/** Places in each window: fewer at the edges, where TensorFlow's averages leave the padding out. */
function windowCounts({ size, stride, input, output, same }) {
    const along = (axis) => {
        const missing = same ? Math.max(0, (output[axis] - 1) * stride[axis] + size[axis] - input[axis]) : 0;
        const before = Math.floor(missing / 2);
        return Array.from({ length: output[axis] }, (_, i) => {
            const from = i * stride[axis] - before;
            return Math.min(from + size[axis], input[axis]) - Math.max(from, 0);
        });
    };
    const columns = along(1);
    return along(0).map((rows) => columns.map((count) => rows * count));
}
//# sourceMappingURL=pool-tangent.js.map