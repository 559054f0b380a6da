"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.withCrossEntropy = withCrossEntropy;
/** Recognises softmax cross-entropy with labels, as `train/loss.ts` writes it, and gives it and its gradient to TensorFlow's own operation. */
const match_1 = require("./match");
const rewrite_1 = require("./rewrite");
const trace_1 = require("./trace");
/**
 * SparseSoftmaxCrossEntropyWithLogits in place of about ten operations forward and ten back.
 * A label outside the classes then ends the step with TensorFlow's error, where the separate operations would count a loss of 0.
 */
function withCrossEntropy(trace) {
    const find = new Finder(trace);
    const losses = trace.ops.flatMap((_, op) => find.loss(op) ?? []);
    const gradients = new Map(trace.ops.map((_, op) => [op, find.gradient(op, losses)]));
    const backprops = new Map();
    return (0, rewrite_1.rewrite)(trace, (op, { emit, moved }, index) => {
        const loss = losses.find(({ at }) => at === index);
        if (loss) {
            const value = find.value(loss.logits);
            const inputs = [moved(loss.logits), moved(loss.labels)];
            const outputs = [...op.outputs, value];
            const [each, backprop] = emit({ type: "SparseSoftmaxCrossEntropyWithLogits", attributes: [trace_1.FLOAT, INT_LABELS], inputs, outputs });
            backprops.set(loss, backprop);
            return [each];
        }
        const gradient = gradients.get(index);
        const backprop = gradient && backprops.get(gradient.of);
        if (!gradient || !backprop)
            return undefined;
        const minus = moved(gradient.minus);
        const [plus] = emit({ type: "Neg", attributes: [trace_1.FLOAT], inputs: [minus], outputs: [find.value(gradient.minus)] });
        return emit({ ...op, type: "Mul", attributes: [trace_1.FLOAT], inputs: [backprop, plus] });
    });
}
const INT_LABELS = { name: "Tlabels", value: { type: "dtype", value: trace_1.DTYPES.int32 } };
class Finder extends match_1.Matcher {
    /** −Σ hot · logSoftmax(logits) over the classes. */
    loss(at) {
        const [sum] = this.inputsOf({ kind: "op", op: at, output: 0 }, "Neg") ?? [];
        const [product, axis] = this.inputsOf(sum, "Sum") ?? [];
        const [hot, logSoftmax] = this.inputsOf(product, "Mul") ?? [];
        if (!hot || !logSoftmax || !this.isLast(axis))
            return undefined;
        const logits = this.logitsOf(logSoftmax);
        const labels = logits && this.labelsOf(hot, this.value(logits).shape);
        return logits && labels && { logits, labels, logSoftmax, hot, at };
    }
    /** g − (Σ g) · softmax with g = minus · 1 · hot */
    gradient(at, losses) {
        const [g, taken] = this.inputsOf({ kind: "op", op: at, output: 0 }, "Sub") ?? [];
        const [total, softmax] = this.inputsOf(taken, "Mul") ?? [];
        const [summed, axis] = this.inputsOf(total, "Sum") ?? [];
        const [logSoftmax] = this.inputsOf(softmax, "Exp") ?? [];
        const [wide, hot] = this.inputsOf(g, "Mul") ?? [];
        const [minus, ones] = this.inputsOf(wide, "Mul") ?? [];
        const of = losses.find((each) => (0, trace_1.sameRef)(each.logSoftmax, logSoftmax) && (0, trace_1.sameRef)(each.hot, hot));
        if (!of || of.at > at || !minus || !ones || !(0, trace_1.sameRef)(g, summed) || !this.isLast(axis))
            return undefined;
        const [n] = this.value(of.logits).shape;
        return this.value(minus).shape.join() === `${n},1` && (0, rewrite_1.isAll)(this.constant(ones), 1) ? { of, minus } : undefined;
    }
    /** x of (x − max x) − log Σ exp(x − max x). */
    logitsOf(logSoftmax) {
        const [shifted, log] = this.inputsOf(logSoftmax, "Sub") ?? [];
        const [sum] = this.inputsOf(log, "Log") ?? [];
        const [exp, axis] = this.inputsOf(sum, "Sum") ?? [];
        const [again] = this.inputsOf(exp, "Exp") ?? [];
        const [x, max] = this.inputsOf(shifted, "Sub") ?? [];
        const [of, maxAxis] = this.inputsOf(max, "Max") ?? [];
        const fits = x && this.value(x).shape.length === 2 && (0, trace_1.sameRef)(shifted, again) && (0, trace_1.sameRef)(of, x) && this.isLast(axis) && this.isLast(maxAxis);
        return fits ? x : undefined;
    }
    /** The labels of one-hot rows of 1 among 0, as wide as the logits. */
    labelsOf(hot, [n, classes]) {
        const [bits] = this.inputsOf(hot, "Cast") ?? [hot];
        const [labels, depth, on, off] = this.inputsOf(bits, "OneHot") ?? [];
        const fits = this.number(depth) === classes && this.number(on) === 1 && this.number(off) === 0;
        return labels && fits && this.value(labels).shape.join() === String(n) && this.value(labels).dtype === trace_1.DTYPES.int32
            ? labels
            : undefined;
    }
    /** Whether an axis is the second of two. */
    isLast(axis) {
        return [1, -1].includes(this.number(axis) ?? 0);
    }
}
//# sourceMappingURL=cross-entropy-fusion.js.map