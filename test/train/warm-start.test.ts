import { beforeAll, describe, expect, it } from "vitest";
import { tensorCount, useBackend } from "../../src/backend";
import { parseRun } from "../../src/config";
import { loadData } from "../../src/data";
import type { DataSet } from "../../src/data/dataset";
import { train } from "../../src/train/loop";
import { spreadSteps, statesAlong, warmStart } from "../../src/train/warm-start";

const run = parseRun({ network: "mlp", data: "glyphs", trainSize: 200, batch: 50, until: "epochs", epochs: 3, seed: 4 });
let data: DataSet;
beforeAll(async () => {
  await useBackend({ threads: 1 });
  data = await loadData("glyphs", { trainSize: 200 });
});

describe("a warm start", () => {
  it("from a run's own start is that run, bit for bit", async () => {
    const cold = await train(run, data);
    const warm = await warmStart(run, { weights: cold.start, statistics: cold.statistics }, data);
    expect(warm.weights).toEqual(cold.weights);
    expect(warm.history.map(({ trainLoss }) => trainLoss)).toEqual(cold.history.map(({ trainLoss }) => trainLoss));
  });

  it("from a trained network begins at its loss, and is a training of its own", async () => {
    const small = await train({ ...run, batch: 10, epochs: 6 }, data);
    const before = tensorCount();
    const warm = await warmStart(run, small, data);
    expect(tensorCount()).toBe(before);
    expect(warm.start).toBe(small.weights);
    expect(warm.history[0]?.trainLoss).toBeLessThan(0.7 * ((await train(run, data)).history[0]?.trainLoss as number));
    expect([warm.epochs, warm.steps]).toEqual([3, 12]);
  });

  it("refuses the weights of another network", async () => {
    const from = { weights: new Float32Array(3), statistics: new Float32Array() };
    await expect(warmStart(run, from, data)).rejects.toThrow("The start has 3 weights, mlp has 118282");
  });
});

describe("the states along a training", () => {
  it("are those after so many steps, and do not change the training", async () => {
    const { states, result } = await statesAlong(run, data, [7, 0, 4, 99]);
    expect(states.map(({ step }) => step)).toEqual([0, 4, 7, 12]);
    expect(states[0]?.weights).toEqual(result.start);
    expect(states[1]?.weights).toEqual((await train({ ...run, epochs: 1 }, data)).weights);
    expect(states[3]?.weights).toEqual((await train(run, data)).weights);
  });

  it("are spread evenly over the logarithm", () => {
    expect(spreadSteps(1000, 4)).toEqual([1, 10, 100, 1000]);
    expect(spreadSteps(3, 12)).toEqual([1, 2, 3]);
    expect(() => spreadSteps(0, 4)).toThrow(RangeError);
  });
});
