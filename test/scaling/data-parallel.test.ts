import { beforeAll, describe, expect, it } from "vitest";
import { useBackend } from "../../src/backend/choose";
import { parseRun } from "../../src/config";
import { loadData } from "../../src/data";
import { trainDataParallel } from "../../src/scaling/data-parallel";
import { train } from "../../src/train/loop";

beforeAll(async () => {
  await useBackend({ backend: "cpu" });
});

const run = parseRun({ network: "mlp", data: "glyphs", batch: 120, optimizer: "momentum", until: "steps", steps: 20 });

describe("replicas that share each batch", () => {
  it.each([1, 2, 3])("%i end where one process with the whole batch ends", async (replicas) => {
    const alone = await train(run, await loadData("glyphs"));
    const { weights, losses } = await trainDataParallel(run, { replicas, steps: 20 });
    const moved = Math.max(...alone.weights.map((value, i) => Math.abs(value - (alone.start[i] as number))));
    const apart = Math.max(...alone.weights.map((value, i) => Math.abs(value - (weights[i] as number))));
    expect(moved).toBeGreaterThan(0.01);
    expect(apart / moved).toBeLessThan(1e-4);
    expect(losses).toHaveLength(20);
    expect(losses.slice(0, 16).reduce((a, b) => a + b) / 16).toBeCloseTo(alone.history[0]?.trainLoss as number, 4);
  });

  it("must be able to share it equally", async () => {
    await expect(trainDataParallel(run, { replicas: 7, steps: 1 })).rejects.toThrow("120 cannot be shared equally by 7 replicas");
    await expect(trainDataParallel(run, { replicas: 0, steps: 1 })).rejects.toThrow(/replicas must be/);
    await expect(trainDataParallel(run, { replicas: 2, steps: 0 })).rejects.toThrow(/steps must be/);
  });

  it("fail as one, and can be stopped", async () => {
    const wild = { ...run, data: "no such data" as "glyphs" };
    await expect(trainDataParallel(wild, { replicas: 2, steps: 1 })).rejects.toThrow(/Replica \d failed/);
    const stop = new AbortController();
    const onStep = () => stop.abort();
    await expect(trainDataParallel(run, { replicas: 2, steps: 1e6, onStep, signal: stop.signal })).rejects.toThrow("was stopped");
  });
});
