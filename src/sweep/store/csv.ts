/** Rows as CSV (RFC 4180): a line of names, then a line a row; a value that is missing is empty. */
import type { Column, Value } from "./row";

type Row = Readonly<Record<string, Value | undefined>>;

/** Characters that are handed on at a time. */
const BLOCK = 1 << 20;

/** @param write takes pieces of the text, one after the other. @returns number of rows */
export async function writeCsv(
  write: (text: string) => Promise<void>,
  columns: readonly Column[],
  rows: Iterable<Row> | AsyncIterable<Row>,
): Promise<number> {
  let text = lineOf(columns.map(({ name }) => name));
  let count = 0;
  for await (const row of rows) {
    text += lineOf(columns.map(({ name }) => row[name]));
    count++;
    if (text.length < BLOCK) continue;
    await write(text);
    text = "";
  }
  await write(text);
  return count;
}

const lineOf = (values: readonly (Value | undefined)[]): string => `${values.map(field).join(",")}\r\n`;

const field = (value: Value | undefined): string => {
  if (value === undefined) return "";
  const text = String(value);
  return typeof value === "string" && /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
