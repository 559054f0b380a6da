import { beforeAll, describe, expect, it } from "vitest";
import { tf, useBackend } from "../../src/backend";
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from "../../src/backend/tf";
import { random } from "../../src/random";
import { jvp } from "../../src/trace/jvp";
import { RULES } from "../../src/trace/jvp-rules";
import { optimize } from "../../src/trace/passes";
import { record } from "../../src/trace/record";
import type { Trace } from "../../src/trace/trace";
import { runTrace } from "./run";

beforeAll(async () => {
  await useBackend({ backend: "cpu" });
});

/** Numbers of both signs, none near 0, where some functions have an edge. */
const numbers = (shape: number[], name: string, low = 0.2, high = 1.5): Tensor => {
  const rng = random(1).split(name);
  const values = Float32Array.from(
    { length: tf.util.sizeFromShape(shape) },
    () => (rng.bits() & 1 ? 1 : -1) * (low + (high - low) * rng.uniform()),
  );
  return tf.tensor(values, shape);
};
const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, i) => sum + value * (b[i] as number), 0);

type Case = [(inputs: Tensor[]) => Tensor, number[][], { positive?: boolean }?];

/** Functions whose gradients TensorFlow.js knows, by its own rules, and the shapes of their inputs. */
const KNOWN: Record<string, Case> = {
  add: [([x, y]) => tf.add(x as Tensor, y as Tensor), [[3, 4], [4]]],
  sub: [([x, y]) => tf.sub(x as Tensor, y as Tensor), [[4], [3, 4]]],
  mul: [
    ([x, y]) => tf.mul(x as Tensor, y as Tensor),
    [
      [3, 4],
      [3, 1],
    ],
  ],
  "the square of one value": [([x]) => tf.mul(x as Tensor, x as Tensor), [[5]]],
  div: [([x, y]) => tf.div(x as Tensor, y as Tensor), [[4], [3, 4]]],
  addN: [(x) => tf.addN(x), [[3], [3], [3]]],
  pow: [([x]) => tf.pow(x as Tensor, 3), [[5]]],
  square: [([x]) => tf.square(x as Tensor), [[5]]],
  sqrt: [([x]) => tf.sqrt(x as Tensor), [[5]], { positive: true }],
  rsqrt: [([x]) => tf.rsqrt(x as Tensor), [[5]], { positive: true }],
  reciprocal: [([x]) => tf.reciprocal(x as Tensor), [[5]]],
  exp: [([x]) => tf.exp(x as Tensor), [[5]]],
  expm1: [([x]) => tf.expm1(x as Tensor), [[5]]],
  log: [([x]) => tf.log(x as Tensor), [[5]], { positive: true }],
  log1p: [([x]) => tf.log1p(x as Tensor), [[5]], { positive: true }],
  abs: [([x]) => tf.abs(x as Tensor), [[5]]],
  neg: [([x]) => tf.neg(x as Tensor), [[5]]],
  sin: [([x]) => tf.sin(x as Tensor), [[5]]],
  cos: [([x]) => tf.cos(x as Tensor), [[5]]],
  erf: [([x]) => tf.erf(x as Tensor), [[5]]],
  tanh: [([x]) => tf.tanh(x as Tensor), [[5]]],
  sigmoid: [([x]) => tf.sigmoid(x as Tensor), [[5]]],
  softplus: [([x]) => tf.softplus(x as Tensor), [[5]]],
  softmax: [([x]) => tf.softmax(x as Tensor), [[3, 5]]],
  logSoftmax: [([x]) => tf.logSoftmax(x as Tensor), [[3, 5]]],
  relu: [([x]) => tf.relu(x as Tensor), [[7]]],
  relu6: [([x]) => tf.relu6(tf.mul(x as Tensor, 5)), [[9]]],
  elu: [([x]) => tf.elu(x as Tensor), [[7]]],
  selu: [([x]) => tf.selu(x as Tensor), [[7]]],
  leakyRelu: [([x]) => tf.leakyRelu(x as Tensor, 0.3), [[7]]],
  maximum: [([x, y]) => tf.maximum(x as Tensor, y as Tensor), [[7], [7]]],
  minimum: [([x, y]) => tf.minimum(x as Tensor, y as Tensor), [[7], [7]]],
  where: [([x, y]) => tf.where(tf.tensor1d([1, 0, 0, 1, 1, 0, 1], "bool"), y as Tensor, tf.square(x as Tensor)), [[7], [7]]],
  max: [([x]) => tf.max(x as Tensor, 1), [[3, 5]]],
  matMul: [
    ([x, y]) => tf.matMul(x as Tensor2D, y as Tensor2D),
    [
      [3, 4],
      [4, 2],
    ],
  ],
  "matMul, both transposed": [
    ([x, y]) => tf.matMul(x as Tensor2D, y as Tensor2D, true, true),
    [
      [4, 3],
      [2, 4],
    ],
  ],
  conv2d: [
    ([x, k]) => tf.conv2d(x as Tensor4D, k as Tensor4D, 2, "same"),
    [
      [2, 5, 5, 3],
      [3, 3, 3, 4],
    ],
  ],
  depthwiseConv2d: [
    ([x, k]) => tf.depthwiseConv2d(x as Tensor4D, k as Tensor4D, 1, "valid"),
    [
      [2, 5, 5, 3],
      [3, 3, 3, 2],
    ],
  ],
  avgPool: [([x]) => tf.avgPool(x as Tensor4D, 3, 2, "same"), [[2, 5, 5, 3]]],
  "maxPool, side by side": [([x]) => tf.maxPool(x as Tensor4D, 2, 2, "same"), [[2, 7, 6, 3]]],
  "maxPool without padding, windows apart": [([x]) => tf.maxPool(x as Tensor4D, 2, 3, "valid"), [[2, 8, 7, 3]]],
  "maxPool, each place in nine windows": [([x]) => tf.maxPool(x as Tensor4D, 3, 1, "same"), [[2, 5, 4, 2]]],
  "maxPool, oblong": [([x]) => tf.maxPool(x as Tensor4D, [2, 3], [1, 2], "same"), [[2, 5, 6, 2]]],
  "maxPool, overlapping": [([x]) => tf.maxPool(x as Tensor4D, 3, 2, "same"), [[2, 7, 7, 3]]],
  concat: [
    ([x, y]) => tf.concat([x as Tensor2D, y as Tensor2D], 1),
    [
      [3, 2],
      [3, 4],
    ],
  ],
  stack: [([x, y]) => tf.stack([x as Tensor, y as Tensor]), [[3], [3]]],
  slice: [([x]) => tf.slice(x as Tensor2D, [1, 0], [2, 2]), [[4, 3]]],
  pad: [
    ([x]) =>
      tf.pad(x as Tensor2D, [
        [1, 0],
        [2, 1],
      ]),
    [[4, 3]],
  ],
  tile: [([x]) => tf.tile(x as Tensor2D, [2, 3]), [[2, 3]]],
  transpose: [([x]) => tf.transpose(x as Tensor3D, [2, 0, 1]), [[2, 3, 4]]],
  reshape: [([x]) => tf.reshape(x as Tensor, [4, 3]), [[2, 6]]],
  sum: [([x]) => tf.sum(x as Tensor, 1), [[3, 4]]],
  mean: [([x]) => tf.mean(x as Tensor, 0), [[3, 4]]],
  gather: [([x]) => tf.gather(x as Tensor, tf.tensor1d([2, 0, 2], "int32")), [[3, 4]]],
  reverse: [([x]) => tf.reverse(x as Tensor, 0), [[3, 4]]],
  cumsum: [([x]) => tf.cumsum(x as Tensor, 1), [[3, 4]]],
};

