import { describe, expect, it } from "vitest";
import { benchStep, spreadOf } from "../../src/bench/step";
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
