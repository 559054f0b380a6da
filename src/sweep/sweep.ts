/** Runs a sweep: takes from the store what is done, tunes learning rates where the rule says so, and has the rest executed. */
import { defaultSignal } from "../signal";
import type { Executor, Planned, SweepEvent } from "./executor";
import { cellName, planRuns, runName, type SweepInput, tuningRuns } from "./grid";
import { missingMeasures } from "./measured";
import { parseSweep } from "./parse";
import { pool } from "./pool";
import { requireStoredData } from "./same-data";
import { isSettled, statusOf } from "./status";
import { openStore, type RunStore } from "./store";
import type { RunRow } from "./store/row";
import { type TunedRate, tuneRates } from "./tune";

/** Seconds between two checkpoints, unless told. */
const CHECKPOINT_SECONDS = 60;

/** What is about to be executed. A sweep whose rates are tuned has two stages, others have the second one. */
export interface SweepStage {
  name: "tuning" | "runs";
  /** All runs of the stage. */
  runs: Planned[];
  /** Those that are not in the store. */
  toDo: Planned[];
  /** Who executes them; absent where nothing is to do. */
  executor?: string;
  /** Finished runs of the store, as far as they may tell how long those will be that end when the loss stalls. */
  stored: readonly RunRow[];
}

export interface SweepOptions {
  /** Default: the folder LARGEBATCH_RUNS, else data/runs. */
  store?: RunStore;
  /** Default: a pool of processes on this machine. */
  executor?: Executor;
  /** Told before each stage. */
  onStage?(stage: SweepStage): void;
  onEvent?(event: SweepEvent): void;
  /** Told what a reader should know, a sentence at a time. */
  onNote?(note: string): void;
  /** Aborted: runs at hand are saved, and the same sweep goes on with them. Default: in a notebook, that of the cell. */
  signal?: AbortSignal;
  /** Seconds between two checkpoints of a run; default: 60. */
  checkpointEvery?: number;
}

/** What is missing of a sweep, and why. */
export interface SweepFailure {
  /** Of the run; absent for runs that have no learning rate, and so no id. */
  id?: string;
  /** For people: "F1 on mnist, batch 256, seed 3". */
  what: string;
  error: string;
  attempts?: number;
}

export interface SweepResult {
  /** A row a finished run, seed by seed. */
  rows: RunRow[];
  failed: SweepFailure[];
  /** Runs that this call took from the store, also those that another sweep finished meanwhile; and runs that it had executed. Tuning included. */
  taken: number;
  executed: number;
  /** The signal came first: what is missing is neither done nor failed. */
  interrupted: boolean;
  /** Where the rates were tuned: those chosen, and what they were chosen from. */
  rates: TunedRate[];
  /** What the reader was told with `onNote`. */
  notes: string[];
}

/**
 * Runs a sweep to its end. Called again, it takes what is done from the store, in milliseconds, and goes on with the rest.
 * A run that failed is named in the result and keeps no other from being executed; the next call tries it again, unless it diverged.
 * @throws UsageError for a sweep that is wrong, UserError where the store or the executor cannot work at all
 */
export async function sweep(input: SweepInput, options: SweepOptions = {}): Promise<SweepResult> {
  const plan = parseSweep(input);
  const notes: string[] = [];
  const note = (line: string) => {
    notes.push(line);
    options.onNote?.(line);
  };
  plan.notes.forEach(note);
  const session: Session = {
    store: options.store ?? openStore(),
    executor: () => options.executor ?? pool(),
    signal: options.signal ?? defaultSignal() ?? new AbortController().signal,
    options,
  };
  const tuning = await runStage("tuning", tuningRuns(plan), [], session);
  const tuned = tuneRates(plan, (id) => tuning.rows.get(id));
  tuned.notes.forEach(note);
  const planned = planRuns(plan, tuned.rates);
  const runs = await runStage("runs", planned, plan.measure, session);
  return {
    rows: planned.flatMap(({ id, recipe }) => {
      const row = runs.rows.get(id);
      return row?.status === "done" ? [{ ...row, recipe }] : [];
    }),
    // A tuning run that failed is told with the cell that it leaves without a rate.
    failed: [...(tuning.missing ? [] : tuned.untuned.map(({ cell, error }) => ({ what: cellName(cell), error }))), ...runs.failed],
    taken: tuning.taken + runs.taken,
    executed: tuning.executed + runs.executed,
    interrupted: tuning.missing || runs.missing,
    rates: tuned.rates,
    notes,
  };
}

interface Session {
  store: RunStore;
  /** Made when it is needed. */
  executor(): Executor;
  signal: AbortSignal;
  options: SweepOptions;
}

interface Stage {
  /** What the store has of its runs at the end. */
  rows: ReadonlyMap<string, RunRow>;
  failed: SweepFailure[];
  taken: number;
  executed: number;
  /** Whether a run is neither done nor failed. */
  missing: boolean;
}

