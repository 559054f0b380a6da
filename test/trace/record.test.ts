import { beforeAll, describe, expect, it } from "vitest";
import { tensorCount, tf, useBackend } from "../../src/backend";
import { nativeBackend } from "../../src/backend/binding";
import { uniform } from "../../src/backend/stateless";
import type { Tensor, Tensor1D, Tensor2D } from "../../src/backend/tf";
import { recordForBatch } from "../../src/trace/batch";
import { RecordError, record } from "../../src/trace/record";

const inputs = (variant: number) => [tf.tensor1d([variant, 2 * variant, 3])];
const recording =
  (step: (x: Tensor[]) => Tensor[], ...examples: Tensor[][]) =>
  () =>
    record(step, ...(examples.length > 0 ? examples : [inputs(1), inputs(2)]));

beforeAll(async () => {
  await useBackend({ backend: "cpu" });
});

describe("a recording", () => {
  it("lists the operations with their types, inputs and shapes", () => {
    const trace = record(([x]) => [tf.sum(tf.square(x as Tensor))], inputs(1), inputs(2));
    expect(trace.ops.map((op) => op.type)).toEqual(["Square", "Sum"]);
    expect(trace.ops[0]).toMatchObject({ inputs: [{ kind: "input", input: 0 }], outputs: [{ shape: [3], dtype: 1 }] });
    expect(trace.outputs).toEqual([{ kind: "op", op: 1, output: 0 }]);
  });

  it("keeps constants, also tensors made before it", () => {
    const before = tf.tensor1d([4, 5, 6]);
    const trace = record(([x]) => [tf.add(tf.mul(x as Tensor, 2), before)], inputs(1), inputs(2));
    expect(trace.constants.map(({ values }) => [...values])).toEqual([[2], [4, 5, 6]]);
  });

  it("tells its inputs apart, also where the same tensor is given twice", () => {
    const [x] = inputs(1) as [Tensor];
    const trace = record(([a, b]) => [tf.sub(b as Tensor, a as Tensor)], [x, x]);
    expect(trace.ops[0]?.inputs).toEqual([
      { kind: "input", input: 1 },
      { kind: "input", input: 0 },
    ]);
  });

  it("puts an input where its number or the negative of it becomes a tensor", () => {
    const step = Object.assign(
      ([x]: Tensor[], [rate]: number[]) => [tf.add(tf.mul(x as Tensor, rate as number), -(rate as number)), tf.sub(x as Tensor, 0.5)],
      { numbers: [1] },
    );
    const example = (variant: number) => [...inputs(variant), tf.scalar(0.1 * variant)];
    const trace = record(step, example(1), example(2));
    expect(trace.ops.map(({ type }) => type)).toEqual(["Mul", "Neg", "Add", "Sub"]);
    expect(trace.ops[0]?.inputs[1]).toEqual({ kind: "input", input: 1 });
    expect(trace.ops[2]?.inputs[1]).toEqual({ kind: "op", op: 1, output: 0 });
    expect(trace.constants.map(({ values }) => [...values])).toEqual([[0.5]]);
    const squared = Object.assign(([x]: Tensor[], [rate]: number[]) => [tf.mul(x as Tensor, (rate as number) ** 2)], { numbers: [1] });
    expect(() => record(squared, example(1), example(2))).toThrow(/constant that goes into Mul differs/);
  });

  it("leaves no tensor behind and gives the backend back, also after an error", () => {
    const example = inputs(1);
    const { binding } = nativeBackend();
    const before = tensorCount();
    record(([x]) => [tf.exp(x as Tensor)], example);
    expect(() =>
      record(() => {
        tf.square(1);
        throw new Error("in the step");
      }, example),
    ).toThrow("in the step");
    expect(tensorCount()).toBe(before);
    expect(nativeBackend().binding).toBe(binding);
  });
});

describe("what cannot be recorded is refused, with the operation and what to do", () => {
  it("reading a value", () => {
    const step = ([x]: Tensor[]) => [tf.mul(x as Tensor, tf.max(x as Tensor).dataSync()[0] as number)];
    expect(recording(step)).toThrow(RecordError);
    expect(recording(step)).toThrow(/read the value of the result of Max\..*return the tensor/);
  });

  it("a number that JavaScript computed anew: a rate, a mask", () => {
    let rate = 0;
    const withRate = ([x]: Tensor[]) => {
      rate += 0.1;
      return [tf.mul(x as Tensor, rate)];
    };
    expect(recording(withRate)).toThrow(/constant that goes into Mul differs.*Pass it as an input/);
    const withMask = ([x]: Tensor[]) => [tf.add(x as Tensor, tf.randomUniform([3]))];
    expect(recording(withMask)).toThrow(/draw it with uniform\(\)/);
  });

  it("a result that is no tensor", () => {
    expect(recording((() => [undefined]) as never)).toThrow(/returned undefined; expected tensors/);
  });

  it("a decision of JavaScript", () => {
    let turn = 0;
    const step = ([x]: Tensor[]) => [turn++ % 2 === 0 ? tf.exp(x as Tensor) : tf.square(x as Tensor)];
    expect(recording(step)).toThrow(/operation 0 is Exp for one input and Square for another/);
  });

  it("a shape that depends on the data", () => {
    let size = 2;
    const step = ([x]: Tensor[]) => [tf.tile(x as Tensor, [size++])];
    expect(recording(step)).toThrow(/shape of a result of Tile depends on the data/);
  });

  it("but stateless random numbers are recorded", () => {
    const keyed = (seed: number) => [tf.tensor1d([seed, 1], "int32")];
    const trace = record(([key]) => [uniform([4], key as Tensor1D)], keyed(1), keyed(2));
    expect(trace.ops.map((op) => op.type)).toContain("StatelessRandomUniform");
  });
});

describe("recording for any batch", () => {
  const example = (n: number, variant: number) => [tf.fill([n, 4], variant), tf.fill([4, 3], variant)];
  const step = ([x, w]: Tensor[]) => [tf.mean(tf.matMul(x as Tensor2D, w as Tensor2D), 0), tf.reshape(x as Tensor, [-1])];

  it("gives the trace that the batch itself would give", () => {
    const wanted = record(step, example(117, 1));
    expect(recordForBatch(step, example, 117)).toEqual(wanted);
  });

  it("refuses what is no straight line in the batch", () => {
    const square = ([x]: Tensor[]) => [tf.mul(x as Tensor, (x as Tensor).size ** 2)];
    expect(() => recordForBatch(square, example, 100)).toThrow(/not in a straight line/);
  });
});
