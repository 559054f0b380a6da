/** The rows of a store's runs: those that the index knows are looked at, the others are read. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../errors";
import { isRunId } from "../identity";
import { type RunFilter, testsOf } from "./filter";
import { appendIndex, type Entry, readIndex } from "./index-file";
import { INDEX_FILE } from "./paths";
import { pauses } from "./pauses";
import { type RunRow, sortRows } from "./row";
import { glance, hasWeights, type Seen, stateOf } from "./state";

/** The names of all folders that may be runs. @throws UserError for a store that cannot be read; one that is not there has none */
export async function idsIn(store: string): Promise<string[]> {
  const names = await readdir(store).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw new UserError(`The stored runs cannot be read from ${store}: ${error.message}. Correct LARGEBATCH_RUNS, or unset it.`);
  });
  return names.filter(isRunId);
}

/** The runs that a filter takes, in the order of `sortRows`. @throws UserError for a store that cannot be read */
export async function listRows(store: string, filter?: RunFilter): Promise<RunRow[]> {
  const { settled, rest } = testsOf(filter);
  const index = join(store, INDEX_FILE);
  const ids = await idsIn(store);
  const { entries } = ids.length > 0 ? await readIndex(index, { keep: settled }) : { entries: new Map<string, Entry | undefined>() };
  const rows: RunRow[] = [];
  const look = lookAt(store, index);
  const pause = pauses();
  for (const id of ids) {
    const wait = pause();
    if (wait) await wait;
    const entry = entries.get(id);
    // The settings of a run are its name: what the filter refuses need not be looked at.
    if (!entry && entries.has(id)) continue;
    const found = look.row(id, entry);
    const row = found instanceof Promise ? await found : found;
    if (row && settled(row) && rest(row)) rows.push(row);
  }
  await look.end();
  return sortRows(rows);
}

/** A run's result costs as much to read as this many bytes of the index. */
const BYTES_A_RUN = 100_000;

/** The rows of some runs, by id; those of which there is nothing are left out. Not more of the index is read than is worth it. */
export async function rowsById(store: string, ids: readonly string[], indexBytes: number): Promise<Map<string, RunRow>> {
  const index = join(store, INDEX_FILE);
  const wanted = new Set(ids.filter(isRunId));
  const { entries } =
    wanted.size * BYTES_A_RUN > indexBytes ? await readIndex(index, { ids: wanted }) : { entries: new Map<string, Entry>() };
  const rows = new Map<string, RunRow>();
  const look = lookAt(store, index);
  for (const id of wanted) {
    const entry = entries.get(id);
    // What the index says of a run is not enough for a sweep that would take it: its weights may be gone.
    const row = await look.row(id, entry && hasWeights(`${store}/${id}`, entry.row) ? entry : undefined);
    if (row) rows.set(id, row);
  }
  await look.end();
  return rows;
}

/** Finished runs that the index did not know, kept until so many are together. */
const FRESH = 2000;

/** Finds rows, one after the other; new ones go into the index. */
function lookAt(store: string, index: string) {
  let fresh: Entry[] = [];
  const read = async (id: string, folder: string): Promise<RunRow | undefined> => {
    const state = await stateOf(folder, id);
    if (state?.seen) fresh.push({ seen: state.seen, row: state.row });
    if (fresh.length >= FRESH) await end();
    return state?.row;
  };
  const end = async (): Promise<void> => {
    const entries = fresh;
    fresh = [];
    await appendIndex(index, entries);
  };
  /** At once where the index knows the row. */
  const row = (id: string, entry: Entry | undefined): RunRow | Promise<RunRow | undefined> => {
    const folder = `${store}/${id}`;
    return entry && isSame(entry.seen, glance(folder)) ? entry.row : read(id, folder);
  };
  return { row, end };
}

export const isSame = (a: Seen, b: Seen | undefined): boolean => b !== undefined && a[0] === b[0] && a[1] === b[1] && a[2] === b[2];
