/** What a sweep must come to, however often it was struck: every run exactly once, with the numbers of an undisturbed one. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { loadRun, type StoredRun, vectorSha256 } from "../../train/run-folder";
import { readHistory } from "../execute/history";
import { openStore } from "../store";

/** Of a run's result, all that must not depend on what happened on the way. */
export interface Numbers {
  ending: string;
  epochs: number;
  steps: number;
  train: object;
  test: object;
  history: object[];
  weights: string;
  start: string;
  statistics: string;
}

export function numbersOf({ result, weights, start, statistics }: StoredRun): Numbers {
  const { ending, epochs, steps, train, test, history } = result;
  const vectors = { weights: vectorSha256(weights), start: vectorSha256(start), statistics: vectorSha256(statistics) };
  return { ending, epochs, steps, train, test, history, ...vectors };
}

/**
 * Compares two stores.
 * @param ids of all runs that the sweep has
 * @returns what is wrong, a sentence each; none: all is as it should be
 */
export async function differences(undisturbed: string, disturbed: string, ids: readonly string[]): Promise<string[]> {
  const rows = await openStore(disturbed).rows();
  const wrong: string[] = [];
  for (const id of ids) {
    const found = rows.filter((row) => row.id === id);
    if (found.length !== 1) wrong.push(`${id} is there ${found.length} times.`);
    else if (found[0]?.status !== "done") wrong.push(`${id} is ${found[0]?.status}${found[0]?.error ? `: ${found[0].error}` : ""}.`);
    else wrong.push(...(await differencesOfRun(undisturbed, disturbed, id)));
  }
  const strange = rows.filter(({ id }) => !ids.includes(id));
  return [...wrong, ...strange.map(({ id }) => `${id} is no run of the sweep.`)];
}

async function differencesOfRun(undisturbed: string, disturbed: string, id: string): Promise<string[]> {
  const folders = [undisturbed, disturbed].map((store) => join(store, id)) as [string, string];
  const [expected, got] = await Promise.all(folders.map(async (folder) => numbersOf(await loadRun(folder))));
  const wrong = (Object.keys(expected ?? {}) as (keyof Numbers)[]).filter((key) => text(expected?.[key]) !== text(got?.[key]));
  const history = await readHistory(folders[1]);
  return [
    ...wrong.map((key) => `${id}: ${key} differ${Array.isArray(got?.[key]) ? "" : "s"} from the undisturbed sweep's.`),
    // Numbers that JSON lacks are spelled in the one, null in the other.
    ...(text(plain(history)) === text(got?.history) ? [] : [`${id}: its history.jsonl is not that of its result.`]),
  ];
}

const text = (value: unknown): string => JSON.stringify(value);
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Files in a store that no finished sweep needs, by their paths in it: halves that a killed process left, checkpoints of finished runs. For the table, no fault. */
export async function leftovers(store: string): Promise<string[]> {
  const names = await readdir(store, { recursive: true });
  return names.filter((name) => /\.part$|checkpoint\.safetensors/.test(name));
}
