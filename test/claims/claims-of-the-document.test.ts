/** docs/claims-of-the-document.md against the notebooks: strict where a notebook is there and has claims. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readLedger } from "../../src/notebook/ledger";
import { findNotebooks, listNotebooks } from "../../src/notebook/names";
import { inProject } from "../../src/project";

const text = readFileSync(inProject("docs", "claims-of-the-document.md"), "utf8");
const { entries } = readLedger(findNotebooks([], inProject("notebooks")));
const names = listNotebooks(inProject("notebooks"));
const executed = (notebook: string | undefined) => entries.some((entry) => entry.notebook === notebook);

const rows = text
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| what is claimed"))
  .map((line) => {
    const [, claimed = "", by = "", claims = "", where = ""] = line.split("|").map((cell) => cell.trim());
    const number = /^\[?(\d\d)/.exec(where)?.[1] ?? "";
    return {
      claimed,
      by,
      ids: [...claims.matchAll(/`([^`]+)`/g)].map(([, id]) => id as string),
      number,
      link: /\]\(\.\.\/notebooks\/(.+)\.ipynb\)/.exec(where)?.[1],
      section: /, \*(.+)\*$/.exec(where)?.[1],
      toCome: where.endsWith("(to come)"),
    };
  });

/** The notebook of a number, where there is one. */
const notebookOf = (number: string) => names.find((name) => name.startsWith(`${number}-`));

it("has the document's claims, none without a notebook", () => {
  expect(rows.length).toBeGreaterThan(20);
  for (const { claimed, number } of rows) expect(number, claimed).toMatch(/^0\d$/);
});

describe.each(rows)("$claimed", ({ ids, number, link, section, toCome }) => {
  const notebook = notebookOf(number);

  it.skipIf(notebook)("is marked as to come", () => expect(toCome).toBe(true));

  it.runIf(notebook)("is measured in a section of the notebook that is linked to", () => {
    expect(toCome, `${notebook} is there: name its claims and its section`).toBe(false);
    expect(ids).not.toEqual([]);
    expect(link).toBe(notebook);
    const { cells } = JSON.parse(readFileSync(inProject("notebooks", `${notebook}.ipynb`), "utf8")) as { cells: { source: string[] }[] };
    const titles = cells.flatMap(({ source }) => [source].flat().join("").split("\n")).filter((line) => /^#+ /.test(line));
    expect(titles.map((title) => title.replace(/^#+ /, ""))).toContain(section);
  });

  it.each(ids)("the ledger has %s, once its notebook is executed", (id) => {
    const found = entries.find((entry) => entry.id === id);
    // Which notebook a claim is of is read from the ledger; one that is not executed has none there.
    if (executed(notebook)) expect(found, `${id} is in no executed notebook`).toBeDefined();
  });
});

describe("who says it", () => {
  const sourceOf = (id: string) => entries.find((entry) => entry.id === id)?.source ?? "";
  const rowOf = (id: string) => rows.find(({ ids }) => ids.includes(id));

  it("is told of every row", () => {
    for (const { claimed, by } of rows) expect(by, claimed).toMatch(/^(the document|we add|it rests on: .+ \d{4})$/);
  });

  it("is the document where the ledger has it as the source", () => {
    const stated = rows
      .flatMap(({ ids }) => ids)
      .filter((id) => /^(Analysis of Large Mini-Batch Training|the document,)/.test(sourceOf(id)));
    expect(stated.length).toBeGreaterThan(10);
    for (const id of stated) expect(rowOf(id)?.by, id).toBe("the document");
  });

  it("is a work that is the source of the row's claims where the document rests on it", () => {
    const resting = rows.filter(({ by }) => by.startsWith("it rests on: "));
    expect(resting.length).toBeGreaterThan(3);
    for (const { by, ids } of resting)
      for (const work of by.replace("it rests on: ", "").split(", ")) expect(ids.map(sourceOf).join("; "), by).toContain(work);
  });

  it("is not the document for what it does not say: reasons, remedies that close the gap, other measures, equal steps", () => {
    const NOT = /^(why-|gap-(at-)?equal-steps|remedy-.+-(gains|closes|closes-within)$|flat-and-sharp-(random|circle|lambda)|batch-over)/;
    const foreign = rows.filter(({ ids }) => ids.some((id) => NOT.test(id)));
    expect(foreign.length).toBeGreaterThan(10);
    for (const { claimed, by } of foreign) expect(by, claimed).not.toBe("the document");
    // These bear on sentences of the document as well, and stand in rows of their own.
    const bearing = rows.flatMap(({ ids }) => ids).filter((id) => /^(remedy-.+-useful-batch$|sharpness-orders)/.test(id));
    expect(bearing.length).toBeGreaterThan(3);
    for (const id of bearing)
      expect(
        rows.some(({ ids, by }) => ids.includes(id) && by !== "the document"),
        id,
      ).toBe(true);
  });

  it("puts the claim that only the steps count beside the other counter-claims, and the gap at equal steps beside the gaps", () => {
    const at = (id: string) => rows.findIndex(({ ids }) => ids.includes(id));
    expect(at("gap-equal-steps")).toBe(at("why-equal-steps-close-the-gap") + 1);
    expect(at("gap-at-equal-steps")).toBe(at("gap-at-equal-epochs") + 1);
    expect(rowOf("gap-at-equal-epochs")?.ids).toEqual(["gap-at-equal-epochs"]);
  });
});

it("names every claim of the ledger's first three notebooks, and links only to notebooks that are there", () => {
  const named = [...text.matchAll(/`([a-z0-9-]+)`/g)].map(([, id]) => id);
  for (const { id, notebook } of entries) if (/^0[012]/.test(notebook)) expect(named, id).toContain(id);
  for (const [, name] of text.matchAll(/notebooks\/(.+?)\.ipynb/g)) expect(names).toContain(name);
});
