/** Small against large batch from a store: the finished runs of a sweep, paired by seed, with their weights. */
import { UserError } from "../errors";
import type { TrainResult } from "../train/loop";
import type { Pair } from "../train/pairs";
import { openStore, type RunStore } from "./store";
import type { RunRow } from "./store/row";

/** A pair as `trainPairs` gives it, and where its two runs lie. */
export interface StoredPair extends Pair {
  /** Of the small and of the large batch. */
  ids: readonly [small: string, large: string];
  folders: readonly [small: string, large: string];
}

/**
 * The runs of two batch sizes, a pair a seed, in the order of the rows.
 * @param rows of a sweep, as `sweep` gives them; those of other batches are passed over
 * @throws UserError where a seed has one run of the two only, or none has both; and where a run cannot be loaded
 */
export async function storedPairs(
  rows: readonly Pick<RunRow, "id" | "batch" | "seed">[],
  { small, large }: { small: number; large: number },
  store: RunStore = openStore(),
): Promise<StoredPair[]> {
  const idOf = (batch: number, seed: number) => rows.find((row) => row.batch === batch && row.seed === seed)?.id;
  const seeds = [...new Set(rows.filter(({ batch }) => batch === small || batch === large).map(({ seed }) => seed))];
  if (seeds.length === 0) throw new UserError(`There are no runs of batch ${small} and ${large} among the ${rows.length} given.`);
  const pairs: StoredPair[] = [];
  for (const seed of seeds) {
    const [first, second] = [idOf(small, seed), idOf(large, seed)];
    if (first === undefined || second === undefined)
      throw new UserError(`Seed ${seed} has no run of batch ${first ? large : small}. Give the sweep again: what is missing is trained.`);
    pairs.push({
      seed,
      small: await resultOf(first, store),
      large: await resultOf(second, store),
      ids: [first, second],
      folders: [store.folderOf(first), store.folderOf(second)],
    });
  }
  return pairs;
}

async function resultOf(id: string, store: RunStore): Promise<TrainResult> {
  const { result, weights, start, statistics } = await store.load(id);
  return { ...result, weights, start, statistics };
}
