import { beforeAll, describe, expect, it } from "vitest";
import { tensorCount, tf, useBackend } from "../../src/backend";
import { nativeBackend } from "../../src/backend/binding";
import type { Tensor, Tensor2D } from "../../src/backend/tf";
import { compile, type ProgramSpec } from "../../src/trace/program";
import { record } from "../../src/trace/record";
import { DTYPES } from "../../src/trace/trace";

/** w ← w + rate · Σ rows, and the sum of w before it is reported. */
function accumulator(batch = 2): ProgramSpec {
  const trace = record(
    ([w, x, rate]) => [tf.add(w as Tensor, tf.mul(tf.sum(x as Tensor2D, 0), rate as Tensor)), tf.sum(w as Tensor)],
    [tf.zeros([3]), tf.ones([batch, 3]), tf.scalar(1)],
    [tf.ones([3]), tf.zeros([batch, 3]), tf.scalar(2)],
  );
  return {
    state: [{ shape: [3], dtype: DTYPES.float32 }],
    data: { table: { shape: [4, 3], dtype: DTYPES.uint8 } },
    loops: {
      add: {
        trace,
        batch,
        inputs: [
          { from: "state", index: 0 },
          { from: "rows", data: "table" },
          { from: "feed", feed: "rate" },
        ],
        outputs: [{ to: "state", index: 0 }, { to: "report" }],
      },
    },
  };
}

const TABLE = { shape: [4, 3], dtype: DTYPES.uint8, values: Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255, 51, 51, 51) };
const ready = () => {
  const program = compile(accumulator());
  program.writeData("table", TABLE);
  program.writeState([Float32Array.of(0, 0, 0)]);
  return program;
};
const rates = (...values: number[]) => ({ rate: Float32Array.from(values) });

beforeAll(async () => {
  await useBackend({ backend: "cpu" });
});

