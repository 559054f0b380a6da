/** Recognises softmax cross-entropy with labels, as `train/loss.ts` writes it, and gives it and its gradient to TensorFlow's own operation. */
import { Matcher } from "./match";
import { isAll, rewrite } from "./rewrite";
import { type Attribute, DTYPES, FLOAT, type Ref, sameRef, type Trace } from "./trace";

interface Loss {
  logits: Ref;
  labels: Ref;
  logSoftmax: Ref;
  /** One-hot labels as float32. */
  hot: Ref;
  /** Number of the operation that is the losses `[n]`. */
  at: number;
}

interface Gradient {
  of: Loss;
  /** −∂/∂loss of each example, `[n, 1]`. */
  minus: Ref;
}

/**
 * SparseSoftmaxCrossEntropyWithLogits in place of about ten operations forward and ten back.
 * A label outside the classes then ends the step with TensorFlow's error, where the separate operations would count a loss of 0.
 */
export function withCrossEntropy(trace: Trace): Trace {
  const find = new Finder(trace);
  const losses = trace.ops.flatMap((_, op) => find.loss(op) ?? []);
  const gradients = new Map(trace.ops.map((_, op) => [op, find.gradient(op, losses)]));
  const backprops = new Map<Loss, Ref>();
  return rewrite(trace, (op, { emit, moved }, index) => {
    const loss = losses.find(({ at }) => at === index);
    if (loss) {
      const value = find.value(loss.logits);
      const inputs = [moved(loss.logits), moved(loss.labels)];
      const outputs = [...op.outputs, value];
      const [each, backprop] = emit({ type: "SparseSoftmaxCrossEntropyWithLogits", attributes: [FLOAT, INT_LABELS], inputs, outputs });
      backprops.set(loss, backprop as Ref);
      return [each as Ref];
    }
    const gradient = gradients.get(index);
    const backprop = gradient && backprops.get(gradient.of);
    if (!gradient || !backprop) return undefined;
    const minus = moved(gradient.minus);
    const [plus] = emit({ type: "Neg", attributes: [FLOAT], inputs: [minus], outputs: [find.value(gradient.minus)] });
    return emit({ ...op, type: "Mul", attributes: [FLOAT], inputs: [backprop, plus as Ref] });
  });
}

const INT_LABELS: Attribute = { name: "Tlabels", value: { type: "dtype", value: DTYPES.int32 } };

class Finder extends Matcher {
  /** −Σ hot · logSoftmax(logits) over the classes. */
  loss(at: number): Loss | undefined {
    const [sum] = this.inputsOf({ kind: "op", op: at, output: 0 }, "Neg") ?? [];
    const [product, axis] = this.inputsOf(sum, "Sum") ?? [];
    const [hot, logSoftmax] = this.inputsOf(product, "Mul") ?? [];
    if (!hot || !logSoftmax || !this.isLast(axis)) return undefined;
    const logits = this.logitsOf(logSoftmax);
    const labels = logits && this.labelsOf(hot, this.value(logits).shape);
    return logits && labels && { logits, labels, logSoftmax, hot, at };
  }

  /** g − (Σ g) · softmax with g = minus · 1 · hot */
  gradient(at: number, losses: Loss[]): Gradient | undefined {
    const [g, taken] = this.inputsOf({ kind: "op", op: at, output: 0 }, "Sub") ?? [];
    const [total, softmax] = this.inputsOf(taken, "Mul") ?? [];
    const [summed, axis] = this.inputsOf(total, "Sum") ?? [];
    const [logSoftmax] = this.inputsOf(softmax, "Exp") ?? [];
    const [wide, hot] = this.inputsOf(g, "Mul") ?? [];
    const [minus, ones] = this.inputsOf(wide, "Mul") ?? [];
    const of = losses.find((each) => sameRef(each.logSoftmax, logSoftmax) && sameRef(each.hot, hot));
    if (!of || of.at > at || !minus || !ones || !sameRef(g, summed) || !this.isLast(axis)) return undefined;
    const [n] = this.value(of.logits).shape;
    return this.value(minus).shape.join() === `${n},1` && isAll(this.constant(ones), 1) ? { of, minus } : undefined;
  }

  /** x of (x − max x) − log Σ exp(x − max x). */
  private logitsOf(logSoftmax: Ref): Ref | undefined {
    const [shifted, log] = this.inputsOf(logSoftmax, "Sub") ?? [];
    const [sum] = this.inputsOf(log, "Log") ?? [];
    const [exp, axis] = this.inputsOf(sum, "Sum") ?? [];
    const [again] = this.inputsOf(exp, "Exp") ?? [];
    const [x, max] = this.inputsOf(shifted, "Sub") ?? [];
    const [of, maxAxis] = this.inputsOf(max, "Max") ?? [];
    const fits =
      x && this.value(x).shape.length === 2 && sameRef(shifted, again) && sameRef(of, x) && this.isLast(axis) && this.isLast(maxAxis);
    return fits ? x : undefined;
  }

  /** The labels of one-hot rows of 1 among 0, as wide as the logits. */
  private labelsOf(hot: Ref, [n, classes]: number[]): Ref | undefined {
    const [bits] = this.inputsOf(hot, "Cast") ?? [hot];
    const [labels, depth, on, off] = this.inputsOf(bits, "OneHot") ?? [];
    const fits = this.number(depth) === classes && this.number(on) === 1 && this.number(off) === 0;
    return labels && fits && this.value(labels).shape.join() === String(n) && this.value(labels).dtype === DTYPES.int32
      ? labels
      : undefined;
  }

  /** Whether an axis is the second of two. */
  private isLast(axis: Ref | undefined): boolean {
    return [1, -1].includes(this.number(axis) ?? 0);
  }
}
