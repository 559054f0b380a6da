import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { tensorCount, useBackend } from "../../src/backend";
import { parseRun, type RunInput } from "../../src/config";
import type { DataSet, Split } from "../../src/data/dataset";
import { UsageError, UserError } from "../../src/errors";
import { random } from "../../src/random";
import { checkpointIn } from "../../src/train/checkpoint";
import { type TrainHooks, type TrainResult, train } from "../../src/train/loop";
import { vectorSha256 } from "../../src/train/run-folder";
import { loadSnapshots, parseSpacing, SNAPSHOT_FOLDER, type Spacing, snapshotsIn } from "../../src/train/snapshots";
import { temporaryFolder } from "../data/helpers";

function split(count: number, seed: number): Split {
  const rng = random(seed);
  return {
    images: Uint8Array.from({ length: count * 16 }, () => rng.below(256)),
    labels: Uint8Array.from({ length: count }, () => rng.below(3)),
    count,
  };
}

const data: DataSet = {
  name: "glyphs",
  shape: [4, 4, 1],
  classes: 3,
  classNames: ["a", "b", "c"],
  train: split(45, 1),
  test: split(20, 2),
  source: "made by this test",
};

/** 4 steps an epoch: the last, partial batch is dropped. */
const runOf = (settings: Partial<RunInput> = {}) =>
  parseRun({ network: "mlp", batch: 10, optimizer: "adam", until: "epochs", epochs: 3, ...settings });

const keeper = (folder: string, spacing: Spacing, run = runOf()) => snapshotsIn({ folder, run, data, ...spacing });
const EPOCHS: Spacing = { every: 1, unit: "epochs" };

/** All numbers of a training; times are others each time. */
const numbers = ({ seconds: _seconds, stepMs: _stepMs, weights, start, statistics, ...rest }: TrainResult) => ({
  ...rest,
  vectors: [weights, start, statistics].map(vectorSha256),
});
const stepsIn = async (folder: string) => (await loadSnapshots(folder)).map(({ step }) => step);

/** Stops a training after so many steps or a little later, and keeps it there. */
async function interrupted(folder: string, after: number, hooks: TrainHooks = {}): Promise<number> {
  const stop = new AbortController();
  const onStep: TrainHooks["onStep"] = ({ step }) => {
    if (step >= after) stop.abort();
  };
  const result = await train(runOf(), data, {
    ...hooks,
    checkpoint: checkpointIn({ folder, run: runOf(), data }),
    onStep,
    signal: stop.signal,
  });
  expect(result.ending).toBe("interrupted");
  return result.steps;
}

beforeAll(async () => {
  await useBackend({ backend: "cpu" });
});

describe("snapshots of a training", () => {
  it("are its states at the start, every epoch and the end; its numbers are those of one without", async () => {
    const folder = await temporaryFolder();
    const tensors = tensorCount();
    // Batch norm has statistics beside the weights.
    const run = runOf({ network: "F1" });
    const result = await train(run, data, { snapshots: keeper(folder, EPOCHS, run) });
    expect(tensorCount()).toBe(tensors);
    const all = await loadSnapshots(folder);
    expect(all.map(({ step, epoch }) => [step, epoch])).toEqual([[0, 0], [4, 1], [8, 2], [12, 3]]); // biome-ignore format: a table
    const hashes = all.map(({ weights, statistics }) => [weights, statistics].map(vectorSha256));
    expect(hashes[0]?.[0]).toBe(vectorSha256(result.start));
    expect(hashes[3]).toEqual([result.weights, result.statistics].map(vectorSha256));
    expect(new Set(hashes.flat()).size).toBe(8);
    expect(numbers(result)).toEqual(numbers(await train(run, data)));
  });

  it("every so many steps, also within an epoch; the end is there once, whether or not it is one of them", async () => {
    const [even, odd] = [await temporaryFolder(), await temporaryFolder()];
    await train(runOf(), data, { snapshots: keeper(even, { every: 6, unit: "steps" }) });
    expect((await loadSnapshots(even)).map(({ step, epoch }) => [step, epoch])).toEqual([[0, 0], [6, 1.5], [12, 3]]); // biome-ignore format: a table
    const result = await train(runOf(), data, { snapshots: keeper(odd, { every: 5, unit: "steps" }) });
    expect(await stepsIn(odd)).toEqual([0, 5, 10, 12]);
    expect(numbers(result)).toEqual(numbers(await train(runOf(), data)));
    const five = await train(runOf({ until: "steps", steps: 5 }), data);
    expect(vectorSha256((await loadSnapshots(odd))[1]?.weights as Float32Array)).toBe(vectorSha256(five.weights));
  });

  it("every two epochs of a training that ends after three", async () => {
    const folder = await temporaryFolder();
    await train(runOf(), data, { snapshots: keeper(folder, { every: 2, unit: "epochs" }) });
    expect(await stepsIn(folder)).toEqual([0, 8, 12]);
  });
});

