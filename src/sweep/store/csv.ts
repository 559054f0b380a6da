/** Rows as CSV (RFC 4180): a line of names, then a line a row; a value that is missing is empty. */
import type { Column, Value } from "./row";

export type Row = Readonly<Record<string, Value | undefined>>;

/** Rows in blocks, so that one at a time needs to be in memory. */
export type Blocks = Iterable<readonly Row[]> | AsyncIterable<readonly Row[]>;

/** Characters that are handed on at a time. */
const PIECE = 1 << 20;

/** @param write takes pieces of the text, one after the other. @returns number of rows */
export async function writeCsv(write: (text: string) => Promise<void>, columns: readonly Column[], blocks: Blocks): Promise<number> {
  let text = lineOf(columns.map(({ name }) => name));
  let count = 0;
  for await (const rows of blocks) {
    for (const row of rows) {
      text += lineOf(columns.map(({ name }) => row[name]));
      count++;
      if (text.length < PIECE) continue;
      await write(text);
      text = "";
    }
  }
  await write(text);
  return count;
}

const lineOf = (values: readonly (Value | undefined)[]): string => `${values.map(field).join(",")}\r\n`;

/** A value as CSV has it, in quotes where it must be. */
export const field = (value: Value | undefined): string => {
  if (value === undefined) return "";
  if (typeof value === "number") return String(value);
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
};
