/** A run's history on disk: one epoch a line, appended as it comes, and cut back to the checkpoint's epochs when the run is resumed. */
import { appendFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../errors";
import type { Epoch } from "../../train/loop";
import { FILES } from "../store/paths";
import { writeSoon } from "./files";

export const HISTORY_FILE = FILES.history;

/** The history is these epochs from now on: none of a run that starts, those of the checkpoint of one that goes on. */
export async function cutHistory(folder: string, epochs: readonly Epoch[]): Promise<void> {
  const file = join(folder, HISTORY_FILE);
  await writeSoon(file, epochs.map(lineOf).join("")).catch((error: Error) => {
    throw unwritable(file, error);
  });
}

/** Adds an epoch. A process that is killed meanwhile leaves a torn last line, which nobody reads and the next one cuts off. */
export function appendEpoch(folder: string, epoch: Epoch): void {
  const file = join(folder, HISTORY_FILE);
  try {
    appendFileSync(file, lineOf(epoch));
  } catch (error) {
    throw unwritable(file, error as Error);
  }
}

/** The epochs so far; none where there is no history yet. @throws UserError for a line before the last that is none */
export async function readHistory(folder: string): Promise<Epoch[]> {
  const file = join(folder, HISTORY_FILE);
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw new UserError(`Cannot read ${file}: ${error.message}.`);
  });
  // What comes after the last line's end is an epoch that is being written, or was never finished.
  const lines = text.split("\n").slice(0, -1);
  return lines.map((line, i) => {
    try {
      return JSON.parse(line, numbers) as Epoch;
    } catch (error) {
      throw new UserError(`${file} is damaged at line ${i + 1}: ${(error as Error).message}. The run's result.json holds the same epochs.`);
    }
  });
}

const unwritable = (file: string, error: Error): UserError =>
  new UserError(`Cannot write ${file}: ${error.message}. Make room or give another folder, then start the same again.`);

const lineOf = (epoch: Epoch): string => `${JSON.stringify(epoch, spelled)}\n`;

/** JSON has no such numbers; a test loss can be one. */
const spelled = (_key: string, value: unknown): unknown => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value);

const numbers = (_key: string, value: unknown): unknown =>
  value === "NaN" || value === "Infinity" || value === "-Infinity" ? Number(value) : value;
