"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.withBatchNorm = withBatchNorm;
/** Recognises batch norm and its gradient, as `model/batch-norm.ts` writes them, and gives them to TensorFlow's own operations. */
const match_1 = require("./match");
const rewrite_1 = require("./rewrite");
const trace_1 = require("./trace");
/** FusedBatchNormV3 and its gradient in place of some ten operations each. Vectors per example are taken as images of one pixel. */
function withBatchNorm(trace) {
    const find = new Finder(trace);
    const forwards = trace.ops.flatMap((_, op) => find.forward({ kind: "op", op, output: 0 }) ?? []);
    const backwards = trace.ops.flatMap((_, op) => find.backward({ kind: "op", op, output: 0 }, forwards) ?? []);
    const replaced = new Map();
    const stand = (ref, by) => replaced.set(ref.op, by);
    const saved = new Map();
    const at = new Map();
    for (const each of forwards) {
        at.set(indexOf(each.mean), (rewriter) => {
            const outputs = emitForward(each, trace, rewriter);
            saved.set(each, outputs.saved);
            stand(each.mean, outputs.mean);
            stand(each.variance, outputs.variance);
            stand(each.y, outputs.y);
        });
    }
    for (const each of backwards) {
        at.set(Math.min(indexOf(each.dGamma), indexOf(each.dBeta)), (rewriter) => {
            const outputs = emitBackward(each, saved.get(each.of), trace, rewriter);
            stand(each.dx, outputs.dx);
            stand(each.dGamma, outputs.dGamma);
            stand(each.dBeta, outputs.dBeta);
        });
    }
    return (0, rewrite_1.rewrite)(trace, (_, rewriter, index) => {
        at.get(index)?.(rewriter);
        const by = replaced.get(index);
        return by && [by];
    });
}
const indexOf = (ref) => (ref.kind === "op" ? ref.op : -1);
class Finder extends match_1.Matcher {
    /** standard · γ + β with standard = (x − μ) · rsqrt(σ² + ε). */
    forward(y) {
        const [scaled, beta] = this.inputsOf(y, "Add") ?? [];
        const [standard, gamma] = this.inputsOf(scaled, "Mul") ?? [];
        const [centred, inverse] = this.inputsOf(standard, "Mul") ?? [];
        const [x, mean] = this.inputsOf(centred, "Sub") ?? [];
        const [shifted] = this.inputsOf(inverse, "Rsqrt") ?? [];
        const [variance, small] = this.inputsOf(shifted, "Add") ?? [];
        const epsilon = this.number(small);
        if (!beta || !standard || !gamma || !inverse || !x || !mean || !variance || epsilon === undefined)
            return undefined;
        const { shape } = this.value(x);
        const channels = shape.at(-1);
        const perChannel = [gamma, beta, mean, variance].every((ref) => this.value(ref).shape.join() === String(channels));
        // The operation stands where the mean was: γ and β must be there by then.
        const early = [gamma, beta].every((ref) => indexOf(ref) < indexOf(mean));
        if ((shape.length !== 2 && shape.length !== 4) || !perChannel || !early)
            return undefined;
        if (!this.isMeanOf(mean, x) || !this.isVarianceOf(variance, x, mean))
            return undefined;
        return { x, gamma, beta, epsilon, mean, variance, standard, inverse, y };
    }
    /** (dy − dβ / n − standard · dγ / n) · (γ · inverse) */
    backward(dx, forwards) {
        const [centred, slope] = this.inputsOf(dx, "Mul") ?? [];
        const [gamma, inverse] = this.inputsOf(slope, "Mul") ?? [];
        const of = forwards.find((each) => gamma && inverse && (0, trace_1.sameRef)(gamma, each.gamma) && (0, trace_1.sameRef)(inverse, each.inverse));
        const [first, second] = this.inputsOf(centred, "Sub") ?? [];
        const [dy, meanBeta] = this.inputsOf(first, "Sub") ?? [];
        const [standard, meanGamma] = this.inputsOf(second, "Mul") ?? [];
        const [dBeta, n] = this.inputsOf(meanBeta, "RealDiv") ?? [];
        const [dGamma, m] = this.inputsOf(meanGamma, "RealDiv") ?? [];
        if (!of || !dy || !standard || !dBeta || !dGamma || !(0, trace_1.sameRef)(standard, of.standard))
            return undefined;
        const { shape } = this.value(of.x);
        const count = shape.slice(0, -1).reduce((a, b) => a * b, 1);
        if (this.number(n) !== count || this.number(m) !== count || this.value(dy).shape.join() !== shape.join())
            return undefined;
        const [product, axes] = this.inputsOf(dGamma, "Sum") ?? [];
        const [a, b] = this.inputsOf(product, "Mul") ?? [];
        const isGamma = a && b && (0, trace_1.sameRef)(a, dy) && (0, trace_1.sameRef)(b, of.standard) && this.areAllButLast(axes, shape);
        return isGamma && this.isReduced("Sum", dBeta, dy) ? { of, dy, dx, dGamma, dBeta } : undefined;
    }
    isMeanOf(mean, x) {
        return this.isReduced("Mean", mean, x);
    }
    /** mean((x − μ)²), μ with or without the axes it was taken over. */
    isVarianceOf(variance, x, mean) {
        const [squared, axes] = this.inputsOf(variance, "Mean") ?? [];
        const [centred] = this.inputsOf(squared, "Square") ?? [];
        const [from, taken] = this.inputsOf(centred, "Sub") ?? [];
        const [reshaped] = this.inputsOf(taken, "Reshape") ?? [];
        return !!from && !!taken && (0, trace_1.sameRef)(from, x) && (0, trace_1.sameRef)(reshaped ?? taken, mean) && this.areAllButLast(axes, this.value(x).shape);
    }
    isReduced(type, result, x) {
        const [of, axes] = this.inputsOf(result, type) ?? [];
        return !!of && (0, trace_1.sameRef)(of, x) && this.areAllButLast(axes, this.value(x).shape);
    }
    areAllButLast(axes, shape) {
        return (this.numbers(axes)?.join() ===
            shape
                .slice(1)
                .map((_, axis) => axis)
                .join());
    }
}
const settings = (epsilon) => [
    trace_1.FLOAT,
    { name: "U", value: { type: "dtype", value: trace_1.DTYPES.float32 } },
    { name: "epsilon", value: { type: "float", value: epsilon } },
    { name: "data_format", value: { type: "string", value: "NHWC" } },
    { name: "is_training", value: { type: "bool", value: true } },
];
const float = (shape) => ({ shape, dtype: trace_1.DTYPES.float32 });
const nothing = { ...float([0]), values: new Float32Array() };
/** `[n, c]` as `[n, 1, 1, c]`; images as they are. */
const imageShape = (shape) => (shape.length === 2 ? [shape[0], 1, 1, shape[1]] : shape);
function reshaped(ref, from, to, { emit, addConstant }) {
    if (from.join() === to.join())
        return ref;
    const shape = addConstant({ shape: [to.length], dtype: trace_1.DTYPES.int32, values: Int32Array.from(to) });
    const attributes = [trace_1.FLOAT, { name: "Tshape", value: { type: "dtype", value: trace_1.DTYPES.int32 } }];
    return emit({ type: "Reshape", attributes, inputs: [ref, shape], outputs: [float(to)] })[0];
}
function emitForward(each, trace, rewriter) {
    const { emit, addConstant, moved } = rewriter;
    const { shape } = new match_1.Matcher(trace).value(each.x);
    const image = imageShape(shape);
    const channel = [shape.at(-1)];
    const x = reshaped(moved(each.x), shape, image, rewriter);
    const none = addConstant(nothing);
    const [y, mean, unbiased, ...saved] = emit({
        type: "FusedBatchNormV3",
        attributes: [...settings(each.epsilon), { name: "exponential_avg_factor", value: { type: "float", value: 1 } }],
        inputs: [x, moved(each.gamma), moved(each.beta), none, none],
        outputs: [float(image), float(channel), float(channel), float(channel), float(channel), float([0])],
    });
    // TensorFlow answers with the unbiased variance n / (n − 1) · σ².
    const n = image.slice(0, -1).reduce((a, b) => a * b, 1);
    const share = addConstant({ ...float([]), values: Float32Array.of(n > 1 ? (n - 1) / n : 1) });
    const [variance] = emit({ type: "Mul", attributes: [trace_1.FLOAT], inputs: [unbiased, share], outputs: [float(channel)] });
    return { mean, variance: variance, y: reshaped(y, image, shape, rewriter), saved: [x, ...saved] };
}
function emitBackward({ of, dy }, [x, ...reserved], trace, rewriter) {
    const { shape } = new match_1.Matcher(trace).value(of.x);
    const image = imageShape(shape);
    const channel = [shape.at(-1)];
    const [dx, dGamma, dBeta] = rewriter.emit({
        type: "FusedBatchNormGradV3",
        attributes: settings(of.epsilon),
        inputs: [reshaped(rewriter.moved(dy), shape, image, rewriter), x, rewriter.moved(of.gamma), ...reserved],
        outputs: [float(image), float(channel), float(channel), float([0]), float([0])],
    });
    return { dx: reshaped(dx, image, shape, rewriter), dGamma, dBeta };
}
//# sourceMappingURL=batch-norm-fusion.js.map