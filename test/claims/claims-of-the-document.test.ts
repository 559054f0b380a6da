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

/** The notebook of a number, where there is one. */
const notebookOf = (number: string) => names.find((name) => name.startsWith(`${number}-`));

it("has the document's claims, none without a notebook", () => {
  expect(rows.length).toBeGreaterThan(20);
  for (const { says, number } of rows) expect(number, says).toMatch(/^0\d$/);
});

describe.each(rows)("$says", ({ ids, number, link, section, toCome }) => {
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

it("names every claim of the ledger's first three notebooks, and links only to notebooks that are there", () => {
  const named = [...text.matchAll(/`([a-z0-9-]+)`/g)].map(([, id]) => id);
  for (const { id, notebook } of entries) if (/^0[012]/.test(notebook)) expect(named, id).toContain(id);
  for (const [, name] of text.matchAll(/notebooks\/(.+?)\.ipynb/g)) expect(names).toContain(name);
});
