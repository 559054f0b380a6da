/** Writes small notebooks for tests. */
import { writeFileSync } from "node:fs";
import path from "node:path";

/** A notebook for the kernel `tslab`; a cell that starts with `#` is Markdown. */
export function writeNotebook(folder: string, name: string, cells: string[]): string {
  const file = path.join(folder, `${name}.ipynb`);
  const notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } },
    cells: cells.map((source, i) => {
      const id = `cell-${i}`;
      return source.startsWith("#")
        ? { id, cell_type: "markdown", metadata: {}, source }
        : { id, cell_type: "code", metadata: {}, source, execution_count: null, outputs: [] };
    }),
  };
  writeFileSync(file, JSON.stringify(notebook, null, 1));
  return file;
}

/** A cell of a notebook that was run. */
export interface TestCell {
  source: string | string[];
  markdown?: boolean;
  tags?: string[];
  outputs?: object[];
}

/** Writes a notebook as a run leaves it. Returns its file. */
export function executed(folder: string, name: string, cells: TestCell[]): string {
  const file = path.join(folder, `${name}.ipynb`);
  const written = cells.map(({ source, markdown, tags, outputs = [] }, i) => ({
    id: `cell-${i}`,
    cell_type: markdown ? "markdown" : "code",
    metadata: tags ? { tags } : {},
    source,
    ...(markdown ? {} : { execution_count: i + 1, outputs }),
  }));
  writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: written }, null, 1));
  return file;
}