describe("a program", () => {
  it("gathers its rows, bytes as [0, 1], takes each turn's feed, keeps its state and reports every turn", () => {
    const program = ready();
    const reports = program.run("add", Int32Array.of(0, 1, 2, 3, 0, 0), rates(1, 10, 100));
    // w: (1, 1, 0), then + 10 · (0.2, 0.2, 1.2), then + 100 · (2, 0, 0)
    expect([...reports].map((x) => Number(x.toFixed(4)))).toEqual([0, 2, 18]);
    expect([...(program.readState()[0] as Float32Array)].map((x) => Number(x.toFixed(4)))).toEqual([203, 3, 12]);
    expect([...program.run("add", Int32Array.of(1, 1), rates(0))].map((x) => Number(x.toFixed(4)))).toEqual([218]);
    program.dispose();
  });

  it("writes and reads entries of data by their numbers, one a turn", () => {
    const float = (shape: number[]) => ({ shape, dtype: DTYPES.float32 });
    const doubled = record(([w, x]) => [tf.add(w as Tensor, tf.sum(x as Tensor2D, 0))], [tf.zeros([3]), tf.ones([2, 3])]);
    const summed = record(([w, kept]) => [tf.sum(tf.mul(w as Tensor, kept as Tensor))], [tf.zeros([3]), tf.ones([3])]);
    const program = compile({
      state: [float([3])],
      data: { table: { shape: [4, 3], dtype: DTYPES.uint8 }, kept: float([5, 3]) },
      loops: {
        keep: {
          trace: doubled,
          batch: 2,
          inputs: [
            { from: "state", index: 0 },
            { from: "rows", data: "table" },
          ],
          outputs: [{ to: "place", data: "kept" }],
        },
        read: {
          trace: summed,
          batch: 1,
          inputs: [
            { from: "state", index: 0 },
            { from: "place", data: "kept" },
          ],
          outputs: [{ to: "report" }],
        },
      },
    });
    program.writeData("table", TABLE);
    program.writeState([Float32Array.of(1, 0, 0)]);
    program.clearData("kept");
    program.run("keep", Int32Array.of(0, 1, 2, 2), { places: Int32Array.of(3, 1) });
    // Entry 3: (1, 0, 0) + rows 0 and 1; entry 1: (1, 0, 0) + row 2 twice.
    program.writeState([Float32Array.of(1, 10, 100)]);
    expect([...program.run("read", Int32Array.of(0, 0, 0), { places: Int32Array.of(3, 0, 1) })]).toEqual([12, 0, 201]);
    program.dispose();
  });

  it("sums over the turns of a call in float64, each call from zero", () => {
    const trace = record(([x, scale]) => [tf.mul(tf.sum(x as Tensor2D, 0), scale as Tensor)], [tf.ones([1, 2]), tf.scalar(1)]);
    const program = compile({
      state: [],
      data: { table: { shape: [2, 2], dtype: DTYPES.float32 } },
      loops: {
        sum: {
          trace,
          batch: 1,
          inputs: [
            { from: "rows", data: "table" },
            { from: "feed", feed: "scale" },
          ],
          outputs: [{ to: "sum" }],
        },
      },
    });
    program.writeData("table", { shape: [2, 2], dtype: DTYPES.float32, values: Float32Array.of(1, 0.1, -1, 0.5) });
    for (let call = 0; call < 2; call++) {
      program.clearSums("sum");
      const scales = [1e9, 1, 1, 1e9];
      const rows = [0, 0, 0, 1];
      // Two calls add to the same sums.
      const reports = [0, 2].flatMap((from) => [
        ...program.run("sum", Int32Array.from(rows.slice(from, from + 2)), { scale: Float32Array.from(scales.slice(from, from + 2)) }),
      ]);
      const sums = program.readSums("sum");
      expect([...(sums[0] as Float64Array)]).toEqual([2, Math.fround(Math.fround(0.1) * 1e9) + 2 * Math.fround(0.1) + 5e8]);
      expect(reports).toHaveLength(0);
    }
    program.dispose();
  });

  it("reads and writes its state exactly", () => {
    const program = ready();
    const w = Float32Array.of(Math.PI, -0, 1e-42);
    program.writeState([w]);
    expect(program.readState()[0]).toEqual(w);
    program.dispose();
  });

  it("keeps what was read while it runs on", () => {
    const program = ready();
    const [before] = program.readState();
    program.run("add", Int32Array.of(0, 1), rates(1));
    expect([...(before as Float32Array)]).toEqual([0, 0, 0]);
    program.dispose();
  });

  it("does not disturb another one", () => {
    const [one, other] = [ready(), ready()];
    one.run("add", Int32Array.of(0, 0), rates(1));
    expect([...(other.readState()[0] as Float32Array)]).toEqual([0, 0, 0]);
    one.dispose();
    expect([...other.run("add", Int32Array.of(0, 0), rates(1))]).toEqual([0]);
    other.dispose();
  });

  it("frees everything when disposed of, and says so when used afterwards", () => {
    const { binding } = nativeBackend();
    const before = [tensorCount(), binding.getNumOfSavedModels()];
    const programs = tf.tidy(() => [accumulator(), accumulator()] as unknown as tf.TensorContainer) as unknown as ProgramSpec[];
    for (const spec of programs) {
      const program = compile(spec);
      program.dispose();
      program.dispose();
      expect(() => program.readState()).toThrow(/disposed of/);
    }
    expect([tensorCount(), binding.getNumOfSavedModels()]).toEqual(before);
  });

  it("refuses rows that are no whole turns, and rows that are not there", () => {
    const program = ready();
    expect(() => program.run("add", Int32Array.of(0, 1, 2), rates(1))).toThrow(/2 rows a turn, got 3/);
    expect(() => program.run("add", Int32Array.of(0, 4), rates(1))).toThrow(/indices.*4/);
    program.dispose();
  });

  it("does not grow over 10,000 turns", () => {
    const program = ready();
    const rows = Int32Array.from({ length: 2000 }, (_, i) => i % 4);
    const feed = { rate: new Float32Array(1000).fill(1e-3) };
    const grow = (calls: number) => {
      for (let i = 0; i < calls; i++) program.run("add", rows, feed);
      return process.memoryUsage.rss();
    };
    const first = grow(2);
    expect(grow(10) - first).toBeLessThan(30e6);
    program.dispose();
  });
});
