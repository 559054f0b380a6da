/** Data frames as tables: danfojs' `DataFrame` and `Series`, and frames in the manner of nodejs-polars. */
import type { Bundle } from "./bundle";
import { type Frame, tableBundle } from "./table";

/** danfojs' `DataFrame`. */
export interface FrameLike extends Frame {
  shape: number[];
  dtypes: string[];
  $isSeries: false;
}

/** danfojs' `Series`: one column, which may have a name. */
export interface SeriesLike {
  values: unknown[];
  columns: string[];
  dtypes: string[];
  index: (string | number)[];
  $isSeries: true;
}

interface Records {
  schema: object;
  height?: number;
  head(rows: number): { toRecords(): Record<string, unknown>[] };
  toRecords(): Record<string, unknown>[];
}

/** What the last value of a cell shows at most; `table(frame)` shows more. */
const ROWS = 20;
const COLUMNS = 20;

const isNdframe = (value: unknown): value is { $isSeries: boolean; columns: unknown; values: unknown } => {
  if (typeof value !== "object" || value === null) return false;
  return typeof (value as { $isSeries?: unknown }).$isSeries === "boolean" && "columns" in value && "values" in value;
};

/** Whether `value` is danfojs' `DataFrame`. */
export const isFrame = (value: unknown): value is FrameLike =>
  isNdframe(value) && !value.$isSeries && Array.isArray(value.columns) && Array.isArray(value.values);

/** Whether `value` is danfojs' `Series`. */
export const isSeries = (value: unknown): value is SeriesLike => isNdframe(value) && value.$isSeries && Array.isArray(value.values);

const isRecords = (value: unknown): value is Records => {
  if (typeof value !== "object" || value === null) return false;
  const frame = value as Partial<Records>;
  return typeof frame.schema === "object" && typeof frame.head === "function" && typeof frame.toRecords === "function";
};

const sizes = (rows: number, columns: number): string => `${rows.toLocaleString("en")} rows × ${columns} columns`;

/** The table of a data frame or series; undefined: `value` is neither. */
export function frameBundle(value: unknown): Bundle | undefined {
  if (isFrame(value)) {
    const note = sizes((value.values as unknown[]).length, value.columns.length);
    return tableBundle(value, { index: true, rows: ROWS, columns: COLUMNS, note });
  }
  if (isSeries(value)) {
    const column = value.columns?.[0] ?? "0";
    const length = value.values.length;
    const shown = { columns: [String(column)], values: value.values.slice(0, ROWS + 1).map((each) => [each]), index: value.index };
    const note = `Series of ${length.toLocaleString("en")} values, ${value.dtypes?.[0] ?? "mixed"}`;
    return tableBundle(shown, { index: true, rows: ROWS, note, of: length });
  }
  if (!isRecords(value)) return undefined;
  const columns = Object.keys(value.schema);
  const rows = value.head(ROWS + 1).toRecords();
  const of = value.height ?? rows.length;
  return tableBundle(
    { columns, values: rows.map((row) => columns.map((column) => row[column])) },
    { rows: ROWS, columns: COLUMNS, note: sizes(of, columns.length), of },
  );
}
