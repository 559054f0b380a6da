import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../data/helpers";
import { largebatch } from "./run";

let run: string;
let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "largebatch-test-"));
  run = join(home, "run");
  const { code, stderr } = await largebatch([
    "train",
    "--network",
    "mlp",
    "--batch",
    "50",
    "--set",
    "trainSize=200",
    "--steps",
    "12",
    "--save",
    run,
  ]);
  expect(code).toBe(0);
  expect(stderr).toContain(`npx largebatch measure ${run}`);
});

afterAll(() => rm(home, { recursive: true, force: true }));

const quick = [
  "--what",
  "hessian,fisher",
  "--set",
  "hessian.products=12",
  "--set",
  "hessian.k=1",
  "--set",
  "fisher.products=4",
  "--examples",
  "100",
];

describe("measure", () => {
  it("says what it will cost, measures, and keeps the results beside the run", async () => {
    const { code, stdout, stderr } = await largebatch(["measure", run, ...quick, "--json"]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/hessian, at most 24 Hessian products over 100 examples: \d+ s/);
    const [{ measures }] = JSON.parse(stdout);
    expect(measures).toMatchObject([
      { what: "hessian", examples: 100, batchNorm: "running", settings: { k: 1 }, result: { lambdaMax: expect.any(Number) } },
      { what: "fisher", result: { trace: expect.any(Number), standardError: expect.any(Number), products: 4 } },
    ]);
    // The trace of a matrix without negative eigenvalues is no smaller than its largest one.
    expect(measures[1].result.trace).toBeGreaterThan(0);
    expect((await readdir(join(run, "measures"))).map((name) => name.replace(/-\w+\.json$/, "")).sort()).toEqual(["fisher", "hessian"]);
  });

  it("takes what is there, and measures anew with other settings or --again", async () => {
    const times = async (args: string[]) => {
      const { stdout, code } = await largebatch(["measure", run, ...quick, "--json", ...args]);
      expect(code).toBe(0);
      return JSON.parse(stdout)[0].measures.map(({ measuredAt }: { measuredAt: string }) => measuredAt);
    };
    const first = await times([]);
    expect(await times([])).toEqual(first);
    const other = await times(["--set", "fisher.products=6"]);
    expect(other[0]).toBe(first[0]);
    expect(other[1]).not.toBe(first[1]);
    const again = await times(["--again"]);
    expect(again[0]).not.toBe(first[0]);
  });

  it("prints the numbers for people", async () => {
    const { stdout } = await largebatch(["measure", run, ...quick]);
    expect(stdout).toMatch(/hessian \(k 1, products 12, .*100 train examples, batch norm running\)/);
    expect(stdout).toMatch(/lambdaMax {2}-?\d/);
  });

  it("compares runs by batch, and says where there is nothing to compare with", async () => {
    const large = join(home, "large");
    const train = ["train", "--network", "mlp", "--set", "trainSize=200", "--steps", "12", "--save", large];
    expect((await largebatch([...train, "--batch", "200"])).code).toBe(0);
    const { stdout } = await largebatch(["measure", run, large, "--what", "norms", "--compare"]);
    expect(stdout).toMatch(/\| measure \| batch 50 \| batch 200 \| ratio/);
    expect(stdout).toMatch(/\| norms, distance \| \d[\d.]* \| \d[\d.]* \| \d[\d.]* \(1 seed, no interval\) \|/);
    expect((await largebatch(["measure", run, "--what", "norms", "--compare"])).stdout).toMatch(/\| – \|/);
    const other = [...train.slice(0, -1), join(home, "other"), "--batch", "200", "--optimizer", "sgd"];
    expect((await largebatch(other)).code).toBe(0);
    const refused = await largebatch(["measure", run, join(home, "other"), "--what", "trace", "--compare"]);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.stderr).toMatch(/The runs differ in .*optimizer.*batch and seed alone/);
    expect(refused.stderr, "before anything is measured").not.toContain("at most");
  });

  it("compares by the settings that the runs were trained with, not by what config.json says now", async () => {
    const file = join(run, "config.json");
    const before = await readFile(file, "utf8");
    await writeFile(file, '{"network":"F1"}\n');
    const { stdout } = await largebatch(["measure", run, "--what", "norms", "--compare"]);
    await writeFile(file, before);
    expect(stdout).toMatch(/\| measure \| batch 50 \|/);
  });

  it("prints what there is when it is interrupted", async () => {
    const endless = ["--what", "norms,average", "--set", "average.draws=1000000"];
    let stopped = false;
    const { code, stdout } = await largebatch(["measure", run, ...endless], {
      onError: (text, kill) => {
        // Once: a second interrupt ends the process at once.
        if (!stopped && text.includes("average, at most")) kill("SIGINT");
        stopped ||= text.includes("average, at most");
      },
    });
    expect(code).toBe(130);
    expect(stdout).toMatch(/norms \(.*\n +frobenius/);
  });

  it.each([
    [["--what", "sharpnes"], 2, /There is no measure "sharpnes"\. The measures: .*hessian/],
    [["--what", "hessian", "--set", "hessian.kk=3"], 2, /hessian has no setting kk\. Its settings: k, products, tolerance/],
    [
      ["--what", "hessian", "--set", "fisher.products=3"],
      2,
      /--set takes measure\.key=value, with one of the measures hessian; got "fisher\.products"/,
    ],
    [["--what", "hessian", "--set", "hessian.k=many"], 2, /hessian\.k must be a number, got "many"/],
    [["--what", "hessian", "--set", "hessian.k=0"], 2, /integer from 1/],
    [["--what", "hessian", "--examples", "100000"], 2, /from 1 to 200/],
    [["--what", "hessian", "--examples", "0"], 2, /--examples must be a whole number from 1 to 200/],
    [["--what", "landscape", "--set", "points=1e5"], 2, /landscape\.points must be an integer from 2 to 1,000, got 100000/],
    [["--what", "hessian", "--set", "hessian.k=200000"], 2, /hessian: k must be an integer from 1 to \d+, the weights/],
    [["--what", "sam", "--rescale", "1:8:9"], 2, /--rescale takes layer:alpha, such as 1:8; got "1:8:9"/],
    [["--what", "steps-to-target", "--examples", "100"], 2, /^[^\n]*stepsToTarget works on the runs' histories: leave out --examples/],
    [["--what", "hessian", "--seed", "x"], 2, /--seed takes a number/],
    [["--what", "hessian", "--batch-norm", "none"], 2, /batch-norm/],
    [["--what", "hessian", "--backend", "js"], 1, /Products with the Hessian need TensorFlow; the backend in use is js/],
  ])("says what is wrong with %j", async (args, expected, message) => {
    const { code, stderr } = await largebatch(["measure", run, ...args]);
    expect(stderr).toMatch(message);
    expect(code).toBe(expected);
    expect(stderr).not.toMatch(/^ {4}at /m);
  });

  it("says what is wrong with the last run, or with all together, before the first is measured", async () => {
    const nothing = await largebatch(["measure", run, join(home, "nowhere"), "--what", "norms", "--seed", "7"]);
    expect(nothing).toMatchObject({ code: 1, stdout: "" });
    expect(nothing.stderr).toMatch(/There is no finished run in .*nowhere/);
    const settings = ["--set", "linear=0", "--set", "curvilinear=0"];
    const curveless = await largebatch(["measure", run, run, "--what", "norms,path", "--seed", "7", ...settings]);
    expect(curveless).toMatchObject({ code: 2, stdout: "" });
    expect(curveless.stderr).toContain("path: linear and curvilinear are both 0");
    for (const { stderr } of [nothing, curveless]) expect(stderr).not.toMatch(/at most|kept in/);
  });

  it("says where there is no run, and which result is damaged", async () => {
    const empty = await temporaryFolder();
    const none = await largebatch(["measure", empty, "--what", "hessian"]);
    expect(none).toMatchObject({ code: 1 });
    expect(none.stderr).toMatch(/There is no finished run in/);
    const folder = join(run, "measures");
    for (const name of await readdir(folder)) {
      const text = await readFile(join(folder, name), "utf8");
      await writeFile(join(folder, name), text.replace('"seconds": ', '"seconds": 1'));
    }
    const damaged = await largebatch(["measure", run, ...quick]);
    expect(damaged.code).toBe(1);
    expect(damaged.stderr).toMatch(/hessian-\w+\.json is damaged\. Delete it, or measure again with --again/);
  });
});
