import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { judge } from "../../src/claims/claim";
import { claimsBundle } from "../../src/claims/show-claims";
import { notebookFolder } from "../kernel/client";
import { executed, writeNotebook } from "../notebook/notebooks";
import { largebatch } from "./run";

const { folder, remove } = notebookFolder();
afterAll(remove);

const count = (id: string, estimate: number) =>
  judge(
    { id, statement: `S ${id}`, source: "s", published: { value: 2, mark: "verified" }, test: { kind: "count", effect: "things" } },
    { estimate, runs: ["r1"] },
  );
const shows = (...claims: ReturnType<typeof count>[]) => [
  { source: "showClaims(claims)", outputs: [{ output_type: "display_data", data: claimsBundle(claims), metadata: {} }] },
];
const claims = (...args: string[]) => largebatch(["claims", "--folder", folder, ...args]);

beforeEach(() => {
  executed(folder, "00-a", shows(count("a", 2), count("b", 3)));
  executed(folder, "01-b", shows(count("c", 2)));
});

it("is a table by notebook, with counts of the verdicts", async () => {
  const { code, stdout, stderr } = await claims();
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout.split("\n")).toEqual([
    "00-a: 1 reproduced, 1 not reproduced",
    "",
    "verdict         id  published  here  claim",
    "reproduced      a   2          2     S a",
    "not reproduced  b   2          3     S b",
    "",
    "01-b: 1 reproduced",
    "",
    "verdict     id  published  here  claim",
    "reproduced  c   2          2     S c",
    "",
    "3 claims: 2 reproduced, 1 not reproduced",
    "",
  ]);
});

it("--json gives all of a claim; --notebook and --verdict choose", async () => {
  const { stdout } = await claims("--json", "--verdict", "not-reproduced,not tested");
  expect(JSON.parse(stdout)).toEqual([
    {
      id: "b",
      statement: "S b",
      source: "s",
      published: { value: 2, mark: "verified" },
      estimate: 3,
      interval: null,
      n: 1,
      verdict: "not reproduced",
      runs: ["r1"],
      notebook: "00-a",
      test: { kind: "count", effect: "things" },
      reason: "counted 3, published 2",
    },
  ]);
  const chosen = await claims("--json", "--notebook", "01");
  expect((JSON.parse(chosen.stdout) as { id: string }[]).map(({ id }) => id)).toEqual(["c"]);
});

it("an edited verdict is refused by notebook and id, with 1; the others are shown", async () => {
  const file = path.join(folder, "00-a.ipynb");
  writeFileSync(file, readFileSync(file, "utf8").replace('"verdict": "not reproduced"', '"verdict": "reproduced"'));
  const { code, stdout, stderr } = await claims("--json");
  expect(code).toBe(1);
  expect((JSON.parse(stdout) as { id: string }[]).map(({ id }) => id)).toEqual(["a", "c"]);
  expect(stderr).toMatch(/^refused: 00-a, claim "b": the verdict says "reproduced", its numbers say "not reproduced".*\n$/);
});

describe("wrong usage", () => {
  it.each([
    [["--verdict", "true"], '--verdict takes reproduced, direction only, not reproduced, not tested; got "true".'],
    [["--notebook", "07"], 'There is no notebook "07".'],
    [["--readme", "--run"], "give it without --run, --notebook and --verdict"],
  ])("%j ends with 2", async (args, message) => {
    const { code, stderr } = await claims(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

it("--run runs the notebooks and reads what they wrote; what the one beside holds is not touched", async () => {
  const own = notebookFolder();
  onTestFinished(own.remove);
  const cell = `import { judge, showClaims } from "largebatch";
showClaims([judge({ id: "run", statement: process.env.SCALE!, source: "s", published: { value: 2, mark: "verified" }, test: { kind: "count", effect: "things" } }, { estimate: 2 })]);`;
  const file = writeNotebook(own.folder, "00-a", [cell]);
  const before = readFileSync(file, "utf8");
  const out = path.join(own.folder, "out");
  const { code, stdout } = await largebatch(["claims", "--folder", own.folder, "--run", "--scale", "smoke", "--out", out, "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject([{ id: "run", statement: "smoke", notebook: "00-a", verdict: "reproduced" }]);
  expect(readFileSync(file, "utf8")).toBe(before);
});
