import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { countOf } from "../../src/sweep/faults/part";
import { queueFaults } from "../../src/sweep/faults/queue-part";
import { temporaryFolder } from "../data/helpers";
import { noRedis, titled } from "./queue/helpers";

describe.skipIf(noRedis)(titled("the queue"), () => {
  it("after eight kills of workers, coordinators and Redis has every run once, with the numbers of an undisturbed sweep", {
    timeout: 240_000,
  }, async () => {
    const lines: string[] = [];
    const report = await queueFaults({
      seed: 1,
      kills: 8,
      folder: join(await temporaryFolder(), "faults"),
      onLine: (line) => lines.push(line),
      every: [300, 2500],
      input: {
        network: "mlp",
        batches: [10, 100],
        seeds: [1, 2],
        budget: "epochs:60",
        settings: { trainSize: 1000, optimizer: "momentum", evaluateEvery: 20 },
      },
    });
    expect(report.wrong, lines.join("\n")).toEqual([]);
    expect(countOf(report.kills), lines.join("\n")).toBe(8);
    expect(report.runs).toBe(4 * report.sweeps);
  });
});
