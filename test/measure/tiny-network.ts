/** A network of two dense layers with a ReLU between, in float64 with exact gradients: a loss function whose weights can be rescaled. And functions with known answers. */
import type { LossFunction } from "../../src/measure/loss-function";
import { addScaled, dot } from "../../src/measure/operator";
import type { NamedShape } from "../../src/measure/parts";
import { random } from "../../src/random";

export interface TinyNetwork extends LossFunction {
  weights: NamedShape[];
  kinds: string[];
  /** Logits of all examples, row by row. */
  logitsAt(w: Float64Array): Float64Array;
  labels: number[];
  classes: number;
  /** Weights that classify well, but are at no minimum. */
  w: Float64Array;
}

export function tinyNetwork({ inputs = 4, units = 6, classes = 3, examples = 12, seed = 1 } = {}): TinyNetwork {
  const rng = random(seed);
  const x = Array.from({ length: examples }, () => Float64Array.from({ length: inputs }, () => rng.normal()));
  const labels = x.map((_, i) => i % classes);
  const sizes = [inputs * units, units, units * classes, classes] as const;
  const dimension = sizes.reduce((a, b) => a + b, 0);
  const [b1, w2, b2] = [sizes[0], sizes[0] + sizes[1], sizes[0] + sizes[1] + sizes[2]] as const;
  const at = (v: ArrayLike<number>, i: number): number => v[i] as number;

  const hiddenOf = (w: Float64Array, example: Float64Array) =>
    Float64Array.from({ length: units }, (_, j) =>
      Math.max(
        0,
        example.reduce((sum, value, i) => sum + value * at(w, i * units + j), at(w, b1 + j)),
      ),
    );
  const logitsOf = (w: Float64Array, hidden: Float64Array) =>
    Float64Array.from({ length: classes }, (_, k) =>
      hidden.reduce((sum, value, j) => sum + value * at(w, w2 + j * classes + k), at(w, b2 + k)),
    );
  const lossAndGradientAt = (w: Float64Array) => {
    const gradient = new Float64Array(dimension);
    const add = (i: number, by: number) => {
      gradient[i] = at(gradient, i) + by / examples;
    };
    let loss = 0;
    for (const [n, example] of x.entries()) {
      const hidden = hiddenOf(w, example);
      const logits = logitsOf(w, hidden);
      const largest = Math.max(...logits);
      const exps = logits.map((value) => Math.exp(value - largest));
      const total = exps.reduce((a, b) => a + b, 0);
      loss += Math.log(total) + largest - at(logits, labels[n] as number);
      const out = exps.map((value, k) => value / total - (k === labels[n] ? 1 : 0));
      for (let k = 0; k < classes; k++) add(b2 + k, at(out, k));
      for (let j = 0; j < units; j++) {
        if (at(hidden, j) === 0) continue;
        let back = 0;
        for (let k = 0; k < classes; k++) {
          add(w2 + j * classes + k, at(hidden, j) * at(out, k));
          back += at(out, k) * at(w, w2 + j * classes + k);
        }
        add(b1 + j, back);
        for (let i = 0; i < inputs; i++) add(i * units + j, back * at(example, i));
      }
    }
    return { loss: loss / examples, gradient };
  };

  const w = Float64Array.from({ length: dimension }, () => 0.7 * rng.normal());
  for (let step = 0; step < 150; step++) addScaled(w, -0.3, lossAndGradientAt(w).gradient);
  return {
    dimension,
    weights: [
      { name: "0/kernel", shape: [inputs, units] },
      { name: "0/bias", shape: [units] },
      { name: "2/kernel", shape: [units, classes] },
      { name: "2/bias", shape: [classes] },
    ],
    kinds: ["dense", "relu", "dense"],
    lossAt: (w) => lossAndGradientAt(w).loss,
    lossAndGradientAt,
    logitsAt: (w) => Float64Array.from(x.flatMap((example) => [...logitsOf(w, hiddenOf(w, example))])),
    labels,
    classes,
    w,
  };
}

/** L(w) = g · w */
export const linear = (g: Float64Array): LossFunction => ({
  dimension: g.length,
  lossAt: (w) => dot(g, w),
  lossAndGradientAt: (w) => ({ loss: dot(g, w), gradient: Float64Array.from(g) }),
});

/** L(w) = offset + ½ Σ λᵢ (wᵢ − cᵢ)² */
export function quadratic(lambda: Float64Array, centre = new Float64Array(lambda.length), offset = 0): LossFunction {
  const gradient = (w: Float64Array) => w.map((value, i) => (lambda[i] as number) * (value - (centre[i] as number)));
  const lossAt = (w: Float64Array) =>
    offset + w.reduce((sum, value, i) => sum + ((lambda[i] as number) * (value - (centre[i] as number)) ** 2) / 2, 0);
  return { dimension: lambda.length, lossAt, lossAndGradientAt: (w) => ({ loss: lossAt(w), gradient: gradient(w) }) };
}

/** Largest eigenvalue in size of the Hessian, from differences of gradients and power iteration. */
export async function lambdaMax(f: LossFunction, w: Float64Array): Promise<number> {
  let v = w.map((_, i) => Math.sin(i + 1));
  let value = 0;
  for (let i = 0; i < 500; i++) {
    const length = Math.sqrt(dot(v, v));
    v = v.map((each) => each / length);
    const h = 1e-6;
    const plus = (await f.lossAndGradientAt(w.map((each, j) => each + h * (v[j] as number)))).gradient;
    const minus = (await f.lossAndGradientAt(w.map((each, j) => each - h * (v[j] as number)))).gradient;
    const product = plus.map((each, j) => (each - (minus[j] as number)) / (2 * h));
    value = dot(v, product);
    v = product;
  }
  return value;
}
