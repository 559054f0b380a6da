import { beforeAll, describe, expect, it } from "vitest";
import { tf, useBackend } from "../../src/backend";
import type { Tensor, Tensor2D, Tensor4D } from "../../src/backend/tf";
import { jvp } from "../../src/trace/jvp";
import { optimize, PASSES, prepareDerivative } from "../../src/trace/passes";
import { record } from "../../src/trace/record";
import type { Trace } from "../../src/trace/trace";
import { expectSame } from "./run";

const wavy = (shape: number[], from = 0): Tensor =>
  tf.sin(tf.add(tf.mul(tf.range(0, tf.util.sizeFromShape(shape)), 2.3), from)).reshape(shape);

/** Product, bias, scale, shift, ReLU; `kept` takes what lies between. */
const layer = (product: Tensor, [b, s, t]: Tensor[], kept: Tensor[] = []): Tensor => {
  const biased = tf.add(product, b as Tensor);
  kept.push(biased);
  return tf.relu(tf.add(tf.mul(biased, s as Tensor), t as Tensor));
};
const SHAPES = [[3, 3, 2, 3], [3], [3], [3], [3, 3, 3, 4], [4], [4], [4]];
const inputs = (): Tensor[] => [wavy([4, 9, 9, 2]), ...SHAPES.map((shape, i) => tf.mul(wavy(shape, i), 0.7))];

/** Gradients of two convolutional layers; the loss is `more` larger. */
const convolutions =
  (more: (kept: Tensor[]) => Tensor = () => tf.scalar(0)) =>
  ([x, ...weights]: Tensor[]): Tensor[] => {
    const loss = (...[k, b, s, t, ...second]: Tensor[]) => {
      const kept: Tensor[] = [];
      const hidden = layer(tf.conv2d(x as Tensor4D, k as Tensor4D, 1, "same"), [b, s, t] as Tensor[], kept);
      const y = layer(tf.conv2d(hidden as Tensor4D, second[0] as Tensor4D, 1, "same"), second.slice(1), kept);
      return tf.add(tf.sum(tf.square(y)), more(kept)) as tf.Scalar;
    };
    return tf.grads(loss)(weights);
  };

/** Products by elements where one factor is as large as the activations; weights are few. */
const largeProducts = ({ ops }: Trace): number =>
  ops.filter(({ type, outputs }) => type === "Mul" && tf.util.sizeFromShape(outputs[0]?.shape ?? []) > 500).length;
const unfolded = (trace: Trace): Trace =>
  Object.entries(PASSES).reduce((each, [name, pass]) => (name === "withFoldedScale" ? each : pass(each)), trace);

beforeAll(async () => {
  await useBackend({ backend: "cpu" });
});

describe("a scale and a shift go into the convolution, and the gradients with them", () => {
  it("without changing a number", () => {
    const trace = record(convolutions(), inputs());
    expectSame(trace, optimize(trace), inputs());
    // Three passes over the activations of each layer: the scale, its gradient, and that of what was scaled.
    expect(largeProducts(optimize(trace))).toBe(largeProducts(unfolded(trace)) - 2 * 3);
  });

  it("unless something else needs what lies between", () => {
    const trace = record(
      convolutions(([first]) => tf.sum(tf.sin(first as Tensor))),
      inputs(),
    );
    expectSame(trace, optimize(trace), inputs());
    expect(largeProducts(optimize(trace))).toBe(largeProducts(unfolded(trace)) - 3);
  });

  it("but not where weights are as many as activations, or in dense layers", () => {
    const few = () => [wavy([1, 3, 3, 2]), ...inputs().slice(1)];
    const small = record(convolutions(), few());
    expect(optimize(small)).toEqual(unfolded(small));
    const dense = ([x, ...weights]: Tensor[]) =>
      tf.grads((...[w, b, s, t]: Tensor[]) => tf.sum(layer(tf.matMul(x as Tensor2D, w as Tensor2D), [b, s, t] as Tensor[])))(weights);
    const trace = record(dense, [wavy([40, 3]), wavy([3, 2]), wavy([2]), wavy([2], 1), wavy([2], 2)]);
    expect(optimize(trace)).toEqual(unfolded(trace));
  });
});

describe("before second derivatives", () => {
  const active = SHAPES.map((_, i) => i + 1);
  const tangents = () => SHAPES.map((shape, i) => wavy(shape, i + 50));

  it("it leaves their numbers", () => {
    const trace = record(convolutions(), inputs());
    expectSame(jvp(trace, active), optimize(jvp(prepareDerivative(trace), active)), [...inputs(), ...tangents()]);
  });

  it("it is not done in dense layers, forward or backward", () => {
    const dense = ([x, w, b, s, t]: Tensor[]) => [layer(tf.matMul(x as Tensor2D, w as Tensor2D), [b, s, t] as Tensor[])];
    const trace = record(dense, [wavy([40, 3]), wavy([3, 2]), wavy([2]), wavy([2], 1), wavy([2], 2)]);
    expect(prepareDerivative(trace).ops.map(({ type }) => type)).toEqual(["MatMul", "BiasAdd", "Mul", "Add", "Relu"]);
  });
});
