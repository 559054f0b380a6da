/** Stores of made-up runs for the tests of the store, and what may befall them. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeRuns } from "../../../src/bench/sweep-store";
import { openStore, type RunStore } from "../../../src/sweep/store";
import { temporaryFolder } from "../../data/helpers";

/** A store of so many finished runs, with their ids. */
export async function madeStore(count: number): Promise<{ store: RunStore; ids: string[]; folder: string }> {
  const folder = join(await temporaryFolder(), "runs");
  const ids = await makeRuns(folder, count);
  return { store: openStore(folder), ids, folder };
}

/** A first id that is there. */
export const first = (ids: readonly string[]): string => ids[0] as string;

/** Changes the text of a file in place, as a bad disk would. */
export async function damage(path: string, change: (text: string) => string = (text) => text.slice(0, text.length / 2)): Promise<void> {
  await writeFile(path, change(await readFile(path, "latin1")), "latin1");
}

/** Flips a bit in the middle of a file. */
export async function flipBit(path: string, at?: number): Promise<void> {
  const bytes = await readFile(path);
  const i = at ?? bytes.length >> 1;
  bytes[i] = (bytes[i] as number) ^ 1;
  await writeFile(path, bytes);
}
