/** Folds a scale and a shift of channels, as batch norm with running statistics is, into the product before it: fewer passes over the activations, and TensorFlow fuses what is left with ReLU. */
import { Matcher } from "./match";
import { type Rewriter, rewrite } from "./rewrite";
import { DTYPES, FLOAT, isPlainProduct, type Op, type Ref, refKey, type Trace } from "./trace";

/** (product(x, W) + b) · s + t, with vectors b, s, t. */
interface Scaled {
  product: number;
  bias: Ref;
  scale: Ref;
  shift: Ref;
}

/** product(x, W) + b, times s, plus t → product(x, W·s) + (b·s + t), where nothing else needs what lies between. */
export function withFoldedScale(trace: Trace): Trace {
  const find = new Finder(trace);
  return rewrite(trace, (op, rewriter, index) => {
    const found = find.at(index);
    if (!found) return undefined;
    const { moved, emit } = rewriter;
    const product = trace.ops[found.product] as Op;
    const [x, kernel] = product.inputs.map(moved) as [Ref, Ref];
    const [bias, scale, shift] = [found.bias, found.scale, found.shift].map(moved) as [Ref, Ref, Ref];
    const scaledKernel = binary("Mul", kernel, scale, rewriter);
    const folded = binary("AddV2", binary("Mul", bias, scale, rewriter), shift, rewriter);
    const [scaled] = emit({ ...product, inputs: [x, scaledKernel] }) as [Ref];
    return emit({ ...op, type: "BiasAdd", attributes: BIAS, inputs: [scaled, folded] });
  });
}

const BIAS: Op["attributes"] = [FLOAT, { name: "data_format", value: { type: "string", value: "NHWC" } }];

const binary = (type: "Mul" | "AddV2", a: Ref, b: Ref, { emit, value }: Rewriter): Ref =>
  emit({ type, attributes: [FLOAT], inputs: [a, b], outputs: [{ shape: value(a).shape, dtype: DTYPES.float32 }] })[0] as Ref;

class Finder extends Matcher {
  private readonly uses = new Map<string, number>();

  constructor(trace: Trace) {
    super(trace);
    for (const ref of [...trace.ops.flatMap(({ inputs }) => inputs), ...trace.outputs])
      this.uses.set(refKey(ref), (this.uses.get(refKey(ref)) ?? 0) + 1);
  }

  at(index: number): Scaled | undefined {
    const [sum, shift] = this.inputsOf({ kind: "op", op: index, output: 0 }, "Add") ?? [];
    const [biased, scale] = this.inputsOf(sum, "Mul") ?? [];
    const [product, bias] = this.inputsOf(biased, "BiasAdd") ?? [];
    if (product?.kind !== "op" || !sum || !shift || !biased || !scale || !bias) return undefined;
    const producer = this.trace.ops[product.op] as Op;
    const isProduct = producer.type === "Conv2D" || isPlainProduct(producer);
    const channels = this.value(product).shape.at(-1);
    const isVector = (ref: Ref) => this.value(ref).shape.length === 1 && this.value(ref).shape[0] === channels;
    const isOnly = (ref: Ref) => this.uses.get(refKey(ref)) === 1;
    if (!isProduct || ![scale, shift].every(isVector) || ![sum, biased, product].every(isOnly)) return undefined;
    return { product: product.op, bias, scale, shift };
  }
}
