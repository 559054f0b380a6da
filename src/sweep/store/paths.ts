/** Where runs lie on disk, and the names of their files. */
import { join, resolve } from "node:path";
import { UsageError } from "../../errors";
import { inProject } from "../../project";
import { CHECKPOINT_FILE, LOCK_FILE } from "../../train/checkpoint";
import { RUN_FILES } from "../../train/run-folder";
import { isRunId } from "../identity";

/** The files of a run, in its folder `<store>/<id>`. */
export const FILES = {
  ...RUN_FILES,
  environment: "environment.json",
  history: "history.jsonl",
  failure: "failure.json",
  checkpoint: CHECKPOINT_FILE,
  lock: LOCK_FILE,
} as const;

/** In the folder of a run: what was measured of it, a file each. */
export const MEASURES_FOLDER = "measures";

/** In the folder of a run: what was computed along its training, or from it, each in a folder of its own with measures in it. */
export const COURSES_FOLDER = "courses";

/** In the folder of the store: the rows of finished runs, a cache. */
export const INDEX_FILE = "index.jsonl";

/** The folder of the store, as an absolute path. Default: LARGEBATCH_RUNS, else data/runs of the project. */
export const storeFolder = (folder?: string): string => resolve(folder ?? (process.env.LARGEBATCH_RUNS || inProject("data", "runs")));

/** The folder of a run. @throws UsageError for a text that is no id: nothing else becomes part of a path */
export function runFolder(store: string, id: string): string {
  if (typeof id === "string" && isRunId(id)) return join(store, id);
  throw new UsageError(
    `${JSON.stringify(id)?.slice(0, 80)} is no run's id: expected 20 digits of 0-9 and a-f. Known ones: npx largebatch runs`,
  );
}
