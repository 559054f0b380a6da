/** What a sweep would do: its runs, which of them are in the store, and how long the others will take. Nothing is trained. */
import { type Basis, estimator, stepTimer, type Timer } from "./estimate";
import type { Planned } from "./executor";
import { ASSUMED_EPOCHS } from "./expected";
import { type CellRate, cellsOf, planRuns, type Sweep, type SweepInput, tuningRuns } from "./grid";
import { parseSweep } from "./parse";
import { machineHere, placesFor } from "./pool/places";
import { rateGrid } from "./rates";
import { isSettled, type PlanStatus, statusOf } from "./status";
import { openStore, type RunStore } from "./store";
import type { RunRow } from "./store/row";
import { tuneRates } from "./tune";

export interface PlannedRun extends Omit<Planned, "id"> {
  /** Absent: tuning will decide the learning rate, which is a part of the id. */
  id?: string;
  status: PlanStatus;
  /** Estimate, for a run that is still to do. */
  seconds?: number;
  basis?: Basis;
}

export interface Plan {
  /** Runs that choose learning rates; empty where they are not tuned. */
  tuning: PlannedRun[];
  runs: PlannedRun[];
  done: number;
  /** Those that an earlier sweep found to diverge. */
  diverged: number;
  toDo: number;
  /** Of all that is to do on `processes`, one run each at a time; measures of the panel not included. */
  seconds: number;
  processes: number;
  /** What the estimates rest on, a sentence each; empty where nothing is to do. */
  basis: string[];
  notes: string[];
}

export interface PlanOptions {
  /** Default: the project's. */
  store?: RunStore;
  /** Runs at a time; default: as many as a pool on this machine has processes. */
  processes?: number;
  /** Threads of one operation in each; a step is timed with as many. Default: as in a pool. */
  threads?: number;
  /** Default: times some steps here. */
  timer?: Timer;
}

/** @throws UsageError as `parseSweep` */
export async function planSweep(input: SweepInput, options: PlanOptions = {}): Promise<Plan> {
  const sweep = parseSweep(input);
  const places = placesFor({ processes: options.processes, threads: options.threads }, machineHere());
  const threads = places[0]?.env.LARGEBATCH_THREADS;
  const {
    store = openStore(),
    processes = places.length,
    timer = stepTimer(threads === undefined ? undefined : Number(threads)),
  } = options;
  const tries = tuningRuns(sweep);
  const known = await store.rowsOf(tries.map(({ id }) => id));
  const { rates } = tuneRates(sweep, (id) => known.get(id));
  const decided = planRuns(sweep, rates);
  for (const [id, row] of await store.rowsOf(decided.map((each) => each.id))) known.set(id, row);
  const tuning = tries.map((each) => withStatus(each, known));
  const runs = [...decided.map((each) => withStatus(each, known)), ...undecided(sweep, rates)];
  const open = [...tuning, ...runs].filter(({ status }) => !isSettled(status));
  const estimate = estimator(open.length > 0 ? await store.rows({ network: sweep.networks, data: sweep.data }) : [], timer);
  let assumed = false;
  for (const run of open) {
    const found = await estimate(run.run);
    run.seconds = found.seconds;
    run.basis = found.basis;
    assumed ||= found.assumed;
  }
  const count = (status: PlannedRun["status"]) => [...tuning, ...runs].filter((run) => run.status === status).length;
  return {
    tuning,
    runs,
    done: count("done"),
    diverged: count("diverged"),
    toDo: open.length,
    seconds: wall(tuning, processes) + wall(runs, processes),
    processes,
    basis: basisOf(open, assumed),
    notes: sweep.notes,
  };
}

const withStatus = (planned: Planned, known: ReadonlyMap<string, RunRow>): PlannedRun => ({
  ...planned,
  status: statusOf(known.get(planned.id)),
});

/** The runs of cells without a rate, with one from the middle of the grid: as long as with the one that will be found. */
function undecided(sweep: Sweep, rates: readonly CellRate[]): PlannedRun[] {
  if (sweep.rate.rule !== "tuned") return [];
  const grid = rateGrid(sweep.rate);
  const learningRate = grid[grid.length >> 1] as number;
  const missing = cellsOf(sweep)
    .map(({ network, recipe, batch }) => ({ network, recipe: recipe.name, batch, learningRate }))
    .filter((cell) => !rates.some((rate) => rate.network === cell.network && rate.recipe === cell.recipe && rate.batch === cell.batch));
  return planRuns(sweep, missing).map(({ id: _, ...planned }) => ({ ...planned, status: "new" }));
}

/** Seconds around a training: for its files and its result; and, once a process, for TensorFlow, the data and the first program. As seen on two shared cores. */
const AROUND = { run: 0.15, process: 2 };

/** Time of a stage: no shorter than its longest run. */
function wall(runs: readonly PlannedRun[], processes: number): number {
  const each = runs.flatMap(({ seconds }) => (seconds === undefined ? [] : [seconds + AROUND.run]));
  if (each.length === 0) return 0;
  const { sum, longest } = each.reduce(({ sum, longest }, seconds) => ({ sum: sum + seconds, longest: Math.max(longest, seconds) }), {
    sum: 0,
    longest: 0,
  });
  return AROUND.process + Math.max(sum / processes, longest);
}

const BASES: Record<Basis, string> = {
  "like it": "by stored runs of the same network, data, batch, optimizer and budget",
  "stored steps": "by the time of a step in stored runs of the same network, data and batch",
  "timed step": "by a step that was timed here, on random data",
};

function basisOf(open: readonly PlannedRun[], assumed: boolean): string[] {
  const lines = (Object.keys(BASES) as Basis[]).flatMap((basis) => {
    const runs = open.filter((run) => run.basis === basis).length;
    return runs > 0 ? [`${runs} ${runs > 1 ? "runs" : "run"} ${BASES[basis]}`] : [];
  });
  const unknown = open.some(({ id }) => id === undefined);
  return [
    ...lines,
    ...(assumed ? [`a training until the loss stalls is taken to need ${ASSUMED_EPOCHS} epochs where no stored run tells`] : []),
    ...(unknown ? ["a run whose learning rate is still to be tuned counts as new"] : []),
  ];
}
