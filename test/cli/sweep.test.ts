import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { largebatch } from "./run";

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "largebatch-test-"));
});
afterAll(() => rm(home, { recursive: true, force: true }));

const command = (store: string, args: string[]) => largebatch(["sweep", ...args], { env: { LARGEBATCH_RUNS: join(home, store) } });

const small = [
  "--network",
  "mlp",
  "--batches",
  "20,100",
  "--seeds",
  "1-2",
  "--budget",
  "steps:12",
  "--set",
  "trainSize=200",
  "--processes",
  "2",
];

describe("sweep", () => {
  it("plans, trains, and takes what is done the next time", async () => {
    const before = await command("one", [...small, "--plan"]);
    expect(before).toMatchObject({ code: 0 });
    expect(before.stdout.match(/^[0-9a-f]{20} {2}new /gm)).toHaveLength(4);
    expect(before.stdout).toMatch(
      /4 runs: 0 done, 4 to do\.\nAbout .* with 2 at a time: 4 runs by a step that was timed here, on random data\./,
    );

    const first = await command("one", [...small, "--json"]);
    expect(first.stderr).toContain("4 runs: none in ");
    expect(first.code).toBe(0);
    const result = JSON.parse(first.stdout);
    expect(result).toMatchObject({ executed: 4, taken: 0, failed: [], interrupted: false });
    expect(result.rows.map((row: Record<string, unknown>) => [row.seed, row.batch, row.steps, row.status, row.evaluatedOn])).toEqual([
      [1, 20, 12, "done", "test"],
      [1, 100, 12, "done", "test"],
      [2, 20, 12, "done", "test"],
      [2, 100, 12, "done", "test"],
    ]);

    const again = await command("one", [...small, "--json"]);
    expect(again.stderr).toMatch(/4 runs: 4 taken from/);
    expect(JSON.parse(again.stdout)).toMatchObject({ rows: result.rows, executed: 0, taken: 4 });
    const after = await command("one", [...small, "--seeds", "1-3", "--plan"]);
    expect(after.stdout).toMatch(/6 runs: 4 done, 2 to do\.\nAbout .* 2 runs by stored runs of the same network/);
  });

  it("prints means over the seeds", async () => {
    const { stdout, code } = await command("one", small);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\| network \| batch \| learning rate \| seeds \| train % \| test % \| epochs \| steps \| seconds \|/);
    expect(stdout).toMatch(/\| mlp \| 20 \| 0\.001 \| 2 \| \d+\.\d\d ± \d+\.\d\d \| \d+\.\d\d ± \d+\.\d\d \| 2 \| 12 \| /);
    expect(stdout).toContain("4 runs: 4 taken from the store, 0 executed.");
  });

  it("tunes the learning rate of each batch on validation examples", async () => {
    const file = join(home, "tuned.ts");
    await writeFile(
      file,
      `export default {
        network: "mlp", batches: [20, 100], seeds: [1, 2], budget: "epochs:3",
        rate: { rule: "tuned", from: 1e-4, to: 1e-2, points: 3, validation: 100 }, settings: { trainSize: 200 as number },
      };`,
    );
    const plan = await command("tuned", [file, "--plan"]);
    expect(plan.stdout).toMatch(/10 runs \(6 of them to tune learning rates\): 0 done, 10 to do\./);
    const { stdout, code, stderr } = await command("tuned", [file, "--json"]);
    expect(stderr).toContain("6 runs to tune learning rates: none in ");
    expect(code).toBe(0);
    const { rows, rates } = JSON.parse(stdout);
    expect(rates.map(({ batch }: { batch: number }) => batch)).toEqual([20, 100]);
    for (const { batch, learningRate, accuracy, trials, validation } of rates) {
      expect(validation).toBe(100);
      expect(trials).toHaveLength(3);
      expect(accuracy).toBe(Math.max(...trials.map((trial: { accuracy: number }) => trial.accuracy)));
      const own = rows.filter((row: { batch: number }) => row.batch === batch);
      expect(own.map((row: Record<string, unknown>) => [row.learningRate, row.evaluatedOn])).toEqual([
        [learningRate, "test"],
        [learningRate, "test"],
      ]);
    }
    const again = await command("tuned", [file]);
    expect(again.stdout).toMatch(/mlp, batch 20: learning rate \S+ of 3, \d+\.\d\d % of 100 validation examples/);
    expect(again.stdout).toContain("10 runs: 10 taken from the store, 0 executed.");
  });

  it("ends with 1 where a run failed, and names it", async () => {
    const args = [
      "--network",
      "mlp",
      "--batches",
      "50",
      "--seeds",
      "1",
      "--optimizer",
      "sgd",
      "--set",
      "trainSize=100",
      "--budget",
      "epochs:5",
    ];
    const { code, stderr, stdout } = await command("failed", [...args, "--set", "learningRate=1e30"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /failed: mlp on glyphs, batch 50, seed 1 \([0-9a-f]{20}\), after 1 attempt: .*the training diverged at batch 50/,
    );
    expect(stdout).toContain("1 failed");
  });

  it.each([
    [[], 2, /batches: /],
    [["--network", "F9", "--batches", "1", "--seeds", "1"], 2, /network\[0\]: .*got "F9"/],
    [["--network", "mlp", "--batches", "20,500,6000", "--seeds", "1"], 2, /batches\[2\]: 6000 is larger than the training set \(2000/],
    [["--network", "mlp", "--batches", "x", "--seeds", "1"], 2, /--batches takes numbers and ranges/],
    [[...small, "--budget", "hours:1"], 2, /budget: .*got "hours:1"/],
    [[...small, "--measure", "sharpnes"], 2, /measure\[0\]: There is no measure "sharpnes"/],
    [[...small, "--threads", "0"], 2, /--threads takes a whole number from 1, got 0/],
    [[...small, "--processes", "two"], 2, /--processes takes a number in decimal, got "two"/],
    [[...small, "--queue", "redis://127.0.0.1:1"], 2, /--processes is for processes on this machine/],
    [["no-such-file.ts"], 2, /There is no file no-such-file\.ts/],
  ])("says what is wrong with %j", async (args, expected, message) => {
    const { code, stderr } = await command("wrong", args);
    expect(stderr).toMatch(message);
    expect(code).toBe(expected);
    expect(stderr).not.toMatch(/^ {4}at /m);
  });
});
