import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Claim, judge } from "../../src/claims/claim";
import { claimsBundle } from "../../src/claims/show-claims";
import { UserError } from "../../src/errors";
import { readLedger } from "../../src/notebook/ledger";
import { readExecuted } from "../../src/notebook/read";
import { EXECUTED, gatherLedger, showLedger, verdictRows } from "../../src/notebook/show-ledger";
import { notebookFolder } from "../kernel/client";
import { executed, type TestCell } from "./notebooks";

const { folder, remove } = notebookFolder();
afterAll(remove);

const count = (id: string, estimate: number): Claim =>
  judge(
    { id, statement: `S ${id}`, source: "s", published: { value: 2, mark: "verified" }, test: { kind: "count", effect: "things" } },
    { estimate },
  );
const shows = (...claims: Claim[]): TestCell => ({
  source: "showClaims(claims)",
  outputs: [{ output_type: "display_data", data: claimsBundle(claims), metadata: {} }],
});
const write = (name: string, ...cells: TestCell[]) => executed(folder, name, cells);
const file = (name: string) => path.join(folder, `${name}.ipynb`);

beforeEach(() => {
  write("00-a", { source: "1" }, shows(count("a", 2), count("b", 3)));
  write("02-c", shows(count("d", 2)));
});
afterEach(() => {
  for (const name of ["00-a", "01-b", "02-c", "elsewhere/00-a"]) rmSync(file(name), { force: true });
  vi.unstubAllEnvs();
});

describe("readExecuted", () => {
  it("has the code cells that ran, with tags, joined text, JSON as it is, and printed text and errors as text", () => {
    const outputs = [
      { output_type: "stream", name: "stdout", text: ["one\n", "two\n"] },
      {
        output_type: "execute_result",
        data: { "text/plain": ["a\n", "b"], "application/x+json": ["a", "b"] },
        metadata: {},
        execution_count: 1,
      },
      { output_type: "error", ename: "RangeError", evalue: "no", traceback: [] },
    ];
    write(
      "01-b",
      { source: ["const x = 1;\n", "x"], tags: ["timing"], outputs },
      { source: " \n" },
      { source: "# words", markdown: true },
      { source: "2" },
    );
    expect(readExecuted(file("01-b"))).toEqual({
      name: "01-b",
      file: file("01-b"),
      cells: [
        {
          index: 1,
          source: "const x = 1;\nx",
          tags: ["timing"],
          outputs: [
            { type: "stream", data: { "text/plain": "one\ntwo\n" } },
            { type: "display", data: { "text/plain": "a\nb", "application/x+json": ["a", "b"] } },
            { type: "error", data: { "text/plain": "RangeError: no" } },
          ],
        },
        { index: 2, source: "2", tags: [], outputs: [] },
      ],
    });
  });

  it("refuses a damaged output, and says what is wrong", () => {
    write("01-b", { source: "1", outputs: [{ output_type: "display_data", metadata: {} }] });
    expect(() => readExecuted(file("01-b"))).toThrow(UserError);
    expect(() => readExecuted(file("01-b"))).toThrow(/^An output of 01-b is damaged \(outputs\.0.*\)\. Run the notebook again\.$/);
  });
});

describe("readLedger", () => {
  const read = (...names: string[]) => readLedger(names.map(file));

  it("reads what showClaims showed, from every notebook", () => {
    const { entries, problems } = read("00-a", "02-c");
    expect(problems).toEqual([]);
    expect(entries.map(({ id, notebook, verdict }) => [id, notebook, verdict])).toEqual([
      ["a", "00-a", "reproduced"],
      ["b", "00-a", "not reproduced"],
      ["d", "02-c", "reproduced"],
    ]);
  });

  it("reports an edited verdict, a damaged file and a notebook without claims, and takes the rest", () => {
    writeFileSync(file("00-a"), readFileSync(file("00-a"), "utf8").replace('"verdict": "not reproduced"', '"verdict": "reproduced"'));
    writeFileSync(file("01-b"), "{");
    write("02-c", { source: "1" });
    const { entries, problems } = read("00-a", "01-b", "02-c");
    expect(entries.map(({ id }) => id)).toEqual(["a"]);
    expect(problems.map(({ notebook, id }) => [notebook, id])).toEqual([["01-b", undefined], ["00-a", "b"], ["02-c", undefined]]); // biome-ignore format: a table
    expect(problems[0]?.problem).toMatch(/^01-b\.ipynb is no notebook/);
  });
});

describe("the ledger of the last notebook", () => {
  it("has the claims of the others and its own, in the order of the notebooks; not what it showed before", () => {
    const { entries, problems } = gatherLedger({ notebook: "02-c", claims: [count("e", 2)], folder });
    expect(problems).toEqual([]);
    expect(entries.map(({ id, notebook }) => [id, notebook])).toEqual([["a", "00-a"], ["b", "00-a"], ["e", "02-c"]]); // biome-ignore format: a table
    expect(gatherLedger({ notebook: "01-b", claims: [count("e", 2)], folder }).entries.map(({ id }) => id)).toEqual(["a", "b", "e", "d"]);
  });

  it("prefers what this run has executed", () => {
    const { folder: elsewhere, remove: removeElsewhere } = notebookFolder();
    executed(elsewhere, "00-a", [shows(count("new", 2))]);
    vi.stubEnv(EXECUTED, [path.join(elsewhere, "00-a.ipynb"), "/nowhere/07-x.ipynb"].join(path.delimiter));
    expect(gatherLedger({ notebook: "09-z", folder }).entries.map(({ id }) => id)).toEqual(["new", "d"]);
    removeElsewhere();
  });

  it("says what is refused: an id of its own that another notebook has, too", () => {
    const { entries, problems } = gatherLedger({ notebook: "02-c", claims: [count("a", 2)], folder });
    expect(entries.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(problems).toMatchObject([{ notebook: "02-c", id: "a" }]);
  });

  it("is shown as a table and a figure, with what was refused below the table", async () => {
    write("02-c", { source: "1" });
    const printed: string[] = [];
    const log = vi.spyOn(console, "log").mockImplementation((text) => void printed.push(String(text)));
    await showLedger({ notebook: "09-z", claims: [count("e", 3)], folder });
    log.mockRestore();
    expect(printed[0]).toContain(
      "| S b | `b` | things | 2 | 3 | **not reproduced**: counted 3, published 2 | 00-a |\n| S e | `e` | things | 2 | 3 | **not reproduced**: counted 3, published 2 | 09-z |",
    );
    expect(printed[0]).toContain("Not entered:\n\n- 02-c: no claims");
    expect(printed[1]).toContain("1 reproduced, 2 not reproduced");
  });

  it("counts by notebook", () => {
    expect(verdictRows(gatherLedger({ notebook: "02-c", folder }).entries)).toEqual([
      { notebook: "00-a", reproduced: 1, directionOnly: 0, notReproduced: 1, notTested: 0 },
    ]);
  });
});
