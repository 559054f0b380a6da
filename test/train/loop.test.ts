import { beforeAll, describe, expect, it } from "vitest";
import { tensorCount, useBackend } from "../../src/backend";
import { parseRun, type RunInput } from "../../src/config";
import type { DataSet, Split } from "../../src/data/dataset";
import { UsageError, UserError } from "../../src/errors";
import { linearPath } from "../../src/measure/path";
import { random } from "../../src/random";
import { type Epoch, train } from "../../src/train/loop";
import { comparePairs, pairRows, trainPairs } from "../../src/train/pairs";

/** Classes that a bright row tells apart, under noise: learnt in a few epochs. */
function split(count: number, seed: number): Split {
  const rng = random(seed);
  const labels = Uint8Array.from({ length: count }, () => rng.below(4));
  const images = new Uint8Array(count * 36);
  images.forEach((_, at) => {
    images[at] = rng.below(120) + (Math.floor((at % 36) / 6) === labels[Math.floor(at / 36)] ? 100 : 0);
  });
  return { images, labels, count };
}

const data: DataSet = {
  name: "glyphs",
  shape: [6, 6, 1],
  classes: 4,
  classNames: ["a", "b", "c", "d"],
  train: split(100, 1),
  test: split(200, 2),
  source: "made by this test",
};
const run = (settings: Partial<RunInput>) => parseRun({ network: "mlp", batch: 16, ...settings });

beforeAll(async () => {
  await useBackend();
});

describe("train", () => {
  it("learns, ends when the loss stalls, and reports what it did", async () => {
    const result = await train(run({ optimizer: "adam" }), data);
    expect(result.ending).toBe("stall");
    expect(result.train.accuracy).toBe(1);
    expect(result.test.accuracy).toBeGreaterThan(0.9);
    expect(result.steps).toBe(result.epochs * 6);
    expect(result.history).toHaveLength(result.epochs);
    const losses = result.history.map((epoch) => epoch.trainLoss);
    expect(losses.at(-1)).toBeLessThan((losses[0] as number) / 10);
    expect(Math.min(...losses.slice(-10))).toBeGreaterThan(Math.min(...losses.slice(0, -10)) - 1e-3);
  });

  it("ends after so many epochs or steps; a last, partial batch is dropped", async () => {
    expect(await train(run({ until: "epochs", epochs: 2 }), data)).toMatchObject({ ending: "epochs", epochs: 2, steps: 12 });
    expect(await train(run({ until: "steps", steps: 7 }), data)).toMatchObject({ ending: "steps", epochs: 2, steps: 7 });
    expect(await train(run({ until: "epochs", epochs: 3, batch: 100 }), data)).toMatchObject({ steps: 3 });
  });

  it("starts from the seed alone, whatever the batch, and other seeds start elsewhere", async () => {
    const starts = await Promise.all(
      [run({ batch: 16 }), run({ batch: 50 }), run({ seed: 2 })].map(
        async (r) => (await train({ ...r, until: "steps", steps: 1 }, data)).start,
      ),
    );
    expect(starts[0]).toEqual(starts[1]);
    expect(starts[0]).not.toEqual(starts[2]);
  });

  it("gives the same weights again for the same settings and seed", async () => {
    const settings = run({ until: "epochs", epochs: 2 });
    const [first, second] = [await train(settings, data), await train(settings, data)];
    expect(second.weights).toEqual(first.weights);
    expect((await train({ ...settings, seed: 3 }, data)).weights).not.toEqual(first.weights);
  });

  it("leaves no tensor behind: at the end, when stopped, and when it fails", async () => {
    const before = tensorCount();
    await train(run({ network: "F1", until: "steps", steps: 3, optimizer: "adam" }), data);
    await train(run({}), data, { signal: AbortSignal.abort() });
    await expect(train(run({ optimizer: "sgd", learningRate: 1e30 }), data)).rejects.toThrow(UserError);
    expect(tensorCount()).toBe(before);
  });

  it("stops between two calls when asked, and says so", async () => {
    const controller = new AbortController();
    let last = 0;
    const onStep = ({ step }: { step: number }) => {
      last = step;
      if (step >= 9) controller.abort();
    };
    const result = await train(run({}), data, { onStep, signal: controller.signal });
    expect(result).toMatchObject({ ending: "interrupted", steps: last });
    expect(last).toBeGreaterThanOrEqual(9);
    expect(last).toBeLessThan(40);
  });

  it("waits between two calls as long as it is told to, and does not count that time", async () => {
    let goOn = () => {};
    let calls = 0;
    let steps = 0;
    const ends: unknown[] = [];
    const training = train(run({ until: "epochs", epochs: 2 }), data, {
      onStep: ({ step }) => {
        steps = step;
      },
      between: () => {
        if (calls++ > 0) return undefined;
        return new Promise((resolve) => {
          goOn = resolve;
        });
      },
      onEnd: (end) => ends.push(end),
    });
    while (calls === 0) await new Promise(setImmediate);
    const before = steps;
    const waits = performance.now();
    while (performance.now() - waits < 300) await new Promise(setImmediate);
    expect(steps).toBe(before);
    expect(ends).toEqual([]);
    const waited = (performance.now() - waits) / 1000;
    const began = performance.now();
    goOn();
    const result = await training;
    expect(result.steps).toBe(12);
    // The training itself is what is left of the whole, to which the wait belongs.
    expect(result.seconds).toBeLessThan(waited + (performance.now() - began) / 1000);
    expect(ends).toEqual([{ result }]);
  });

  it("refuses a run that parseRun did not make, and says so", async () => {
    const training = train({ network: "mlp" } as never, data);
    await expect(training).rejects.toThrow(UsageError);
    await expect(training).rejects.toThrow(/The run is not complete: it has no data, batch, seed, .*Make it with parseRun/);
  });

  it("tells what it failed with", async () => {
    const ends: unknown[] = [];
    const failing = train(run({ optimizer: "sgd", learningRate: 1e30 }), data, { onEnd: (end) => ends.push(end) });
    await expect(failing).rejects.toThrow(UserError);
    expect(ends).toEqual([{ error: expect.any(UserError) }]);
  });

  it("names the step of a loss that is no number, and a smaller rate", async () => {
    const failing = train(run({ optimizer: "sgd", learningRate: 1e30 }), data);
    await expect(failing).rejects.toThrow(/no number any more at step \d+ \(epoch 1\).*--set learningRate=1e\+29/);
  });

  it("refuses a batch larger than the data", async () => {
    await expect(train(run({ batch: 101 }), data)).rejects.toThrow(UsageError);
    await expect(train(run({ batch: 101 }), data)).rejects.toThrow(/101.*100 examples/);
  });

  it("measures the test data every so many epochs and at the end", async () => {
    const epochs: Epoch[] = [];
    await train(run({ until: "epochs", epochs: 5, evaluateEvery: 2 }), data, { onEpoch: (epoch) => epochs.push(epoch) });
    expect(epochs.map((epoch) => epoch.test !== undefined)).toEqual([false, true, false, true, true]);
  });

  it.each(["F1", "F2"] as const)("trains %s, whose batch norm has running statistics", async (network) => {
    const result = await train(run({ network, until: "epochs", epochs: 12 }), data);
    expect(result.train.accuracy).toBeGreaterThan(0.9);
    expect(result.statistics.length).toBe(2 * 512 * (network === "F1" ? 5 : 7));
  });
});