const RUN_AS: Record<string, (trace: Trace) => Trace> = {
  "as it runs on a CPU": (trace) => optimize(trace, "cpu"),
  "as it runs on a GPU": (trace) => optimize(trace, "gpu"),
};

describe.each(Object.entries(RUN_AS))("the tangent of an operation is what the gradient of TensorFlow.js says, %s", (_, prepare) => {
  it.each(Object.entries(KNOWN))("%s", (name, [f, shapes, { positive } = {}]) => {
    const inputs = shapes.map((shape, i) => (positive ? tf.abs(numbers(shape, `${name} ${i}`)) : numbers(shape, `${name} ${i}`)));
    const tangents = shapes.map((shape, i) => numbers(shape, `${name} tangent ${i}`));
    const trace = record((all) => [f(all)], inputs);
    const [value, tangent] = runTrace(prepare(jvp(trace, [...shapes.keys()])), [...inputs, ...tangents]) as [number[], number[]];
    const y = f(inputs);
    expect(dot(value, value)).toBeCloseTo(dot(y.dataSync(), y.dataSync()), 3);
    const u = numbers(y.shape, `${name} cotangent`);
    const gradients = tf.grads((...all: Tensor[]) => tf.sum(tf.mul(f(all), u)) as Scalar)(inputs);
    // uᵀ (J v) = (Jᵀ u)ᵀ v
    const there = dot(u.dataSync(), tangent);
    const back = gradients.reduce((sum, gradient, i) => sum + dot(gradient.dataSync(), (tangents[i] as Tensor).dataSync()), 0);
    const size = Math.sqrt(dot(tangent, tangent) * dot(u.dataSync(), u.dataSync()));
    expect(size).toBeGreaterThan(0);
    expect(Math.abs(there - back)).toBeLessThan(3e-6 * size);
  });
});

