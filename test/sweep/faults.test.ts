import { join } from "node:path";
import { expect, it } from "vitest";
import { countOf } from "../../src/sweep/faults/part";
import { poolFaults } from "../../src/sweep/faults/pool-part";
import { temporaryFolder } from "../data/helpers";

it("after ten kills of workers and coordinators every run is there once, with the numbers of an undisturbed sweep", {
  timeout: 240_000,
}, async () => {
  const lines: string[] = [];
  const report = await poolFaults({
    seed: 1,
    kills: 10,
    every: [300, 2500],
    folder: join(await temporaryFolder(), "faults"),
    onLine: (line) => lines.push(line),
    input: {
      network: "mlp",
      batches: [10, 100],
      seeds: [1, 2],
      budget: "epochs:60",
      settings: { trainSize: 1000, optimizer: "momentum", evaluateEvery: 20 },
    },
  });
  expect(report.wrong, lines.join("\n")).toEqual([]);
  expect(countOf(report.kills), lines.join("\n")).toBe(10);
  expect(report.runs).toBe(4 * report.sweeps);
});
