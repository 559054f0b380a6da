"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.withFewFoldedScales = exports.withFoldedScale = void 0;
/** Folds a scale and a shift of channels, as batch norm with running statistics is, into the product before it: fewer passes over the activations, and TensorFlow fuses what is left with ReLU. */
const emitter_1 = require("./emitter");
const rewrite_1 = require("./rewrite");
const scaled_product_1 = require("./scaled-product");
const trace_1 = require("./trace");
/**
 * product(x, W) + b, times s, plus t → product(x, W·s) + (b·s + t). With the gradient g that comes back to it, G = ∂/∂(W·s) and Γ = Σ g over all but the channels,
 * the gradients are ∂W = G·s, ∂b = Γ·s and ∂s = Σ W·G + b·Γ. With gradients only where activations are so much more than weights that passes over weights do not count.
 */
const withFoldedScale = (trace) => folded(trace, (each) => !each.back || sizeOf(trace, each.product).activations >= 8 * sizeOf(trace, each.product).weights);
exports.withFoldedScale = withFoldedScale;
/**
 * The same before second derivatives, for convolutions with few multiplications a value. A folded one needs its kernel's gradient, which is no result then;
 * it stands against a dozen passes over the activations.
 */
const withFewFoldedScales = (trace) => folded(trace, ({ product }) => {
    const { weights, channels } = sizeOf(trace, product);
    return trace.ops[product]?.type === "Conv2D" && weights / channels <= FEW;
});
exports.withFewFoldedScales = withFewFoldedScales;
const FEW = 256;
function sizeOf(trace, product) {
    const op = trace.ops[product];
    const { shape } = (0, trace_1.describeRef)(trace, op.inputs[1]);
    const size = (all) => all.reduce((a, b) => a * b, 1);
    return { activations: size(op.outputs[0]?.shape ?? []), weights: size(shape), channels: shape.at(-1) };
}
function folded(trace, isChosen) {
    const places = new Map();
    for (const each of (0, scaled_product_1.scaledProducts)(trace).filter(isChosen)) {
        const { scale, kernel, bias, input } = each.back ?? {};
        const folding = new Folding(trace, each);
        for (const place of [each.whole, scale, kernel, bias, input])
            if (place !== undefined)
                places.set(place, folding);
    }
    return (0, rewrite_1.rewrite)(trace, (op, rewriter, index) => places.get(index)?.at(index, op, rewriter));
}
const BIAS = [trace_1.FLOAT, { name: "data_format", value: { type: "string", value: "NHWC" } }];
/** One scaled product and its gradients, written anew. What several of them need is made for the first one. */
class Folding {
    trace;
    scaled;
    made = new Map();
    constructor(trace, scaled) {
        this.trace = trace;
        this.scaled = scaled;
    }
    /** What stands for the operation number `index`; `op` has the inputs of the new trace. */
    at(index, op, rewriter) {
        const { whole, product, back } = this.scaled;
        const e = new emitter_1.Emitter(rewriter);
        const [x, kernel] = this.trace.ops[product].inputs.map(rewriter.moved);
        const [bias, scale, shift] = [this.scaled.bias, this.scaled.scale, this.scaled.shift].map(rewriter.moved);
        const scaledKernel = () => this.once("kernel", () => e.mul(kernel, scale));
        if (index === whole) {
            const foldedBias = e.add(e.mul(bias, scale), shift);
            const value = e.again(this.trace.ops[product], [x, scaledKernel()]);
            return rewriter.emit({ ...op, type: "BiasAdd", attributes: BIAS, inputs: [value, foldedBias] });
        }
        const { above, ...places } = back;
        const g = rewriter.moved(above);
        const sum = () => this.once("sum", () => e.sumToLast(g));
        const gradient = () => this.once("gradient", () => {
            const ofKernel = this.trace.ops[places.kernel];
            return e.again(ofKernel, [x, rewriter.moved(ofKernel.inputs[1]), g]);
        });
        if (index === places.kernel)
            return [e.mul(gradient(), scale)];
        if (index === places.bias)
            return [e.mul(sum(), scale)];
        if (index === places.scale)
            return [e.add(e.sumToLast(e.mul(kernel, gradient())), e.mul(bias, sum()))];
        return rewriter.emit({ ...op, inputs: [op.inputs[0], scaledKernel(), g] });
    }
    once(name, make) {
        const known = this.made.get(name) ?? make();
        this.made.set(name, known);
        return known;
    }
}
//# sourceMappingURL=folded-scale.js.map