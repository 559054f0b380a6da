import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { largebatch } from "./run";

let home: string;
const at = (name: string) => join(home, name);
/** Trains a small network in a folder of that name. */
async function train(name: string, ...args: string[]): Promise<string> {
  const { code, stderr } = await largebatch(["train", "--network", "mlp", "--set", "trainSize=120", "--save", at(name), ...args]);
  expect(code, stderr).toBe(0);
  return at(name);
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "largebatch-test-"));
  await Promise.all([
    train("run", "--batch", "40", "--epochs", "3", "--snapshots", "1"),
    train("full", "--batch", "120", "--steps", "6", "--optimizer", "sgd", "--snapshots", "steps:3"),
  ]);
});
afterAll(() => rm(home, { recursive: true, force: true }));

const measure = async (...args: string[]) => {
  const ended = await largebatch(["measure", ...args]);
  expect(ended.stderr).not.toMatch(/^ {4}at /m);
  return ended;
};

describe("train --snapshots", () => {
  it("keeps the weights along the training beside the run", async () => {
    expect(await readdir(at("run/snapshots"))).toEqual([0, 3, 6, 9].map((step) => `step-${String(step).padStart(9, "0")}.safetensors`));
    expect(await readdir(at("full/snapshots"))).toHaveLength(3);
  });

  it.each([
    [["--snapshots", "1"], "--snapshots needs a folder to keep them in: give --save FOLDER, too."],
    [["--snapshots", "0", "--save", "x"], '--snapshots takes a number of epochs, or steps:N; got "0".'],
  ])("refuses %j", async (args, message) => {
    const { code, stderr } = await largebatch(["train", "--network", "mlp", ...args]);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

describe("measure --along", () => {
  const what = ["--along", "--what", "noise,norms", "--set", "batch=20"];

  it("measures at each snapshot, says the cost of all, and keeps each", async () => {
    const { code, stdout, stderr } = await measure(at("run"), ...what, "--json");
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/noise at 4 of 4 snapshots, at most 12 gradients over 120 examples: \d+ s/);
    expect(stderr).toMatch(/^ {2}epoch 1, step 3: /m);
    const [{ run, along }] = JSON.parse(stdout);
    expect(run).toBe(at("run"));
    expect(along).toMatchObject([
      { what: "noise", number: "scale", settings: { batch: 20 }, examples: 120, batchNorm: "running" },
      { what: "norms", number: "distance" },
    ]);
    expect(along[1].rows.map(({ epoch, step }: { epoch: number; step: number }) => [epoch, step])).toEqual([[0, 0], [1, 3], [2, 6], [3, 9]]); // biome-ignore format: a table
    expect(along[1].rows[0]).toMatchObject({ value: 0, result: { distance: 0 } });
    const again = await measure(at("run"), ...what, "--json");
    expect(JSON.parse(again.stdout)).toEqual(JSON.parse(stdout));
    expect(again.stderr).not.toContain("at most");
  });

  it("prints the rows that are there when it is interrupted", async () => {
    let stopped = false;
    const { code, stdout } = await largebatch(["measure", at("run"), "--along", "--what", "average", "--set", "draws=300"], {
      onError: (text, kill) => {
        // Once: a second interrupt ends the process at once.
        if (!stopped && text.includes("epoch 0, step 0")) kill("SIGINT");
        stopped ||= text.includes("epoch 0, step 0");
      },
    });
    expect(code).toBe(130);
    expect(stdout).toMatch(/\| epoch \| step \| average, rise \(nats\) \|/);
    expect(stdout).toMatch(/\| 0 \| 0 \| \S+ \|/);
    expect(stdout).not.toMatch(/^\| 3 \| 9 /m);
  });

  it("prints a table for people: a line a snapshot, a column a measure", async () => {
    const { stdout } = await measure(at("run"), ...what);
    expect(stdout).toMatch(/\| epoch \| step \| noise, scale \(examples\) \| norms, distance \|/);
    expect(stdout).toMatch(/\| 3 \| 9 \| (\d[\d.e+]*|–) \| \d[\d.]* \|$/m);
  });

  it("has the trajectory and the edge of stability beside it", async () => {
    const { stdout, code } = await measure(at("full"), "--what", "trajectory,edge", "--set", "edge.points=2", "--set", "edge.products=10");
    expect(code).toBe(0);
    expect(stdout).toMatch(/explained {2}0\.\d+ {2}0\.\d+/);
    expect(stdout).toMatch(/residualShare {2}\d/);
    expect(stdout).toMatch(/^ +epoch +step +alpha +beta +residual +distance +loss \(nats\) +accuracy \(share\)$/m);
    expect(stdout).toMatch(/threshold {2}20$/m);
    const refused = await measure(at("run"), "--what", "edge");
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/is trained with adam/);
  });
});

describe("measures of several runs", () => {
  it("path: both curves of both splits, with an entry for the runs together", async () => {
    const { code, stdout, stderr } = await measure(at("run"), at("full"), "--what", "norms,path", "--set", "points=4", "--json");
    expect(code, stderr).toBe(0);
    const entries = JSON.parse(stdout);
    expect(entries).toMatchObject([
      { run: at("run"), measures: [{ what: "norms" }] },
      { run: at("full"), measures: [{ what: "norms" }] },
      { runs: [at("run"), at("full")], measures: [{ what: "path", split: "both", batchNorm: "running" }] },
    ]);
    const { rows, barriers } = entries[2].measures[0].result;
    expect(rows).toHaveLength(8);
    expect(rows[0]).toMatchObject({
      curve: "linear",
      batchNorm: null,
      alpha: -1,
      train: { loss: expect.any(Number) },
      test: { accuracy: expect.any(Number) },
    });
    expect(barriers).toHaveLength(2);
    expect((await readdir(at("run/measures"))).filter((name) => name.startsWith("path-"))).toHaveLength(1);
  });

  it("steps-to-target: the fit of three batches, from their histories", async () => {
    const runs = await Promise.all([10, 20, 60].map((batch) => train(`b${batch}`, "--batch", String(batch), "--steps", "2")));
    for (const [i, run] of runs.entries()) {
      // What longer trainings on the hyperbola of S_min = 50 and B_crit = 60 would have left.
      const steps = 50 * (1 + 60 / ([10, 20, 60][i] as number));
      // Without its checksum, as an earlier version left it.
      const { sha256: _seal, ...result } = JSON.parse(await readFile(join(run, "result.json"), "utf8"));
      const epoch = (step: number, accuracy: number) => ({ epoch: step, step, trainLoss: 1, test: { loss: 1, accuracy } });
      const history = [epoch(steps - 1, 0.5), epoch(steps, 0.9)];
      await writeFile(join(run, "result.json"), JSON.stringify({ ...result, history }));
    }
    const { code, stdout, stderr } = await measure(...runs, "--what", "steps-to-target", "--set", "target=0.9");
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/criticalBatch\.value {2}60\.00/);
    expect(stdout).toMatch(/steps\.value {2}50\.00/);
    const missed = await measure(...runs, "--what", "steps-to-target", "--set", "target=0.95");
    expect(missed.code).toBe(1);
    expect(missed.stderr).toMatch(/3 of 3 runs never reached the test accuracy 0\.95/);
  });

  it.each([
    [["run"], ["--what", "path"], /path takes 2 runs together, got 1/],
    [["run", "full"], ["--what", "path", "--along"], /path is a measure of several runs together: leave out --along/],
    [["run", "full"], ["--what", "path", "--compare"], /leave out --compare/],
    [["run", "full"], ["--what", "steps-to-target"], /stepsToTarget takes 3 runs or more together, got 2/],
    [["full"], ["--what", "edge", "--split", "test"], /edge is measured with --split train alone: leave out --split test/],
    [["run", "full"], ["--what", "path", "--split", "test"], /leave out --split/],
    [["run"], ["--along", "--what", "edge"], /edge follows the training by itself/],
    [["run"], ["--what", "norms", "--along", "--compare"], /leave out --along, or --compare/],
    [["run"], ["--what", "sam,asam", "--set", "rho=0.1"], /got "rho"\. Several have rho: sam, asam\./],
  ])("refuses %j with %j", async (runs, args, message) => {
    const { code, stderr } = await measure(...runs.map(at), ...args);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });
});
