/** A strict reader of CSV (RFC 4180 without line breaks inside values): what is not exactly as it should be is refused, with its line. */

/** What is wrong with a table, and where. */
export class TableError extends Error {
  override readonly name = "TableError";
  constructor(
    readonly line: number,
    problem: string,
  ) {
    super(`line ${line}: ${problem}`);
  }
}

/** One row: its values by column, and its line in the file, counted from 1. */
export interface CsvRow {
  line: number;
  values: Record<string, string>;
}

/**
 * @param text the whole file
 * @param columns the names that its first line must have, in order
 * @throws TableError for other columns, a row of other length, a stray quote, an empty line, or a file that ends within a line
 */
export function parseCsv(text: string, columns: readonly string[]): CsvRow[] {
  const lines = text.split("\n");
  if (lines.pop() !== "") throw new TableError(lines.length + 1, "the last line does not end: the file is cut short");
  const [head = "", ...body] = lines;
  if (head !== columns.join(",")) throw new TableError(1, `expected the columns ${columns.join(",")}, got ${head}`);
  return body.map((each, index) => {
    const line = index + 2;
    const values = splitLine(each, line);
    if (values.length !== columns.length)
      throw new TableError(line, `expected ${columns.length} values, got ${values.length}${each === "" ? " (an empty line)" : ""}`);
    return { line, values: Object.fromEntries(columns.map((column, i) => [column, values[i] as string])) };
  });
}

/** A value in double quotes (with "" for a quote inside) or without any, and the comma or end after it. */
const VALUE = /(?:"((?:[^"]|"")*)"|([^",\r]*))(,|$)/y;

function splitLine(text: string, line: number): string[] {
  const values: string[] = [];
  VALUE.lastIndex = 0;
  for (;;) {
    const match = VALUE.exec(text);
    if (!match) throw new TableError(line, "a quote or a carriage return stands where none may be");
    values.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === "") return values;
  }
}
