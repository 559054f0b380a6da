/** Folds a scale and a shift of channels, as batch norm with running statistics is, into the product before it: fewer passes over the activations, and TensorFlow fuses what is left with ReLU. */
import { Emitter } from "./emitter";
import { type Rewriter, rewrite } from "./rewrite";
import { type Back, type ScaledProduct, scaledProducts } from "./scaled-product";
import { describeRef, FLOAT, type Op, type Ref, type Trace } from "./trace";

/**
 * product(x, W) + b, times s, plus t → product(x, W·s) + (b·s + t). With the gradient g that comes back to it, G = ∂/∂(W·s) and Γ = Σ g over all but the channels,
 * the gradients are ∂W = G·s, ∂b = Γ·s and ∂s = Σ W·G + b·Γ. With gradients only where activations are so much more than weights that passes over weights do not count.
 */
export const withFoldedScale = (trace: Trace): Trace => folded(trace, (each) => !each.back || hasFewWeights(trace, each));

/**
 * The same before second derivatives, of convolutions alone: forward and backward pass must agree. There G is needed, which is nobody's result; but it depends on no
 * direction and is kept, and it stands against a dozen passes over the activations.
 */
export const withFoldedConvolutions = (trace: Trace): Trace =>
  folded(trace, (each) => trace.ops[each.product]?.type === "Conv2D" && hasFewWeights(trace, each));

function hasFewWeights(trace: Trace, { product }: ScaledProduct): boolean {
  const op = trace.ops[product] as Op;
  const size = (shape: number[] = []) => shape.reduce((a, b) => a * b, 1);
  return size(op.outputs[0]?.shape) >= 8 * size(describeRef(trace, op.inputs[1] as Ref).shape);
}

function folded(trace: Trace, isChosen: (each: ScaledProduct) => boolean): Trace {
  const places = new Map<number, Folding>();
  for (const each of scaledProducts(trace).filter(isChosen)) {
    const { scale, kernel, bias, input } = each.back ?? {};
    const folding = new Folding(trace, each);
    for (const place of [each.whole, scale, kernel, bias, input]) if (place !== undefined) places.set(place, folding);
  }
  return rewrite(trace, (op, rewriter, index) => places.get(index)?.at(index, op, rewriter));
}

const BIAS: Op["attributes"] = [FLOAT, { name: "data_format", value: { type: "string", value: "NHWC" } }];

/** One scaled product and its gradients, written anew. What several of them need is made for the first one. */
class Folding {
  private readonly made = new Map<string, Ref>();

  constructor(
    private readonly trace: Trace,
    private readonly scaled: ScaledProduct,
  ) {}

  /** What stands for the operation number `index`; `op` has the inputs of the new trace. */
  at(index: number, op: Op, rewriter: Rewriter): Ref[] {
    const { whole, product, back } = this.scaled;
    const e = new Emitter(rewriter);
    const [x, kernel] = (this.trace.ops[product] as Op).inputs.map(rewriter.moved) as [Ref, Ref];
    const [bias, scale, shift] = [this.scaled.bias, this.scaled.scale, this.scaled.shift].map(rewriter.moved) as [Ref, Ref, Ref];
    const scaledKernel = () => this.once("kernel", () => e.mul(kernel, scale));
    if (index === whole) {
      const foldedKernel = scaledKernel();
      const foldedBias = e.add(e.mul(bias, scale), shift);
      const value = e.again(this.trace.ops[product] as Op, [x, foldedKernel]);
      return rewriter.emit({ ...op, type: "BiasAdd", attributes: BIAS, inputs: [value, foldedBias] });
    }
    const { above, ...places } = back as Back;
    const g = rewriter.moved(above);
    const sum = () => this.once("sum", () => e.sumToLast(g));
    const gradient = () =>
      this.once("gradient", () => {
        const ofKernel = this.trace.ops[places.kernel] as Op;
        return e.again(ofKernel, [x, rewriter.moved(ofKernel.inputs[1] as Ref), g]);
      });
    if (index === places.kernel) return [e.mul(gradient(), scale)];
    if (index === places.bias) return [e.mul(sum(), scale)];
    if (index === places.scale) return [e.add(e.sumToLast(e.mul(kernel, gradient())), e.mul(bias, sum()))];
    return rewriter.emit({ ...op, inputs: [op.inputs[0] as Ref, scaledKernel(), g] });
  }

  private once(name: string, make: () => Ref): Ref {
    const known = this.made.get(name) ?? make();
    this.made.set(name, known);
    return known;
  }
}
