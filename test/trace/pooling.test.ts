import { beforeAll, describe, expect, it } from "vitest";
import { tf, useBackend } from "../../src/backend";
import type { Tensor, Tensor4D } from "../../src/backend/tf";
import { jvp } from "../../src/trace/jvp";
import { optimize, PASSES, prepareDerivative } from "../../src/trace/passes";
import { record } from "../../src/trace/record";
import type { Trace } from "../../src/trace/trace";
import { expectSame } from "./run";

const wavy = (shape: number[], from = 0): Tensor =>
  tf.sin(tf.add(tf.mul(tf.range(0, tf.util.sizeFromShape(shape)), 2.3), from)).reshape(shape);
const inputs = () => [wavy([2, 9, 8, 3]), tf.mul(wavy([3, 3, 3, 4], 1), 0.5), wavy([4], 2)];
const tangents = () => [wavy([3, 3, 3, 4], 3), wavy([4], 4)];

/** Gradients of a convolution with bias, ReLU and pooling. */
const pooled =
  (size: number, stride: number, padding: "same" | "valid") =>
  ([x, k, b]: Tensor[]): Tensor[] =>
    tf.grads((k, b) => {
      const y = tf.relu(tf.add(tf.conv2d(x as Tensor4D, k as Tensor4D, 1, "same"), b as Tensor));
      return tf.sum(tf.square(tf.maxPool(y as Tensor4D, size, stride, padding))) as tf.Scalar;
    })([k as Tensor, b as Tensor]);
type Pool = Parameters<typeof pooled>;
const record3 = (...pool: Pool): Trace => record(pooled(...pool), inputs());
const products = (trace: Trace): Trace => jvp(prepareDerivative(trace), [1, 2]);
/** Heights of what an operation makes. */
const heights = ({ ops }: Trace, type: string): number[] =>
  ops.filter((op) => op.type === type).map(({ outputs }) => outputs[0]?.shape[1] as number);

beforeAll(async () => {
  await useBackend({ backend: "cpu" });
});

const POOLS: Pool[] = [
  [3, 2, "same"],
  [2, 2, "valid"],
  [3, 1, "same"],
  [2, 3, "same"],
];

describe.each(POOLS)("max pooling over %i at steps of %i, %s", (...pool) => {
  it.each(["cpu", "gpu"] as const)("has the same gradients and second derivatives, optimized for a %s", (device) => {
    const trace = record3(...pool);
    expectSame(trace, optimize(trace, device), inputs());
    expectSame(PASSES.withPoolTangents(jvp(trace, [1, 2])), optimize(products(trace), device), [...inputs(), ...tangents()]);
  });
});

describe("what is done behind max pooling", () => {
  it("ReLU's gradient and the bias's sum are taken of fewer values", () => {
    const trace = optimize(record3(3, 2, "same"));
    // 9 rows before the pooling, 5 behind it.
    expect(heights(trace, "ReluGrad")).toEqual([5]);
    const sums = trace.ops
      .filter(({ type, inputs }) => type === "Sum" && inputs[0]?.kind === "op")
      .map(({ inputs: [x] }) => x as { op: number });
    expect(sums.map(({ op }) => trace.ops[op]?.type)).toEqual(["ReluGrad"]);
  });

  it("a tangent, too", () => {
    expect(heights(optimize(products(record3(3, 2, "same"))), "ReluGrad").every((height) => height === 5)).toBe(true);
  });

  it("but not the gradient of another ReLU, nor a sum along one axis", () => {
    const other = ([x]: Tensor[]) =>
      tf.grads((x) => tf.sum(tf.square(tf.maxPool(tf.square(tf.relu(x)) as Tensor4D, 2, 2, "same"))) as tf.Scalar)([x as Tensor]);
    const trace = record(other, inputs().slice(0, 1));
    expect(heights(optimize(trace), "ReluGrad")).toEqual([9]);
    const rows = ([x, u]: Tensor[]) => {
      const gradient = tf.grad((x) => tf.sum(tf.mul(tf.maxPool(x as Tensor4D, 2, 2, "same"), u as Tensor)) as tf.Scalar)(x as Tensor);
      return [tf.sum(gradient, 1)];
    };
    const make = () => [wavy([2, 9, 8, 3]), wavy([2, 5, 4, 3])];
    const sums = record(rows, make());
    expectSame(sums, optimize(sums), make());
  });
});
