import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { type Claim, judge } from "../../src/claims/claim";
import { claimsBundle } from "../../src/claims/show-claims";
import { describeData } from "../../src/data";
import { tableBundle } from "../../src/kernel/display/table";
import { compareExecuted, type Difference, dataOf, hindrance } from "../../src/notebook/compare";
import { comparisonReport } from "../../src/notebook/compare-report";
import { compareTexts, textOfHtml } from "../../src/notebook/compare-text";
import { readExecuted } from "../../src/notebook/read";
import { runNotebooks } from "../../src/notebook/run";
import { inProject } from "../../src/project";
import { largebatch } from "../cli/run";
import { notebookFolder } from "../kernel/client";
import { executed, type TestCell, writeNotebook } from "./notebooks";

const { folder, remove } = notebookFolder();
afterAll(remove);

const shows = (data: object, more: Partial<TestCell> = {}): TestCell => ({
  source: "show()",
  outputs: [{ output_type: "display_data", data, metadata: {} }],
  ...more,
});
const read = (name: string, ...cells: TestCell[]) => readExecuted(executed(folder, name, cells));
const compare = (before: TestCell, now: TestCell): Difference[] => compareExecuted(read("00-a", before), read("00-a", now));
const whereOf = (differences: Difference[]) => differences.map(({ where }) => where);

describe("compareTexts", () => {
  it.each([
    ["accuracy 93.2 %", "accuracy 93.9 %"],
    ["−0.0250", "-0.0251"],
    ["1,281,167 images", "1281167 images"],
    ["0.01 nats", "0.02 nats"], // one unit of the last decimal
    ["4.504e−7", "4.51e-7"],
    ["a  b\n\nc", "a b\nc"],
  ])("%j and %j are the same within 2 %%", (before, now) => expect(compareTexts(before, now, 0.02)).toEqual([]));

  it.each([
    ["accuracy 93.2 %", "accuracy 90.2 %"],
    ["1,000 steps", "1,100 steps"],
    ["0.30", "−0.30"],
    ["resnet-50", "resnet-152"],
    ["reproduced", "not reproduced"],
    ["0.01 nats", "0.03 nats"],
    ["0.5 nats", "0.6 nats"],
    ["n = 5", "n = 4"],
    ["1 of 2", "1 of 2 of 3"],
  ])("%j and %j differ", (before, now) => expect(compareTexts(before, now, 0.02)).toMatchObject([{ expected: before, got: now }]));

  it("names the first row that is missing", () => {
    expect(compareTexts("a 1\nb 2\nc 3", "a 1\nc 3", 0.02)).toEqual([
      { where: "line 2 (3 lines before, 2 now)", expected: "b 2", got: "c 3" },
    ]);
    expect(compareTexts("a 1", "a 1\nb 2", 0.02)).toEqual([{ where: "line 2 (1 lines before, 2 now)", expected: "nothing", got: "b 2" }]);
  });

  it("reads a table's rows in HTML", () => {
    const html = tableBundle({ columns: ["net", "%"], values: [["a<b", 1.5], ["c", 2]] })["text/html"] as string; // biome-ignore format: a table
    expect(textOfHtml(html).split("\n").map((line) => line.trim()).filter(Boolean)).toEqual(["net | % |", "a<b | 1.5 |", "c | 2 |"]); // biome-ignore format: a table
  });
});

