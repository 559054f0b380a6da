import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { judge } from "../../src/claims/claim";
import { readmeWithLedger } from "../../src/claims/ledger-readme";
import { readLedger } from "../../src/notebook/ledger";
import { findNotebooks } from "../../src/notebook/names";
import { inProject } from "../../src/project";

const entry = {
  ...judge(
    { id: "x", statement: "S", source: "s", published: { value: 2, mark: "verified" }, test: { kind: "count", effect: "things" } },
    { estimate: 2 },
  ),
  notebook: "03-gap",
};

it("puts the table between the markers, and leaves the rest as it is", () => {
  const before = "# T\n<!-- ledger -->\nold\n<!-- /ledger -->\nend\n";
  const after = readmeWithLedger(before, [entry]);
  expect(after.split("\n")).toEqual([
    "# T",
    "<!-- ledger -->",
    "1 claim: 1 reproduced.",
    "",
    "| claim | id | measured as | published | here | verdict | notebook |",
    "|---|---|---|---|---|---|---|",
    "| S | `x` | things | 2 | 2 | **reproduced** | [03](notebooks/03-gap.ipynb) |",
    "<!-- /ledger -->",
    "end",
    "",
  ]);
  expect(readmeWithLedger(after, [entry])).toBe(after);
});

it.each(["none", "<!-- /ledger --> <!-- ledger -->", "<!-- ledger -->", "<!-- ledger --><!-- ledger --><!-- /ledger -->"])(
  "refuses %s",
  (text) => expect(() => readmeWithLedger(text, [entry])).toThrow("Expected <!-- ledger --> and <!-- /ledger --> in README.md"),
);

it("README.md has the ledger of the notebooks as they are; `npx largebatch claims --readme` writes it", () => {
  const text = readFileSync(inProject("README.md"), "utf8");
  const { entries } = readLedger(findNotebooks([], inProject("notebooks")));
  expect(text).toBe(readmeWithLedger(text, entries));
});
