/** Runs that are compared are of the same data: what the store has of a sweep is held against the data that its other runs would be trained on. */
import { loadData } from "../data";
import { UserError } from "../errors";
import { requireSameData } from "../train/run-folder";
import type { Planned } from "./executor";
import type { RunStore } from "./store";
import type { RunRow } from "./store/row";

/** How a data set differs from the official one, in words. */
const named = (variant: string | undefined): string => (variant ? `“${variant}”` : "the official files");

/**
 * Loads the data of runs that are to be executed (which makes or downloads them where they are missing) and compares them with what stored runs were trained on.
 * @param toDo runs that will be executed, not none
 * @param taken runs of the same sweep that are done, by id
 * @throws UserError where a stored run was trained on other data, or the data are not to be had
 */
export async function requireStoredData(
  toDo: readonly Planned[],
  taken: ReadonlyMap<string, RunRow>,
  { store, onProgress }: { store: RunStore; onProgress?: (line: string) => void },
): Promise<void> {
  for (const name of new Set(toDo.map(({ run }) => run.data))) {
    const data = await loadData(name, { onProgress });
    const rows = [...taken.values()].filter((row) => row.status === "done" && row.data === name);
    const other = rows.find(({ variant }) => variant !== data.variant);
    if (other)
      throw new UserError(
        `Run ${other.id} in ${store.folder} was trained on other data of ${name}: ${named(other.variant)} there, ${named(data.variant)} now. ` +
          "Put the same files in place, or keep this sweep elsewhere (LARGEBATCH_RUNS).",
      );
    // Two sets of unofficial files may call themselves the same: one run of each kind is held against the bytes.
    for (const id of firstOfEach(rows)) {
      const stored = await store.load(id).catch(() => undefined);
      if (stored) requireSameData(stored, await loadData(name, { trainSize: stored.run.trainSize, validation: stored.run.validation }));
    }
  }
}

/** One run of each training set. */
function firstOfEach(rows: readonly RunRow[]): string[] {
  const found = new Map<string, string>();
  for (const { id, trainSize, validation } of rows) {
    const key = JSON.stringify([trainSize, validation]);
    if (!found.has(key)) found.set(key, id);
  }
  return [...found.values()];
}