describe("tables", () => {
  const table = (...values: unknown[][]) => shows(tableBundle({ columns: ["batch", "test %"], values }));
  const before = table([20, 93.21], [500, 92.1]);

  it("a number within the tolerance is the same, a changed one is found with its row", () => {
    expect(compare(before, table([20, 93.4], [500, 92.0]))).toEqual([]);
    expect(compare(before, table([20, 93.21], [500, 88.1]))).toMatchObject([{ notebook: "00-a", cell: 1, where: "line 3" }]);
  });

  it("a missing row is found", () => {
    expect(compare(before, table([500, 92.1]))).toMatchObject([{ where: "line 2 (3 lines before, 2 now)" }]);
  });

  it("a missing output is found, and one of another kind", () => {
    expect(compare(before, { source: "show()" })).toMatchObject([{ where: "outputs", expected: "1: text/html", got: "nothing" }]);
    expect(compare(before, shows({ "text/plain": "1" }))).toMatchObject([{ where: "output", expected: "text/html", got: "text/plain" }]);
  });

  it("an error is found", () => {
    const failed = { source: "show()", outputs: [{ output_type: "error", ename: "E", evalue: "no", traceback: [] }] };
    expect(compare(before, failed)).toHaveLength(1);
  });

  it.each(["machine", "timing"])("a cell tagged %s is passed over", (tag) => {
    expect(compare({ ...before, tags: [tag] }, { ...table([1, 2]), tags: [tag] })).toEqual([]);
    expect(compare({ ...before, tags: ["other"] }, { ...table([1, 2]), tags: ["other"] })).not.toEqual([]);
  });
});

describe("figures", () => {
  const figure = (y: (number | null)[], more: object = {}) =>
    shows({
      "application/vnd.plotly.v1+json": {
        data: [{ type: "scatter", name: "loss (5 seeds)", y, ...more }],
        layout: { title: { text: "Loss" } },
      },
      "image/png": `${Math.random()}`,
      "text/plain": "A curve.",
    });
  const before = figure([2, 0.5, -0.001, null]);

  it("numbers may move by a share of the largest of their list", () => {
    expect(compare(before, figure([2.03, 0.47, 0.001, null]))).toEqual([]);
    expect(compare(before, figure([2, 0.45, -0.001, null]))).toMatchObject([{ where: "data[0].y[1]", expected: "0.5", got: "0.45" }]);
  });

  it("a missing point, a missing curve, another name and another word are found", () => {
    expect(compare(before, figure([2, 0.5, -0.001]))).toMatchObject([{ where: "data[0].y", expected: "4 values", got: "3 values" }]);
    expect(whereOf(compare(before, figure([2, 0.5, -0.001, 1])))).toEqual(["data[0].y[3]"]);
    expect(whereOf(compare(before, figure([2, 0.5, -0.001, null], { name: "accuracy (5 seeds)" })))).toEqual(["data[0].name"]);
    expect(whereOf(compare(before, figure([2, 0.5, -0.001, null], { visible: false })))).toEqual(["data[0].visible"]);
  });
});

describe("claims", () => {
  const gap = (estimate: number, half = 0.4, id = "gap", n = 5): Claim =>
    judge(
      { id, statement: "S", source: "s", test: { kind: "direction", effect: "points", direction: "above", seeds: 5 } },
      { estimate, interval: [estimate - half, estimate + half], n },
    );
  const claims = (...all: Claim[]) => shows(claimsBundle(all));
  const before = claims(gap(1), gap(2, 0.1, "other"));

  it("an estimate may move by a quarter of its interval", () => {
    expect(compare(before, claims(gap(1.15), gap(2.03, 0.1, "other")))).toEqual([]);
  });

  it("another verdict, estimate, interval or number of seeds is found", () => {
    const now = (claim: Claim) => whereOf(compare(before, claims(claim, gap(2, 0.1, "other"))));
    expect(now(gap(0.9, 0.95))).toContain('claim "gap", verdict');
    expect(now(gap(1.5))).toContain('claim "gap", estimate');
    expect(now(gap(1, 0.7))).toEqual(['claim "gap", low end', 'claim "gap", high end']);
    expect(now(gap(1, 0.4, "gap", 6))).toEqual(['claim "gap", n']);
    expect(now({ ...gap(1), estimate: null, interval: null })).toContain('claim "gap", estimate');
  });

  it("a missing and a new claim are found", () => {
    expect(compare(before, claims(gap(1), gap(2, 0.1, "new")))).toMatchObject([
      { where: 'claim "other"', expected: "reproduced", got: "nothing" },
      { where: 'claim "new"', expected: "nothing", got: "reproduced" },
    ]);
  });
});

