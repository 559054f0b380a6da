import { describe, expect, it } from "vitest";
import { benchStep, compareLosses, spreadOf } from "../../src/bench/step";
import { CELLS, workOf } from "../../src/bench/work";
import { table } from "../../src/cli/bench";

describe("bench step", () => {
  it("measures stock, compiled and single-thread on the same work, with the same first losses", async () => {
    const [row] = await benchStep({ cells: [{ network: "mlp", batch: 256 }], rounds: 2 });
    expect(row).toMatchObject({ network: "mlp", batch: 256, peers: {} });
    for (const ms of [row?.eagerMs, row?.ownEagerMs, row?.compiledMs, row?.singleThreadMs, row?.twoProcessesMs])
      expect(ms).toBeGreaterThan(0);
    expect(row?.examplesPerSecond).toBe(Math.round(256_000 / (row?.compiledMs as number)));
    expect(table(row ? [row] : [])).toMatch(/\| mlp \| 256 \| .* \| .* \| .* \| \d+\.\d \| [\d,]+ \|/);
  });

  it("refuses an engine that does other work", () => {
    const cell = { network: "mlp", batch: 32 } as const;
    const losses = (keras: number[]) =>
      new Map([
        ["compiled", [2.3, 2.2]],
        ["keras", keras],
      ]);
    expect(() => compareLosses(cell, losses([2.3001, 2.2]))).not.toThrow();
    expect(() => compareLosses(cell, losses([2.3, 2.21]))).toThrow(/keras does other work on mlp at batch 32: its loss at step 2 is 2.21/);
  });

  it("has the same work for every process", () => {
    const [one, other] = [workOf({ network: "cnn", batch: 32 }), workOf({ network: "cnn", batch: 32 })];
    expect(one.start.weights).toEqual(other.start.weights);
    expect(one.rows).toEqual(other.rows);
    expect(one.steps).toBe(64);
    expect(CELLS).toHaveLength(11);
  });

  it("reports medians: of 1, 2, 10 it is 2, of 1, 2, 4, 10 it is 3", () => {
    expect(spreadOf([10, 1, 2])).toEqual({ median: 2, min: 1, max: 10 });
    expect(spreadOf([10, 1, 4, 2]).median).toBe(3);
  });
});
