/** A finished run without a training, for what is measured or tested around one. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { keptData } from "../data/kept";
import type { Planned } from "../sweep/executor";
import { openStore } from "../sweep/store";
import { FILES } from "../sweep/store/paths";
import type { RunRow } from "../sweep/store/row";
import { saveRun } from "../train/run-folder";

/** Makes the files of a run in a store: its weights are its seed. @returns its row */
export async function pretend({ id, run }: Planned, folder: string): Promise<RunRow> {
  const store = openStore(folder);
  const data = await keptData(run);
  const outcome = { loss: 0.5, accuracy: 0.75 };
  const history = [{ epoch: 1, step: 7, trainLoss: 0.5, test: outcome }];
  const course = { ending: "epochs" as const, epochs: run.epochs, steps: 7, history, seconds: 1, stepMs: 1 };
  const vectors = { weights: Float32Array.of(run.seed, 1), start: Float32Array.of(0, run.seed), statistics: new Float32Array() };
  const result = { run, evaluatedOn: "test" as const, ...course, train: outcome, test: outcome, ...vectors, backend: "a pretence" };
  await saveRun(store.folderOf(id), result, data);
  await writeFile(join(store.folderOf(id), FILES.environment), '{"node":"v0"}\n');
  await writeFile(join(store.folderOf(id), FILES.history), `${JSON.stringify(history[0])}\n`);
  return store.noteDone(id);
}
