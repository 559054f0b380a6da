/** Puts many stored runs through the panel, on all cores: what is measured is kept beside each run, so a second time takes it from there. */
import { type ChildProcess, spawn } from "node:child_process";
import { UserError } from "../errors";
import { type MeasureOptions, measureRun } from "../measure/panel/session";
import type { StoredMeasure } from "../measure/panel/stored";
import { inProject } from "../project";
import { defaultSignal } from "../signal";
import { machineHere, type Place, placesFor } from "./pool/places";
import { openStore, type RunStore } from "./store";
import type { RunRow } from "./store/row";

export interface MeasureRowsOptions extends Pick<MeasureOptions, "what" | "settings" | "seed" | "batchNorm" | "signal"> {
  /** Default: the folder LARGEBATCH_RUNS, else data/runs. */
  store?: RunStore;
  /** Default: one a core, or one a GPU. */
  processes?: number;
  /** Told after each run. */
  onRow?(done: number, of: number): void;
}

/** A run with what was measured of it. */
export interface RowMeasures<R = RunRow> {
  row: R;
  /** In the order of `what`. */
  measures: StoredMeasure[];
}

/**
 * Measures the runs of a sweep, each with the same settings, on all examples of the training set.
 * The first is measured here. If it was not in the store yet, the others are shared out to processes of `largebatch measure`, and read from the store.
 * @returns one entry a row, in their order
 * @throws as `measureRun` does; UserError where a process fails, with its last words
 */
export async function measureRows<R extends Pick<RunRow, "id">>(
  rows: readonly R[],
  { store = openStore(), processes, onRow, ...options }: MeasureRowsOptions,
): Promise<RowMeasures<R>[]> {
  const signal = options.signal ?? defaultSignal();
  const measured: RowMeasures<R>[] = [];
  let isFresh = false;
  for (const [i, row] of rows.entries()) {
    signal?.throwIfAborted();
    if (i === 1 && isFresh) {
      const folders = rows.slice(1).map(({ id }) => store.folderOf(id));
      await shareOut(folders, argumentsOf(options), placesFor({ ...(processes ? { processes } : {}) }, machineHere()), signal);
    }
    const onResult = (_stored: StoredMeasure, file: string | undefined) => {
      isFresh ||= file !== undefined;
    };
    measured.push({ row, measures: await measureRun(store.folderOf(row.id), { ...options, ...(signal ? { signal } : {}), onResult }) });
    onRow?.(i + 1, rows.length);
  }
  return measured;
}

/** The flags of `largebatch measure` that mean the same. */
function argumentsOf({ what, settings = {}, seed, batchNorm }: MeasureRowsOptions): string[] {
  const sets = Object.entries(settings)
    .filter(([name]) => what.includes(name))
    .flatMap(([name, own]) => Object.entries(own).flatMap(([key, value]) => ["--set", `${name}.${key}=${value}`]));
  return [
    ...["--what", what.join(","), ...sets],
    ...(seed === undefined ? [] : ["--seed", String(seed)]),
    ...(batchNorm === undefined ? [] : ["--batch-norm", batchNorm]),
  ];
}

/** Characters of what a process said last that are told when it fails. */
const WORDS = 2000;

/** Has the folders measured by a process a place; each takes every so-manieth of them. @throws UserError for the first process that fails; the others are ended */
async function shareOut(
  folders: readonly string[],
  flags: readonly string[],
  places: readonly Place[],
  signal?: AbortSignal,
): Promise<void> {
  if (places.length < 2 || folders.length < 2) return;
  const stop = new AbortController();
  const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const shares = places.map((place, i) => ({ place, own: folders.filter((_, at) => at % places.length === i) }));
  const ended = shares.filter(({ own }) => own.length > 0).map(({ place, own }) => measuring([...own, ...flags], place, either));
  try {
    await Promise.all(ended);
  } catch (error) {
    stop.abort();
    await Promise.allSettled(ended);
    throw error;
  }
}

function measuring(args: readonly string[], { name, env }: Place, signal: AbortSignal): Promise<void> {
  const child: ChildProcess = spawn(process.execPath, [inProject("dist/cli.js"), "measure", ...args], {
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: "2", ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let words = "";
  child.stderr?.on("data", (data) => {
    words = (words + data).slice(-WORDS);
  });
  const end = () => child.kill();
  signal.addEventListener("abort", end, { once: true });
  if (signal.aborted) end();
  return new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      signal.removeEventListener("abort", end);
      if (code === 0) resolve();
      else reject(signal.aborted ? signal.reason : new UserError(`Measuring failed in ${name} (exit code ${code}): ${words.trim()}`));
    });
  });
}
