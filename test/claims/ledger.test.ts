import { describe, expect, it } from "vitest";
import { type Claim, type Evidence, type Hypothesis, judge } from "../../src/claims/claim";
import { byNotebook, countedVerdicts, countVerdicts, describeProblem, ledgerOf, undecided } from "../../src/claims/ledger";
import { countsTable, ledgerTable } from "../../src/claims/ledger-table";

const hypothesis: Hypothesis = {
  id: "gap",
  statement: "Small batches | generalize better",
  source: "a paper",
  published: { value: 1, mark: "verified" },
  test: { kind: "difference", effect: "points", direction: "above", seeds: 5 },
};
const claim = (id: string, evidence: Evidence = { estimate: 0.9, interval: [0.5, 1.3], n: 5, runs: ["r1"] }): Claim =>
  judge({ ...hypothesis, id }, evidence);
/** As it comes back from a file. */
const output = (...claims: unknown[]): unknown => JSON.parse(JSON.stringify({ version: 1, claims }));
const ledger = (...claims: unknown[]) => ledgerOf([{ notebook: "04-x", outputs: [output(...claims)] }]);

describe("ledgerOf", () => {
  it("gathers claims in the order of the notebooks, each with its notebook, and loses nothing", () => {
    const { entries, problems } = ledgerOf([
      { notebook: "00-a", outputs: [output(claim("b"), claim("a"))] },
      { notebook: "01-b", outputs: [output(claim("c", { reason: "no data" }))] },
    ]);
    expect(problems).toEqual([]);
    expect(entries).toEqual([
      { ...claim("b"), notebook: "00-a" },
      { ...claim("a"), notebook: "00-a" },
      { ...claim("c", { reason: "no data" }), notebook: "01-b" },
    ]);
  });

  it.each<[string, Evidence]>([
    ["reproduced", { estimate: 0.9, interval: [0.5, 1.3], n: 5 }],
    ["direction only", { estimate: 0.3, interval: [0.1, 0.5], n: 5 }],
    ["not reproduced", { estimate: -0.3, interval: [-0.5, -0.1], n: 5 }],
    ["not reproduced", { estimate: 0.1, interval: [-0.5, 0.6], n: 5 }],
    ["not tested", { estimate: 0.9, interval: [0.5, 1.3], n: 4 }],
    ["not tested", { estimate: 0.9, n: 5 }],
    ["not tested", {}],
    ["not tested", { estimate: 0.9, interval: [Number.NaN, 1], n: 5 }],
  ])("takes the verdict %s of %j as it was computed", (verdict, evidence) => {
    const { entries, problems } = ledger(claim("x", evidence));
    expect(problems).toEqual([]);
    expect(entries[0]?.verdict).toBe(verdict);
  });

  it.each<[string, Partial<Record<keyof Claim, unknown>>, string]>([
    [
      "a verdict that its numbers do not give",
      { estimate: 0.1, interval: [-0.2, 0.4] },
      'the verdict says "reproduced", its numbers say "not reproduced"',
    ],
    ["a verdict edited by hand", { verdict: "direction only" }, 'the verdict says "direction only", its numbers say "reproduced"'],
    ["fewer seeds than the test asks for", { n: 2 }, 'its numbers say "not tested"'],
    ["a reason that is not that of the verdict", { reason: "all is well" }, "the reason of its verdict was changed"],
    ["an interval whose ends are swapped", { interval: [1.3, 0.5] }, "its numbers are damaged (An interval goes from low to high"],
    ["a number that is a text", { estimate: "0.9" }, "damaged (estimate: "],
    ["no test", { test: undefined }, "damaged (test: "],
    ["a verdict that is none", { verdict: "confirmed" }, "damaged (verdict: "],
  ])("refuses %s, naming notebook and id, and takes the others", (_, change, problem) => {
    const { entries, problems } = ledger(claim("first"), { ...claim("bad"), ...change }, claim("last"));
    expect(entries.map(({ id }) => id)).toEqual(["first", "last"]);
    expect(problems).toMatchObject([{ notebook: "04-x", id: "bad" }]);
    expect(problems[0]?.problem).toContain(problem);
  });

  it("refuses a second claim of an id, and names both notebooks", () => {
    const { entries, problems } = ledgerOf([
      { notebook: "00-a", outputs: [output(claim("x"))] },
      { notebook: "01-b", outputs: [output(claim("x"))] },
    ]);
    expect(entries).toHaveLength(1);
    expect(problems.map(describeProblem)).toEqual(['01-b, claim "x": the id is taken by a claim of 00-a: give one of them another.']);
  });

  it("reports a notebook without claims, and an output that is no list of claims", () => {
    const outputs = [{ version: 2, claims: [] }, "claims", { version: 1 }, output(7)];
    const { entries, problems } = ledgerOf([
      { notebook: "00-a", outputs: [] },
      { notebook: "01-b", outputs },
    ]);
    expect(entries).toEqual([]);
    expect(problems.map(({ notebook }) => notebook)).toEqual(["00-a", "01-b", "01-b", "01-b", "01-b"]);
    expect(describeProblem(problems[0] as never)).toBe("00-a: no claims: a notebook ends in showClaims(claims), and is run.");
    expect(problems[1]?.problem).toMatch(/its output of claims is damaged \(version: .*\); run it again/);
  });
});

