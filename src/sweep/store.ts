/** The store: runs on disk, a folder each, named by what they are. A run is done when its `result.json` is there, whatever else is. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { canonicalJson, parseRun, type Run } from "../config";
import { UserError } from "../errors";
import { loadRun, type StoredRun } from "../train/run-folder";
import type { RunFilter } from "./store/filter";
import { listRows, rowsById } from "./store/list";
import { noteDone, noteFailure } from "./store/note";
import { INDEX_FILE, runFolder, storeFolder } from "./store/paths";
import { kindAt } from "./store/read";
import type { RunRow, RunStatus } from "./store/row";
import { stateOf } from "./store/state";

export type { RunFilter } from "./store/filter";

export interface RunStore {
  /** As an absolute path; it need not be there yet. */
  folder: string;
  /** The folder of a run. @throws UsageError for a text that is no id, UserError where a link lies in its place */
  folderOf(id: string): string;
  /** undefined: nothing of the run is there. */
  statusOf(id: string): Promise<RunStatus | undefined>;
  /** All runs, or those that a filter takes, by network, data, optimizer, batch and seed. @throws UserError for a folder that cannot be read */
  rows(filter?: RunFilter): Promise<RunRow[]>;
  /** The rows of known runs, in milliseconds; those of which nothing is there are left out. */
  rowsOf(ids: string[]): Promise<Map<string, RunRow>>;
  /** A finished run with its weights, checked. @throws UserError where it is not done, or damaged: which file, and what to do */
  load(id: string): Promise<StoredRun>;
  /** After `saveRun`, and again when measures were added: reads the run back and puts its row into the index. @throws UserError where it does not check */
  noteDone(id: string): Promise<RunRow>;
  /** Keeps why a run failed; one that is done stays done. @throws UserError where the folder cannot be written to */
  noteFailure(id: string, run: Run, failure: { error: string; attempts: number }): Promise<void>;
}

/** @param folder default: LARGEBATCH_RUNS, else data/runs of the project; made when the first run is kept */
export function openStore(folder?: string): RunStore {
  const store = storeFolder(folder);
  const folderOf = (id: string): string => {
    const path = runFolder(store, id);
    if (kindAt(path) !== "link") return path;
    throw new UserError(`${path} is a link: runs are not kept behind links. Put the folder itself there, or delete the link.`);
  };
  return {
    folder: store,
    folderOf,
    statusOf: async (id) => (await stateOf(folderOf(id), id))?.row.status,
    rows: (filter) => listRows(store, filter),
    rowsOf: async (ids) => {
      for (const id of ids) runFolder(store, id);
      return rowsById(store, ids, sizeOfIndex(store));
    },
    load: async (id) => load(folderOf(id), id),
    noteDone: async (id) => noteDone(store, folderOf(id), id),
    noteFailure: async (id, run, failure) => noteFailure(folderOf(id), id, run, failure),
  };
}

/** @throws UserError where the store is no folder */
function sizeOfIndex(store: string): number {
  try {
    return statSync(join(store, INDEX_FILE), { throwIfNoEntry: false })?.size ?? 0;
  } catch (error) {
    throw new UserError(`Runs cannot be kept in ${store}: ${(error as Error).message}. Give another folder (LARGEBATCH_RUNS).`);
  }
}

async function load(folder: string, id: string): Promise<StoredRun> {
  const row = (await stateOf(folder, id))?.row;
  if (row?.status !== "done") {
    const why = row ? `it is ${row.status}${row.error ? `: ${row.error}` : ""}` : "it is not there";
    throw new UserError(`The run ${id} cannot be loaded from ${folder}: ${why}. Give its sweep (again): npx largebatch sweep …`);
  }
  const stored = await loadRun(folder).catch((error: unknown) => {
    if (error instanceof UserError) throw error;
    throw new UserError(`The run in ${folder} is damaged: ${(error as Error).message}. npx largebatch runs verify ${id} says what to do.`);
  });
  if (canonicalJson(stored.run) !== canonicalJson(parseRun(stored.result.run)))
    throw new UserError(`The weights in ${folder} are of another run. npx largebatch runs verify ${id}`);
  return stored;
}