describe("pairs and the line between them", () => {
  it("share seed and start, and the line's ends are the two networks", async () => {
    const pairs = await trainPairs({ network: "mlp", until: "epochs", epochs: 3 }, data, { seeds: [1, 2], small: 10, large: 100 });
    expect(pairRows(pairs).map((row) => [row.seed, row.batch, row.steps])).toEqual([
      [1, 10, 30],
      [1, 100, 3],
      [2, 10, 30],
      [2, 100, 3],
    ]);
    for (const { small, large } of pairs) expect(small.start).toEqual(large.start);
    const difference = comparePairs(pairs).find((row) => row.quantity === "steps")?.difference;
    expect(difference).toMatchObject({ mean: 27, sd: 0 });

    const [pair] = pairs;
    if (!pair) throw new Error("a pair expected");
    const before = tensorCount();
    const path = await linearPath(pair.small, pair.large, data, { alphas: [0, 0.5, 1] });
    expect(tensorCount()).toBe(before);
    expect(path[0]).toEqual({ alpha: 0, train: pair.small.train, test: pair.small.test });
    expect(path[2]).toEqual({ alpha: 1, train: pair.large.train, test: pair.large.test });
  });

  it("refuses two different networks", async () => {
    const settings = { until: "steps", steps: 1 } as const;
    const [mlp, mlp5] = [await train(run({ ...settings, network: "mlp" }), data), await train(run({ ...settings, network: "mlp5" }), data)];
    await expect(linearPath(mlp, mlp5, data)).rejects.toThrow(/different networks: mlp and mlp5/);
  });
});