describe("Hessian products", () => {
  /** A loss of weights, as a trace of its gradient with tangents. */
  const products = (loss: (weights: Tensor[]) => Scalar, weights: Tensor[]) => {
    const gradient = record((all) => tf.grads((...w: Tensor[]) => loss(w))(all), weights);
    const trace = optimize(jvp(gradient, [...weights.keys()]));
    return (tangents: Tensor[]): number[] =>
      runTrace(trace, [...weights, ...tangents])
        .slice(weights.length)
        .flat();
  };

  it("of a quadratic are its matrix", () => {
    const a = tf.tensor2d([2, 1, 0, 1, 3, -1, 0, -1, -4], [3, 3]);
    const half = ([w]: Tensor[]) =>
      tf.mul(tf.sum(tf.mul(w as Tensor, tf.reshape(tf.matMul(a, tf.reshape(w as Tensor, [3, 1]) as Tensor2D), [3]))), 0.5) as Scalar;
    const product = products(half, [tf.tensor1d([1, 2, 3])]);
    expect(product([tf.tensor1d([1, 0, 0])])).toEqual([2, 1, 0]);
    expect(product([tf.tensor1d([0, 0, 1])])).toEqual([0, -1, -4]);
  });

  it("of tanh, where nested gradients of TensorFlow.js are wrong, are right", () => {
    const product = products(([w]) => tf.sum(tf.tanh(w as Tensor)) as Scalar, [tf.tensor1d([0.5, -1])]);
    const second = (x: number) => -2 * Math.tanh(x) * (1 - Math.tanh(x) ** 2);
    for (const [i, x] of [0.5, -1].entries()) expect(product([tf.tensor1d([1, 1])])[i]).toBeCloseTo(second(x), 6);
  });

  it("are symmetric for a convolutional network: uᵀHv = vᵀHu", () => {
    const images = numbers([4, 6, 6, 2], "images");
    const labels = tf.tensor1d([0, 2, 1, 2], "int32");
    const shapes = [[3, 3, 2, 4], [4], [36, 3], [3]];
    const net = ([k, b, w, c]: Tensor[]) => {
      const y = tf.maxPool(tf.relu(tf.add(tf.conv2d(images as Tensor4D, k as Tensor4D, 1, "same"), b as Tensor)) as Tensor4D, 3, 2, "same");
      const logits = tf.add(tf.matMul(tf.reshape(y, [4, 36]) as Tensor2D, w as Tensor2D), c as Tensor);
      return tf.neg(tf.mean(tf.sum(tf.mul(tf.oneHot(labels as Tensor1D, 3), tf.logSoftmax(logits)), 1))) as Scalar;
    };
    const product = products(
      net,
      shapes.map((shape, i) => tf.mul(numbers(shape, `w${i}`), 0.3)),
    );
    const [u, v] = ["u", "v"].map((name) => shapes.map((shape, i) => numbers(shape, `${name}${i}`))) as [Tensor[], Tensor[]];
    const flat = (tensors: Tensor[]) => tensors.flatMap((tensor) => [...tensor.dataSync()]);
    const [hu, hv] = [product(u), product(v)];
    const size = Math.sqrt(dot(hu, hu) * dot(flat(v), flat(v)));
    expect(Math.abs(dot(flat(u), hv) - dot(flat(v), hu))).toBeLessThan(3e-6 * size);
  });
});

describe("what jvp says and leaves out", () => {
  it("names an operation without a rule, and what to do", () => {
    const trace = record(([x]) => [tf.asinh(x as Tensor)], [numbers([3], "x")]);
    expect(() => jvp(trace, [0])).toThrow(/Asinh has no rule for second derivatives.*README\.md lists/);
  });

  it("gives zeros where nothing depends on the active inputs", () => {
    const trace = record(([x, y]) => [tf.exp(y as Tensor), tf.mul(x as Tensor, 2)], [numbers([2], "x"), numbers([2], "y")]);
    const [, , first, second] = runTrace(jvp(trace, [0]), [numbers([2], "x"), numbers([2], "y"), tf.tensor1d([1, 10])]);
    expect([first, second]).toEqual([
      [0, 0],
      [2, 20],
    ]);
  });

  it("has its rules listed in the README", async () => {
    const { readFile } = await import("node:fs/promises");
    const readme = await readFile("src/trace/README.md", "utf8");
    for (const name of Object.keys(RULES)) expect(readme, name).toMatch(new RegExp(`\\b${name}\\b`));
  });
});
