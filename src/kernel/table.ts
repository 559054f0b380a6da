/** A data frame as a table: HTML for notebooks, aligned columns for everything else, in one bundle. */

/** The part of a danfojs `DataFrame` that a table needs. */
export interface Frame {
  columns: string[];
  /** Row by row. */
  values: unknown;
  index?: (string | number)[];
}

/** How to show a table. */
export interface TableOptions {
  /** Whether to show the frame's index as a first column. Default: no. */
  index?: boolean;
  /** Significant digits of numbers that are not integers. Default 4. */
  digits?: number;
  /** Rows shown at most; the rest is counted. Default 100. */
  rows?: number;
}

interface Cell {
  text: string;
  numeric: boolean;
}

/** A number as it is read: integers in full, others to `digits` significant digits without trailing zeros. */
function formatValue(value: unknown, digits: number): Cell {
  if (typeof value !== "number") return { text: value === undefined || value === null ? "" : String(value), numeric: false };
  if (Number.isInteger(value) || !Number.isFinite(value)) return { text: String(value), numeric: true };
  const rounded = Number(value.toPrecision(digits));
  const small = Math.abs(rounded) < 1e-4 || Math.abs(rounded) >= 1e9;
  return { text: small ? rounded.toExponential() : String(rounded), numeric: true };
}

const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

function html(head: Cell[], body: Cell[][], rest: string): string {
  const cell = (tag: string, { text, numeric }: Cell): string =>
    `<${tag} style="text-align: ${numeric ? "right" : "left"}">${escapeHtml(text)}</${tag}>`;
  const row = (tag: string, cells: Cell[]): string => `    <tr>${cells.map((each) => cell(tag, each)).join("")}</tr>`;
  const lines = [
    "<table>",
    "  <thead>",
    row("th", head),
    "  </thead>",
    "  <tbody>",
    ...body.map((cells) => row("td", cells)),
    "  </tbody>",
    "</table>",
  ];
  return [...lines, ...(rest ? [`<p>${rest}</p>`] : [])].join("\n");
}

function plain(head: Cell[], body: Cell[][], rest: string): string {
  const rows = [head, ...body];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.text.length ?? 0)));
  const line = (cells: Cell[]): string =>
    cells
      .map(({ text, numeric }, column) => (numeric ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0)))
      .join("  ")
      .trimEnd();
  return [...rows.map(line), ...(rest ? [rest] : [])].join("\n");
}

/** The `text/html` and `text/plain` of a frame. */
export function tableBundle(frame: Frame, { index = false, digits = 4, rows = 100 }: TableOptions = {}): Record<string, string> {
  const values = frame.values as unknown[][];
  const cells = values.slice(0, rows).map((row, i) => {
    const shown = row.map((value) => formatValue(value, digits));
    return index ? [formatValue(frame.index?.[i] ?? i, digits), ...shown] : shown;
  });
  const names = index ? ["", ...frame.columns] : frame.columns;
  const head = names.map((text, column) => ({
    text,
    numeric: cells.length > 0 && cells.every((row) => row[column]?.numeric || row[column]?.text === ""),
  }));
  const rest = values.length > rows ? `… ${values.length - rows} more rows` : "";
  return { "text/html": html(head, cells, rest), "text/plain": plain(head, cells, rest) };
}
