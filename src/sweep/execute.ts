/** One run of a sweep, here, in this process: from its checkpoint, if it has one, to a row of the store. */
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { canonicalJson, type Run } from "../config";
import { keptData } from "../data/kept";
import { checkpointIn } from "../train/checkpoint";
import { engineKeeper } from "../train/kept-engine";
import { lockAt } from "../train/lock";
import { type Checkpoint, type Epoch, type Saved, train } from "../train/loop";
import { saveRun } from "../train/run-folder";
import { ENVIRONMENT_FILE, keepEnvironment } from "./execute/environment";
import { settleOnDisk, writeSoon } from "./execute/files";
import { appendEpoch, cutHistory, HISTORY_FILE } from "./execute/history";
import { Held, holding, requireSignOfLife, signOf } from "./execute/holding";
import { pulse, QUIET_START, type Teller } from "./execute/pulse";
import type { Planned } from "./executor";
import { measureFinished, missingMeasures } from "./measured";
import type { RunStore } from "./store";
import { sealed } from "./store/note";
import { FILES } from "./store/paths";
import type { RunRow } from "./store/row";

export interface ExecuteOptions extends Teller {
  store: RunStore;
  /** Aborted: the run is saved between two steps and left resumable. */
  signal: AbortSignal;
  /** Measures of the panel taken of the finished run. */
  measure: string[];
  /** Seconds between two checkpoints. */
  checkpointEvery: number;
  /** Told when the run is in the hands of this process. @param from where its checkpoint stood */
  onStart?(from?: { step: number; epoch: number }): void;
}

/** What came of one attempt at a run. */
export type Attempt =
  | { kind: "done"; row: RunRow }
  /** Another process has it. */
  | { kind: "held" }
  /** The signal came first. */
  | { kind: "interrupted" };

/** Milliseconds between two looks at a run that another process has. */
export const LOOK_MS = 1000;

/**
 * Executes a run and puts it into the store; one that is done already is not done again, one that another process has is waited for.
 * @returns undefined where the signal came first: the run is saved, and the same call goes on with it
 * @throws UserError for what no other attempt would mend: a diverged loss, other data than the checkpoint's, a store that cannot be written
 */
export async function executeRun(planned: Planned, options: ExecuteOptions): Promise<RunRow | undefined> {
  for (;;) {
    const attempt = await attemptRun(planned, options);
    if (attempt.kind === "done") return attempt.row;
    if (attempt.kind === "interrupted") return undefined;
    await delay(LOOK_MS, undefined, { signal: options.signal }).catch(() => undefined);
  }
}

/** As `executeRun`, but does not wait for another process. */
export async function attemptRun(planned: Planned, options: ExecuteOptions): Promise<Attempt> {
  const { store, signal, checkpointEvery } = options;
  if (signal.aborted) return { kind: "interrupted" };
  const folder = store.folderOf(planned.id);
  try {
    const isNew = (await store.statusOf(planned.id)) !== "done";
    if (isNew && (await trained(planned, folder, options)) === "interrupted") return { kind: "interrupted" };
    const isMeasured = await measured(planned, folder, options);
    if (isMeasured === "interrupted") return { kind: "interrupted" };
    const known = isNew || isMeasured ? undefined : (await store.rowsOf([planned.id])).get(planned.id);
    return { kind: "done", row: known ?? (await store.noteDone(planned.id)) };
  } catch (error) {
    if (!(error instanceof Held)) throw error;
    await requireSignOfLife(folder, error, checkpointEvery);
    return { kind: "held" };
  }
}

/** Runs of a sweep that come one after the other mostly differ in their seed alone. */
const engines = engineKeeper();

/** Another process finished the run before the lock was ours. */
class AlreadyDone extends Error {}

/** Trains the run to its end and keeps its result. @throws Held */
async function trained({ id, run }: Planned, folder: string, options: ExecuteOptions): Promise<"finished" | "interrupted"> {
  const { store, signal, checkpointEvery, onStart } = options;
  const data = await keptData(run);
  const disk = checkpointIn({ folder, run, data, everySeconds: checkpointEvery });
  const sign = signOf(folder);
  const telling = pulse(id, run, data, options);
  let saved: readonly Epoch[] = [];
  const checkpoint: Checkpoint = {
    everySeconds: disk.everySeconds,
    async load(like) {
      const from = await holding(folder, () => disk.load(like));
      if ((await store.statusOf(id)) === "done") throw new AlreadyDone();
      saved = from?.progress.history ?? [];
      await begin(folder, run, from);
      return from;
    },
    async save(state) {
      await disk.save(state);
      saved = state.progress.history;
    },
    // Not closed by the training: the lock is held until its result is safe.
  };
  try {
    const result = await train(run, data, {
      signal,
      checkpoint,
      engine: engines.take,
      onStart: (from) => onStart?.(from && { step: from.progress.step, epoch: from.progress.epoch }),
      onStep: (step) => {
        sign();
        telling.onStep(step);
      },
      onEpoch: (epoch) => {
        sign();
        appendEpoch(folder, epoch);
        telling.onEpoch(epoch);
      },
    });
    if (result.ending === "interrupted") {
      // The epoch at hand was closed for the interruption alone.
      await cutHistory(folder, saved);
      return "interrupted";
    }
    const others = [FILES.config, ENVIRONMENT_FILE, HISTORY_FILE].map((name) => join(folder, name));
    await saveRun(folder, result, data, { text: (stored) => sealed(stored, folder), beside: () => settleOnDisk(others) });
    await disk.remove();
    return "finished";
  } catch (error) {
    if (error instanceof AlreadyDone) return "finished";
    throw error;
  } finally {
    await disk.close();
  }
}

/** Makes the folder say that the run is at work, or at work again. */
async function begin(folder: string, run: Run, from: Saved | undefined): Promise<void> {
  const config = `${canonicalJson(run)}\n`;
  const file = join(folder, FILES.config);
  const keepConfig = async () => {
    if ((await readFile(file, "utf8").catch(() => undefined)) !== config) await writeSoon(file, config);
  };
  await Promise.all([
    keepConfig(),
    // A result that is there at this point is damaged, else the run would count as done.
    ...[FILES.failure, FILES.result].map((name) => rm(join(folder, name), { force: true })),
    keepEnvironment(folder, run.seed, from !== undefined),
    cutHistory(folder, from?.progress.history ?? []),
  ]);
}

/** Seconds beyond the least that one pass of a measure over the examples may take, for each second that it should. */
const PASS_FACTOR = 30;

/** Takes the measures that are missing of a finished run. @returns whether there were any @throws Held */
async function measured({ run }: Planned, folder: string, options: ExecuteOptions): Promise<boolean | "interrupted"> {
  const { measure, signal, onSign } = options;
  const missing = await missingMeasures(folder, measure);
  if (missing.length === 0) return false;
  const lock = lockAt(join(folder, FILES.lock), `measures of ${run.network} on ${run.data}, batch ${run.batch}, seed ${run.seed}`);
  await holding(folder, () => lock.take());
  const sign = signOf(folder);
  let quiet = QUIET_START;
  const onPass = () => {
    sign();
    onSign?.(quiet);
  };
  try {
    onSign?.(quiet);
    await measureFinished(folder, missing, {
      signal,
      onEstimate: (_what, { seconds, passes }) => {
        quiet = PASS_FACTOR * (seconds / Math.max(1, passes));
        onPass();
      },
      onPass,
    });
    return true;
  } catch (error) {
    if (signal.aborted) return "interrupted";
    throw error;
  } finally {
    await lock.release();
  }
}