async function runStage(name: SweepStage["name"], runs: Planned[], measure: string[], session: Session): Promise<Stage> {
  if (runs.length === 0) return { rows: new Map(), failed: [], taken: 0, executed: 0, missing: false };
  const { store, signal, options } = session;
  const ids = runs.map(({ id }) => id);
  const before = await store.rowsOf(ids);
  const wasSettled = (id: string) => isSettled(statusOf(before.get(id)));
  const unmeasured = await lacking(
    store,
    measure,
    ids.filter((id) => before.get(id)?.status === "done"),
  );
  const toDo = runs.filter(({ id }) => unmeasured.has(id) || !wasSettled(id));
  const open = new Set(toDo.map(({ id }) => id));
  const executor = toDo.length > 0 && !signal.aborted ? session.executor() : undefined;
  const stored = executor && options.onStage ? await tellingOf(toDo, store) : [];
  options.onStage?.({ name, runs, toDo, stored, ...(executor ? { executor: executor.name } : {}) });
  const { started, done, failures } = executor ? await execute(toDo, executor, { before, measure }, session) : NOTHING;
  const executed = [...done].filter((id) => started.has(id)).length;
  const rows = executor ? await store.rowsOf(ids) : before;
  const ends = runs.map((run) =>
    endOf(run, {
      row: rows.get(run.id),
      failure: failures.get(run.id),
      interrupted: signal.aborted && open.has(run.id) && !done.has(run.id),
    }),
  );
  return {
    rows,
    failed: ends.flatMap((end) => (typeof end === "object" ? [end] : [])),
    taken: runs.length - toDo.length + (done.size - executed),
    executed,
    missing: ends.includes("missing"),
  };
}

/** Stored runs of the networks and data of those that end when the loss stalls. */
async function tellingOf(runs: readonly Planned[], store: RunStore): Promise<RunRow[]> {
  const stalling = runs.filter(({ run }) => run.until === "stall");
  if (stalling.length === 0) return [];
  const network = [...new Set(stalling.map(({ run }) => run.network))];
  return store.rows({ network, data: [...new Set(stalling.map(({ run }) => run.data))], status: "done" });
}

/** What the executor told, by id. */
interface Told {
  /** Taken in hand for this call; of others another sweep was at work on them, or they were measured alone. */
  started: ReadonlySet<string>;
  done: ReadonlySet<string>;
  failures: ReadonlyMap<string, { error: string; attempts: number }>;
}

const NOTHING: Told = { started: new Set(), done: new Set(), failures: new Map() };

/** Has runs executed, and hears what becomes of them. @param before rows of the whole stage */
async function execute(
  toDo: Planned[],
  executor: Executor,
  { before, measure }: { before: ReadonlyMap<string, RunRow>; measure: string[] },
  { store, signal, options }: Session,
): Promise<Told> {
  const failures = new Map<string, { error: string; attempts: number }>();
  const [started, done] = [new Set<string>(), new Set<string>()];
  await requireStoredData(toDo, before, { store, onProgress: options.onNote });
  const onEvent = (event: SweepEvent) => {
    if (event.kind === "started") started.add(event.id);
    if (event.kind === "failed") failures.set(event.id, event);
    if (event.kind === "done") done.add(event.id);
    options.onEvent?.(event);
  };
  const { checkpointEvery = CHECKPOINT_SECONDS } = options;
  await executor.execute(toDo, { store, onEvent, signal, measure, checkpointEvery });
  return { started, done, failures };
}

interface Known {
  row: RunRow | undefined;
  failure: { error: string; attempts: number } | undefined;
  /** The signal came before its end, or before the end of its measures. */
  interrupted: boolean;
}

function endOf(planned: Planned, { row, failure, interrupted }: Known): "done" | "missing" | SweepFailure {
  const named = { id: planned.id, what: runName(planned) };
  if (failure) return { ...named, error: failure.error, attempts: failure.attempts };
  if (interrupted) return "missing";
  if (row?.status === "done") return "done";
  return { ...named, error: row?.error ?? "it was neither finished nor reported; start the sweep again" };
}

/** Runs at a time whose measures are looked for. */
const AT_A_TIME = 32;

/** Those of some finished runs that lack a measure. */
async function lacking(store: RunStore, measure: string[], ids: string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (let at = 0; measure.length > 0 && at < ids.length; at += AT_A_TIME) {
    await Promise.all(
      ids.slice(at, at + AT_A_TIME).map(async (id) => {
        // What cannot be read is the executor's to mend or to report.
        const missing = await missingMeasures(store.folderOf(id), measure).catch(() => measure);
        if (missing.length > 0) found.add(id);
      }),
    );
  }
  return found;
}
