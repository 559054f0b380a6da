/** Exports stored runs, or their histories, as a CSV or Parquet file; a reader sees the whole new file or what was there before. */
import { randomBytes } from "node:crypto";
import { open, rename, rm, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { makeFolder } from "../../data/files";
import { UserError } from "../../errors";
import { type Blocks, writeCsv } from "./csv";
import { HISTORY_COLUMNS, historyRows } from "./histories";
import { writeParquet } from "./parquet";
import { type Column, columnsOf, type RunRow } from "./row";

/** What is exported: a table with its columns. */
export interface Table {
  columns: readonly Column[];
  /** Made anew for each file. */
  rows(): Blocks;
}

/** A row a run. */
export const runsTable = (rows: readonly RunRow[]): Table => ({ columns: columnsOf(rows), rows: () => [rows] });

/** A row an epoch of each run. @param store folder of the store */
export const historiesTable = (store: string, rows: readonly RunRow[]): Table => ({
  columns: HISTORY_COLUMNS,
  rows: () => historyRows(store, rows),
});

/** @returns number of rows @throws UserError where the file cannot be written */
export const exportCsv = (path: string, { columns, rows }: Table): Promise<number> =>
  replacing(path, async (temporary) => {
    const file = await open(temporary, "w");
    try {
      return await writeCsv(async (text) => void (await file.writeFile(text)), columns, rows());
    } finally {
      await file.close();
    }
  });

/** @returns number of rows @throws UserError where the file cannot be written */
export const exportParquet = (path: string, { columns, rows }: Table): Promise<number> =>
  replacing(path, (temporary) => writeParquet(temporary, columns, rows()));

/** Writes a text that is at hand. @throws UserError where the file cannot be written */
export const exportText = (path: string, text: string): Promise<void> => replacing(path, (temporary) => writeFile(temporary, text));

/** Lets a file be written under another name, and gives it its own when it is whole and on the disk. */
async function replacing<T>(path: string, write: (temporary: string) => Promise<T>): Promise<T> {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.part`;
  try {
    makeFolder(dirname(resolve(path)));
    const result = await write(temporary);
    const file = await open(temporary, "r");
    await file.sync().finally(() => file.close());
    await rename(temporary, path);
    return result;
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    if (error instanceof UserError) throw error;
    throw new UserError(
      `The export cannot be written to ${path}: ${(error as Error).message}. What was there before is as it was. Make room, or give another file.`,
    );
  }
}
