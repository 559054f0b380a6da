/** A data frame as a table: HTML for notebooks, aligned columns for everything else, in one bundle. */
import { escapeHtml, QUIET } from "./html";

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
  /** Columns shown at most; the rest is counted. Default: all. */
  columns?: number;
  /** A line below the table. */
  note?: string;
  /** Rows there are in all, where `frame` holds only the first. */
  of?: number;
}

/** Characters of one value at most. */
const VALUE = 200;

interface Cell {
  text: string;
  numeric: boolean;
}

const shorten = (text: string): string => (text.length > VALUE ? `${text.slice(0, VALUE)}…` : text);

/** A number as it is read: integers in full, others to `digits` significant digits without trailing zeros. */
function formatValue(value: unknown, digits: number): Cell {
  if (typeof value !== "number") return { text: value === undefined || value === null ? "" : shorten(String(value)), numeric: false };
  if (Number.isInteger(value) || !Number.isFinite(value)) return { text: String(value), numeric: true };
  const rounded = Number(value.toPrecision(digits));
  const small = Math.abs(rounded) < 1e-4 || Math.abs(rounded) >= 1e9;
  return { text: small ? rounded.toExponential() : String(rounded), numeric: true };
}

function html(head: Cell[], body: Cell[][], notes: string[]): string {
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
  return [...lines, ...notes.map((note) => `<div style="${QUIET}">${escapeHtml(note)}</div>`)].join("\n");
}

function plain(head: Cell[], body: Cell[][], notes: string[]): string {
  const rows = [head, ...body];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.text.length ?? 0)));
  const line = (cells: Cell[]): string =>
    cells
      .map(({ text, numeric }, column) => (numeric ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0)))
      .join("  ")
      .trimEnd();
  return [...rows.map(line), ...notes].join("\n");
}

/** The first `columns` of `frame`. */
function narrow(frame: Frame, columns: number): { names: string[]; values: unknown[][] } {
  const values = frame.values as unknown[][];
  if (frame.columns.length <= columns) return { names: frame.columns, values };
  return { names: frame.columns.slice(0, columns), values: values.map((row) => row.slice(0, columns)) };
}

const counted = (count: number, what: string): string[] => (count > 0 ? [`… ${count.toLocaleString("en")} more ${what}`] : []);

/** The `text/html` and `text/plain` of a frame. */
export function tableBundle(frame: Frame, options: TableOptions = {}): Record<string, string> {
  const { index = false, digits = 4, rows = 100, columns = Number.POSITIVE_INFINITY, note } = options;
  const all = frame.values as unknown[][];
  const { names, values } = narrow({ ...fieldsOf(frame), values: all.slice(0, rows) }, columns);
  const cells = values.map((row, i) => {
    const shown = row.map((value) => formatValue(value, digits));
    return index ? [formatValue(frame.index?.[i] ?? i, digits), ...shown] : shown;
  });
  const head = (index ? ["", ...names] : names).map((text, column) => ({
    text: shorten(String(text)),
    numeric: cells.length > 0 && cells.every((row) => row[column]?.numeric || row[column]?.text === ""),
  }));
  const notes = [
    ...counted((options.of ?? all.length) - values.length, "rows"),
    ...counted(frame.columns.length - names.length, "columns"),
    ...(note ? [note] : []),
  ];
  return { "text/html": html(head, cells, notes), "text/plain": plain(head, cells, notes) };
}

// danfojs' fields are getters of its class, which a spread would miss.
const fieldsOf = ({ columns, index }: Frame): Pick<Frame, "columns" | "index"> => ({ columns, index });
