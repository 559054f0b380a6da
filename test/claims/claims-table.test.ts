import { expect, it } from "vitest";
import { judge } from "../../src/claims/claim";
import { claimsTable } from "../../src/claims/claims-table";

const claim = (statement: string, estimate: number, mark: "verified" | "recalled" = "verified", tolerance = 0) =>
  judge(
    { id: "x", statement, source: "s", published: { value: 25e6, mark }, test: { kind: "count", effect: "values", tolerance } },
    { estimate },
  );

it("has a row a claim, with its verdict, and the reasons below", () => {
  expect(claimsTable([claim("A", 25e6), claim("B|C", 26e6)]).split("\n")).toEqual([
    "| claim | measured as | published | here | verdict |",
    "|---|---|---|---|---|",
    "| A | values | 25,000,000 | 25,000,000 | **reproduced** |",
    "| B\\|C | values | 25,000,000 | 26,000,000 | **not reproduced** |",
    "",
    "- *B|C*: counted 26,000,000, published 25,000,000.",
  ]);
});

it("never prints a recalled figure", () => {
  const text = claimsTable([claim("A", 1, "recalled")]);
  expect(text).not.toContain("25");
  expect(text).toContain("not certain enough to quote");
});

it("says where a published figure is rounded, and shows intervals with their number of measurements", () => {
  expect(claimsTable([claim("A", 25e6, "verified", 0.05)])).toContain("| ≈ 25,000,000 |");
  const effect = judge(
    { id: "y", statement: "E", source: "s", test: { kind: "direction", effect: "points", direction: "above", seeds: 5 } },
    { estimate: 1.2345, interval: [0.5, 2], n: 5 },
  );
  expect(claimsTable([effect])).toContain("| E | points | – | 1.234 [0.5, 2] (n = 5) | **reproduced** |");
});