describe("a training that is resumed", () => {
  it("keeps the earlier snapshots, and neither loses nor doubles any: the same files as one that was never stopped", async () => {
    const [whole, parts] = [await temporaryFolder(), await temporaryFolder()];
    await train(runOf(), data, { snapshots: keeper(whole, { every: 3, unit: "steps" }) });
    const at = await interrupted(parts, 5, { snapshots: keeper(parts, { every: 3, unit: "steps" }) });
    // What a process that was killed after its last checkpoint leaves behind: a later snapshot, and half of another.
    const stray = join(parts, SNAPSHOT_FOLDER, `step-${String(at + 1).padStart(9, "0")}.safetensors`);
    await writeFile(stray, await readFile(join(parts, SNAPSHOT_FOLDER, "step-000000003.safetensors")));
    await writeFile(join(parts, SNAPSHOT_FOLDER, "step-000000009.safetensors.0123.part"), "half");
    await train(runOf(), data, {
      snapshots: keeper(parts, { every: 3, unit: "steps" }),
      checkpoint: checkpointIn({ folder: parts, run: runOf(), data }),
    });
    const names = await readdir(join(whole, SNAPSHOT_FOLDER));
    expect(await readdir(join(parts, SNAPSHOT_FOLDER))).toEqual(names);
    expect(names).toHaveLength(5);
    for (const name of names) {
      const [a, b] = await Promise.all([whole, parts].map((folder) => readFile(join(folder, SNAPSHOT_FOLDER, name))));
      expect(a?.equals(b as Buffer), name).toBe(true);
    }
  });

  it("is refused where an earlier snapshot is missing: it would be a training with a hole in it", async () => {
    const folder = await temporaryFolder();
    await interrupted(folder, 5);
    const resumed = train(runOf(), data, { snapshots: keeper(folder, EPOCHS), checkpoint: checkpointIn({ folder, run: runOf(), data }) });
    await expect(resumed).rejects.toThrow(/goes on at step \d+, but .*snapshots has no snapshot of step 0: it began without --snapshots/);
  });
});

describe("the folder of a run", () => {
  it("begins anew with a training that starts there, and is refused to another one", async () => {
    const folder = await temporaryFolder();
    await train(runOf(), data, { snapshots: keeper(folder, EPOCHS) });
    await train(runOf(), data, { snapshots: keeper(folder, { every: 9, unit: "epochs" }) });
    expect(await stepsIn(folder)).toEqual([0, 12]);
    const other = runOf({ seed: 2 });
    const refused = train(other, data, { snapshots: keeper(folder, EPOCHS, other) });
    await expect(refused).rejects.toThrow(
      /step-000000000\.safetensors is a snapshot of another run\. Give another folder, or delete .*snapshots\./,
    );
    expect(await stepsIn(folder)).toEqual([0, 12]);
    const elsewhere = { ...data, train: split(45, 3) };
    const others = snapshotsIn({ folder, run: runOf(), data: elsewhere, ...EPOCHS });
    await expect(train(runOf(), elsewhere, { snapshots: others })).rejects.toThrow("is a snapshot of other data");
  });

  it("says what is wrong with its snapshots: none, a damaged one, one of another training, no snapshot at all", async () => {
    const [folder, other] = [await temporaryFolder(), await temporaryFolder()];
    await expect(loadSnapshots(folder)).rejects.toThrow(/There are no snapshots in .*Train again and keep some: .*--snapshots 1/);
    await train(runOf(), data, { snapshots: keeper(folder, EPOCHS) });
    const second = runOf({ seed: 2 });
    await train(second, data, { snapshots: keeper(other, EPOCHS, second) });
    const [mine, theirs] = [folder, other].map((each) => join(each, SNAPSHOT_FOLDER, "step-000000004.safetensors")) as [string, string];
    const bytes = await readFile(mine);
    await rename(theirs, mine);
    await expect(loadSnapshots(folder)).rejects.toThrow(/step-000000004.* is a snapshot of another run/);
    bytes[bytes.length - 50] = (bytes[bytes.length - 50] as number) ^ 1;
    await writeFile(mine, bytes);
    await expect(loadSnapshots(folder)).rejects.toThrow(/is damaged.*Delete the folder that it lies in, and train the run again/);
    await rm(mine);
    expect(await stepsIn(folder)).toEqual([0, 8, 12]);
  });

  it("must be one that can be written to", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "file"), "");
    const refused = train(runOf(), data, { snapshots: keeper(join(folder, "file", "run"), EPOCHS) });
    await expect(refused).rejects.toThrow(UserError);
    await expect(refused).rejects.toThrow(/snapshots/);
  });
});

it("a spacing is a number of epochs, or of steps", () => {
  expect(parseSpacing("5")).toEqual({ every: 5, unit: "epochs" });
  expect(parseSpacing("epochs:2")).toEqual({ every: 2, unit: "epochs" });
  expect(parseSpacing("steps:100")).toEqual({ every: 100, unit: "steps" });
  for (const wrong of ["0", "-1", "1.5", "steps:", "steps:0", "often", ""]) expect(() => parseSpacing(wrong)).toThrow(UsageError);
});
