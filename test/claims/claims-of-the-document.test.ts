/** docs/claims-of-the-document.md against the notebooks: strict where a notebook is there and has claims. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readLedger } from "../../src/notebook/ledger";
import { findNotebooks, listNotebooks } from "../../src/notebook/names";
import { inProject } from "../../src/project";

const text = readFileSync(inProject("docs", "claims-of-the-document.md"), "utf8");
const { entries } = readLedger(findNotebooks([], inProject("notebooks")));
const names = listNotebooks(inProject("notebooks"));

const rows = text
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| the document says"))
  .map((line) => {
    const [, says = "", claims = "", where = ""] = line.split("|").map((cell) => cell.trim());
    const number = /^\[?(\d\d)/.exec(where)?.[1] ?? "";
    return {
      says,
      ids: [...claims.matchAll(/`([^`]+)`/g)].map(([, id]) => id as string),
      number,
      link: /\]\(\.\.\/notebooks\/(.+)\.ipynb\)/.exec(where)?.[1],
      section: /, \*(.+)\*$/.exec(where)?.[1],
      toCome: where.endsWith("(to come)"),
    };
  });

/** The notebook of a number, once it has claims. */
const ready = (number: string) => entries.find(({ notebook }) => notebook.startsWith(`${number}-`))?.notebook;

it("has the document's claims, none without a notebook", () => {
  expect(rows.length).toBeGreaterThan(20);
  for (const { says, number } of rows) expect(number, says).toMatch(/^0\d$/);
});

describe.each(rows)("$says", ({ ids, number, link, section, toCome }) => {
  const notebook = ready(number);

  it.runIf(notebook)("is measured by claims of the ledger, in the notebook and the section named", () => {
    expect(toCome, `${notebook} is there: name its claims and its section`).toBe(false);
    expect(ids).not.toEqual([]);
    for (const id of ids) expect(entries.find((entry) => entry.id === id)?.notebook, id).toBe(notebook);
    expect(link).toBe(notebook);
    const { cells } = JSON.parse(readFileSync(inProject("notebooks", `${notebook}.ipynb`), "utf8")) as { cells: { source: string[] }[] };
    const titles = cells.flatMap(({ source }) => [source].flat().join("").split("\n")).filter((line) => /^#+ /.test(line));
    expect(titles.map((title) => title.replace(/^#+ /, ""))).toContain(section);
  });

  it.skipIf(notebook)("is marked as to come", () => expect(toCome).toBe(true));
});

it("names every claim of the ledger's first three notebooks, and links only to notebooks that are there", () => {
  const named = [...text.matchAll(/`([a-z0-9-]+)`/g)].map(([, id]) => id);
  for (const { id, notebook } of entries) if (/^0[012]/.test(notebook)) expect(named, id).toContain(id);
  for (const [, name] of text.matchAll(/notebooks\/(.+?)\.ipynb/g)) expect(names).toContain(name);
});
