/** Moves what can be done before or after max pooling behind it, where the values are fewer. */
import { Emitter } from "./emitter";
import { type Rewriter, rewrite } from "./rewrite";
import { attributeOf, type Op, type Ref, sameRef, type Trace } from "./trace";

/**
 * With y = MaxPool(x), x is positive at the place of a window's largest value where y is: ReLU's gradient at x can be taken at y instead, on the way back and on the way of a tangent.
 * The gradient brings each value of y to one place: its sum over an image is the sum over y.
 */
export const withWorkBehindPooling = (trace: Trace): Trace =>
  rewrite(trace, (op, rewriter) => {
    const e = new Emitter(rewriter);
    const [first, second, third] = op.inputs as [Ref, Ref, Ref];
    if (op.type === "MaxPoolTangent") {
      // (x, y, ReluGrad(t, x)) → ReluGrad((x, y, t), y)
      const relu = rewriter.producer(third);
      if (relu?.type !== "ReluGrad" || !sameRef(relu.inputs[1], first)) return undefined;
      return [e.gradient("ReluGrad", e.again(op, [first, second, relu.inputs[0] as Ref]), second)];
    }
    const pool = first && gradientOfPool(first, rewriter);
    if (!pool) return undefined;
    const [x, y, dy] = pool.inputs as [Ref, Ref, Ref];
    if (op.type === "ReluGrad" && sameRef(x, second)) return [e.again(pool, [x, y, e.gradient("ReluGrad", dy, y)])];
    if (op.type === "Sum" && isOverImages(second, rewriter)) return rewriter.emit({ ...op, inputs: [dy, second] });
    return undefined;
  });

function gradientOfPool(ref: Ref, { producer }: Rewriter): Op | undefined {
  const op = producer(ref);
  return op?.type === "MaxPoolGrad" && attributeOf(op, "data_format") === "NHWC" ? op : undefined;
}

/** Whether axes of `[n, height, width, channels]` include height and width. */
function isOverImages(axes: Ref, { constant }: Rewriter): boolean {
  const numbers = [...(constant(axes)?.values ?? [])];
  return numbers.includes(1) && numbers.includes(2);
}