const { entries } = ledgerOf([
  { notebook: "00-a", outputs: [output(claim("b"), claim("a", {}))] },
  { notebook: "01-b", outputs: [output(claim("c", { estimate: 0.3, interval: [0.1, 0.5], n: 5 }))] },
]);

it("counts those that are not reproduced because nothing is decided apart", () => {
  const test = { kind: "direction", effect: "points", direction: "above", seeds: 5 } as const;
  const found = (interval: [number, number] | null, verdict = "not reproduced", more = {}) =>
    ({ verdict, interval, test: { ...test, ...more } }) as never;
  const claims = [found([-1, 1]), found([-2, -1]), found([0.5, 2]), found([0.5, 2], "not reproduced", { from: 1 }), found([-1, 1], "not tested"), found(null)]; // biome-ignore format: one line
  expect(undecided(claims)).toBe(2);
  expect(
    undecided([
      found([0.5, 2], "not reproduced", { kind: "ratio" }),
      { ...(claims[0] as unknown as object), test: { kind: "count" } } as never,
    ]),
  ).toBe(1);
  expect(countedVerdicts(claims)).toBe("5 not reproduced (2 of them not decided), 1 not tested");
});

it("counts verdicts", () => {
  expect(countVerdicts(entries)).toEqual({ reproduced: 1, "direction only": 1, "not reproduced": 0, "not tested": 1 });
  expect(countedVerdicts(entries)).toBe("1 reproduced, 1 direction only, 1 not tested");
  expect(byNotebook(entries).map(({ notebook, entries: own }) => [notebook, own.length])).toEqual([["00-a", 2], ["01-b", 1]]); // biome-ignore format: a table
});

it("is a table with a row a claim, and one of counts", () => {
  expect(
    ledgerTable(entries, (name) => `[${name}](${name}.ipynb)`)
      .split("\n")
      .slice(2),
  ).toEqual([
    "| Small batches \\| generalize better | `b` | points | 1 | 0.9 [0.5, 1.3] (n = 5) | **reproduced** | [00-a](00-a.ipynb) |",
    "| Small batches \\| generalize better | `a` | points | 1 | – | **not tested**: there is no estimate | [00-a](00-a.ipynb) |",
    "| Small batches \\| generalize better | `c` | points | 1 | 0.3 [0.1, 0.5] (n = 5) | **direction only**: the published 1 lies outside the interval | [01-b](01-b.ipynb) |",
  ]);
  expect(countsTable(entries).split("\n")).toEqual([
    "| notebook | claims | reproduced | direction only | not reproduced | not tested |",
    "|---|--:|--:|--:|--:|--:|",
    "| 00-a | 2 | 1 | 0 | 0 | 1 |",
    "| 01-b | 1 | 0 | 1 | 0 | 0 |",
    "| **all** | 3 | 1 | 1 | 0 | 1 |",
  ]);
});
