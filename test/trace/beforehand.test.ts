import { beforeAll, describe, expect, it } from "vitest";
import { tf, useBackend } from "../../src/backend";
import type { Tensor, Tensor2D } from "../../src/backend/tf";
import { type Split, splitBeforehand } from "../../src/trace/beforehand";
import { optimize } from "../../src/trace/passes";
import { record } from "../../src/trace/record";
import type { Trace } from "../../src/trace/trace";
import { runTrace } from "./run";

const EVERYTHING = 2 ** 30;
const wavy = (shape: number[], from = 0): Tensor =>
  tf.sin(tf.add(tf.mul(tf.range(0, tf.util.sizeFromShape(shape)), 2.3), from)).reshape(shape);
const matMul = (a: Tensor, b: Tensor) => tf.matMul(a as Tensor2D, b as Tensor2D);
const count = ({ ops }: Trace, type: string): number => ops.filter((op) => op.type === type).length;

/** x through two layers, and a tangent of the second one's weights: x, w, b, second w, its tangent. */
const inputs = () => [wavy([31, 300]), wavy([300, 300], 1), wavy([300], 2), wavy([300, 200], 3), wavy([300, 200], 4)];
const layers = ([x, w, b, v, dv]: Tensor[]): Tensor[] => {
  const hidden = tf.relu(tf.add(matMul(x as Tensor, w as Tensor), b as Tensor));
  const [y, dy] = [matMul(hidden, v as Tensor), matMul(hidden, dv as Tensor)];
  return [tf.mul(tf.tanh(y), dy)];
};
const TANGENT = 4;
const traced = (step = layers, make = inputs) => optimize(record(step, make()));

/** What the two parts give, one behind the other. */
function inParts({ before, after }: Split, given: Tensor[]): number[][] {
  const kept = runTrace(before, given).map((values, i) => tf.tensor(values, after.inputs[given.length + i]?.shape));
  return runTrace(after, [...given, ...kept]);
}

beforeAll(async () => {
  await useBackend({ backend: "cpu" });
});

describe("a trace in two parts", () => {
  it("gives the same numbers, and what does not depend on the late input is computed before", () => {
    const trace = traced();
    const split = splitBeforehand(trace, [TANGENT], EVERYTHING) as Split;
    expect(inParts(split, inputs())).toEqual(runTrace(trace, inputs()));
    // Behind the first product come bias and ReLU; that is kept, and the second product.
    expect(split.kept.map(({ shape }) => shape)).toEqual([
      [31, 300],
      [31, 200],
    ]);
    expect([count(split.before, "MatMul"), count(split.after, "MatMul"), count(split.after, "Relu")]).toEqual([2, 1, 0]);
    // What is quickly computed is not kept.
    expect(count(split.after, "Tanh")).toBe(1);
  });

  it("does not read the late input beforehand", () => {
    const { before } = splitBeforehand(traced(), [TANGENT], EVERYTHING) as Split;
    expect(before.ops.flatMap(({ inputs }) => inputs)).not.toContainEqual({ kind: "input", input: TANGENT });
  });

  it("keeps nothing that only leads to something else that is kept", () => {
    const chain = ([x, w, , v, dv]: Tensor[]) => [tf.mul(matMul(matMul(x as Tensor, w as Tensor), v as Tensor), tf.sum(dv as Tensor))];
    const { kept } = splitBeforehand(traced(chain), [TANGENT], EVERYTHING) as Split;
    expect(kept.map(({ shape }) => shape)).toEqual([[31, 200]]);
  });

  it("keeps within the bytes that are given, and first what saves most", () => {
    const wide = () => [...inputs().slice(0, 3), wavy([300, 40], 3), wavy([300, 40], 4), wavy([31, 900], 5), wavy([900, 40], 6)];
    const two = ([x, w, , , dv, z, u]: Tensor[]) => [
      tf.mul(matMul(x as Tensor, w as Tensor), tf.sum(dv as Tensor)),
      tf.mul(matMul(z as Tensor, u as Tensor), tf.sum(dv as Tensor)),
    ];
    const kept = (bytes: number) => splitBeforehand(traced(two, wide), [TANGENT], bytes)?.kept.map(({ shape }) => shape);
    expect(kept(4 * 31 * 340)).toHaveLength(2);
    expect(kept(4 * 31 * 339)).toEqual([[31, 40]]);
    expect(kept(4 * 31 * 39)).toBeUndefined();
  });

  it("is not made where all depends on the late inputs, or the products are small", () => {
    expect(splitBeforehand(traced(), [0, 1, 2, 3, 4], EVERYTHING)).toBeUndefined();
    const small = () => [wavy([3, 4]), wavy([4, 4]), wavy([4]), wavy([4, 2]), wavy([4, 2])];
    expect(splitBeforehand(traced(layers, small), [TANGENT], EVERYTHING)).toBeUndefined();
  });
});
