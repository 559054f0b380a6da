/** What the notebook on scale trains and measures: steps to a target at tuned rates, and the noise of the gradient along the way. */
import type { DataSet } from "../data/dataset";
import { UserError } from "../errors";
import { measureAlong } from "../measure/panel/along";
import { openStore } from "../sweep/store";
import type { RunRow } from "../sweep/store/row";
import { train } from "../train/loop";
import { loadRun, vectorSha256 } from "../train/run-folder";
import { snapshotFiles, snapshotsIn } from "../train/snapshots";
import { crossing, type TargetRun } from "./at-scale";
import type { NoiseAlong } from "./scale-noise";

/** Where each run passed the target, from the history that lies in the store. @param target training loss, nats */
export async function targetRuns(rows: readonly RunRow[], target: number): Promise<TargetRun[]> {
  const store = openStore();
  return Promise.all(
    rows.map(async ({ id, batch, seed, learningRate }) => {
      const { result } = await loadRun(store.folderOf(id));
      return { run: id, batch, seed, learningRate, steps: crossing(result.history, target) };
    }),
  );
}

/**
 * Gives a stored run the states of its way, by training it again: the same numbers, with one thread.
 * @param every steps between two states
 * @throws UserError where the training came to other weights than the stored ones
 */
export async function keepSnapshots(id: string, data: DataSet, every: number): Promise<string> {
  const folder = openStore().folderOf(id);
  const { run, result } = await loadRun(folder);
  // Those of a training that was stopped do not reach the end.
  if ((await snapshotFiles(folder)).at(-1)?.step === result.steps) return folder;
  const { weights } = await train(run, data, { snapshots: snapshotsIn({ folder, run, data, every, unit: "steps" }) });
  if (vectorSha256(weights) === result.weightsSha256) return folder;
  throw new UserError(
    `Trained again, the run in ${folder} came to other weights: with several threads the order of sums is not fixed. Use useBackend({ threads: 1 }).`,
  );
}

/** B_simple along each run, at its start, every so many steps, and at its end. @param batch of the small gradients, examples */
export async function noiseAlong(
  rows: readonly RunRow[],
  data: DataSet,
  { every, batch, onProgress = () => {} }: { every: number; batch: number; onProgress?: (text: string) => void },
): Promise<NoiseAlong[]> {
  const found: NoiseAlong[] = [];
  for (const [i, { id, seed }] of rows.entries()) {
    onProgress(`gradient noise along run ${i + 1} of ${rows.length}`);
    const folder = await keepSnapshots(id, data, every);
    const [along] = await measureAlong(folder, { what: ["noise"], settings: { noise: { batch } } });
    for (const { step, value } of along?.rows ?? []) found.push({ seed, step, scale: value, run: id });
  }
  return found;
}