describe("the data of a notebook", () => {
  const made = (text: string, tags?: string[]) => read("00-a", shows({ "text/markdown": text }, tags ? { tags } : {}));
  const presence = (present: boolean) => [{ name: "mnist" as const, present, how: "Fetch it." }];

  it("are those that its outputs name, but for cells that tell of the machine", () => {
    expect(dataOf(made("mlp on 2,000 images of mnist, and cifar-10"))).toEqual(["mnist", "cifar-10"]);
    expect(dataOf(made("MNIST has 70,000 images; data/mnist; cifar-100; glyphs"))).toEqual([]);
    expect(dataOf(made("mnist: ok", ["machine"]))).toEqual([]);
    expect(dataOf(read("00-a", shows({ "application/vnd.plotly.v1+json": { layout: { title: "mnist" } }, "text/plain": "" })))).toEqual([
      "mnist",
    ]);
  });

  it("hinder a comparison where they are not at hand", () => {
    expect(hindrance(made("on mnist"), presence(false))).toBe("it was made with mnist, which is not at hand. Fetch it.");
    expect(hindrance(made("on mnist"), presence(true))).toBeUndefined();
    expect(hindrance(made("on glyphs"), presence(false))).toBeUndefined();
  });
});

it("the report has a line a notebook, and shows what parted, cell by cell", () => {
  const differences = Array.from({ length: 7 }, (_, i) => ({
    notebook: "01-b",
    cell: 3,
    where: `line ${i}`,
    expected: "x".repeat(500),
    got: "1",
  }));
  const lines = comparisonReport([
    { notebook: "00-a", differences: [] },
    { notebook: "01-b", differences },
    { notebook: "02-c", skipped: "no mnist", differences: [] },
  ]).split("\n");
  expect(lines.slice(0, 5)).toEqual(["00-a: the same", "01-b: 7 differences", "  cell 3, line 0:", `    − ${"x".repeat(160)}…`, "    + 1"]);
  expect(lines.slice(-2)).toEqual(["  cell 3: … 2 more", "02-c: skipped: no mnist"]);
});

it("the command runs, compares and ends with 1 where a number has changed", async () => {
  const own = notebookFolder();
  onTestFinished(own.remove);
  const cells = ["console.log('loss', Number(process.env.LOSS))", "console.log('same')"];
  const file = writeNotebook(own.folder, "00-a", cells);
  const out = path.join(own.folder, "out");
  const compareAt = (LOSS: string) =>
    largebatch(["notebooks", "--compare", "--scale", "smoke", "--folder", own.folder, "--out", out], { env: { LOSS } });
  process.env.LOSS = "0.5";
  await runNotebooks({ folder: own.folder, out: own.folder, scale: "smoke" });
  delete process.env.LOSS;
  const before = readFileSync(file, "utf8");
  expect(await compareAt("0.501")).toMatchObject({ code: 0, stdout: "00-a: the same\n" });
  expect(await compareAt("0.6")).toMatchObject({
    code: 1,
    stdout: "00-a: 1 difference\n  cell 1, line 1:\n    − loss 0.5\n    + loss 0.6\n",
  });
  expect(readFileSync(file, "utf8")).toBe(before);
});

it("notebook 00 comes out again as it was committed", async (context) => {
  const notebook = readExecuted(inProject("notebooks", "00-setup.ipynb"));
  const skipped = hindrance(notebook, await describeData());
  if (skipped) return context.skip(skipped);
  const { code, stdout } = await largebatch(["notebooks", "00", "--compare", "--scale", "small", "--out", path.join(folder, "out")]);
  expect(stdout).toBe("00-setup: the same\n");
  expect(code).toBe(0);
});
