"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.withWorkBehindPooling = void 0;
/** Moves what can be done before or after max pooling behind it, where the values are fewer. */
const emitter_1 = require("./emitter");
const rewrite_1 = require("./rewrite");
const trace_1 = require("./trace");
/**
 * With y = MaxPool(x), x is positive at the place of a window's largest value where y is: ReLU's gradient at x can be taken at y instead, on the way back and on the way of a tangent.
 * The gradient brings each value of y to one place: its sum over an image is the sum over y.
 */
const withWorkBehindPooling = (trace) => (0, rewrite_1.rewrite)(trace, (op, rewriter) => {
    const e = new emitter_1.Emitter(rewriter);
    const [first, second, third] = op.inputs;
    if (op.type === "MaxPoolTangent") {
        // (x, y, ReluGrad(t, x)) → ReluGrad((x, y, t), y)
        const relu = rewriter.producer(third);
        if (relu?.type !== "ReluGrad" || !(0, trace_1.sameRef)(relu.inputs[1], first))
            return undefined;
        return [e.gradient("ReluGrad", e.again(op, [first, second, relu.inputs[0]]), second)];
    }
    const pool = first && gradientOfPool(first, rewriter);
    if (!pool)
        return undefined;
    const [x, y, dy] = pool.inputs;
    if (op.type === "ReluGrad" && (0, trace_1.sameRef)(x, second))
        return [e.again(pool, [x, y, e.gradient("ReluGrad", dy, y)])];
    if (op.type === "Sum" && isOverImages(second, rewriter))
        return rewriter.emit({ ...op, inputs: [dy, second] });
    return undefined;
});
exports.withWorkBehindPooling = withWorkBehindPooling;
function gradientOfPool(ref, { producer }) {
    const op = producer(ref);
    return op?.type === "MaxPoolGrad" && (0, trace_1.attributeOf)(op, "data_format") === "NHWC" ? op : undefined;
}
/** Whether axes of `[n, height, width, channels]` include height and width. */
function isOverImages(axes, { constant }) {
    const numbers = [...(constant(axes)?.values ?? [])];
    return numbers.includes(1) && numbers.includes(2);
}
//# sourceMappingURL=behind-pooling.js.map