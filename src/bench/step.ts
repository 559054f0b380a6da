/** `bench step`: milliseconds a step of each network and batch, eager against compiled, and against the peers, in turn in the same run. */
import { totalmem } from "node:os";
import { UserError } from "../errors";
import { inProject } from "../project";
import { median } from "../stats/summary";
import { exportWork } from "./export";
import { peersPython, startWorker, type Worker } from "./process";
import { CELLS, type Cell } from "./work";

export interface Spread {
  median: number;
  min: number;
  max: number;
}

export interface StepRow {
  network: string;
  batch: number;
  /** Stock TensorFlow.js: a `tf.layers` model and its optimizer. Medians, milliseconds a step; null for an engine that could not do the work. */
  eagerMs: number | null;
  compiledMs: number | null;
  singleThreadMs: number | null;
  /** Two one-thread processes side by side: milliseconds a step of both together. */
  twoProcessesMs: number | null;
  /** Our own step, called operation by operation. */
  ownEagerMs: number | null;
  /** Of the compiled step. */
  examplesPerSecond: number | null;
  /** The better of the peer's default and one thread. */
  peers: Record<string, number>;
  /** Smallest and largest of the measurements, by engine. */
  spreads: Record<string, Spread>;
  /** Peak memory of each process, megabytes. */
  memoryMB: Record<string, number>;
}

export const PEERS = ["pytorch", "torchCompile", "jax", "keras"] as const;
export type Peer = (typeof PEERS)[number];

export interface StepOptions {
  /** Default: none. */
  peers?: readonly Peer[];
  /** Measurements of each engine, in turn. */
  rounds?: number;
  cells?: Cell[];
  onProgress?(line: string): void;
}

/** Largest relative difference of the first losses that still counts as the same work. */
const SAME_WORK = 1e-3;

/** @throws UserError when an engine does other work than ours, or the peers are not set up */
export async function benchStep({ peers = [], rounds = 5, cells = CELLS, onProgress }: StepOptions = {}): Promise<StepRow[]> {
  const python = peersPython(peers.length > 0);
  const rows: StepRow[] = [];
  for (const cell of cells) {
    onProgress?.(`${cell.network}, batch ${cell.batch}`);
    const say = (line: string) => onProgress?.(`  ${line}`);
    const row = await measureCell(cell, { python, names: peers }, rounds, say);
    say(
      Object.entries(row.spreads)
        .map(([name, { median }]) => `${name} ${median.toPrecision(3)}`)
        .join(", "),
    );
    rows.push(row);
  }
  return rows;
}

/** Starts an engine; called again for the second of two processes. */
type Engines = Map<string, () => Promise<Worker>>;

interface Peers {
  python: string;
  names: readonly Peer[];
}

async function measureCell(cell: Cell, peers: Peers, rounds: number, say: (line: string) => void): Promise<StepRow> {
  const work = peers.names.length > 0 ? exportWork(cell) : undefined;
  try {
    const engines = enginesOf(cell, peers, work?.folder ?? "");
    if (isTooLarge(cell)) {
      say(`without eager: it needs more than ${EAGER_BYTES / 1e9} GB of memory`);
      for (const name of ["eager", "ownEager"]) engines.delete(name);
    }
    // Large batches do not fit into memory all at once: there the turns are whole engines.
    const groups = cell.batch > PAIRED ? [...engines].map((engine) => new Map([engine])) : [engines];
    const measured: Measured = { losses: new Map(), times: new Map(), memory: {} };
    for (const group of groups) await measureTogether(group, rounds, measured, say);
    compareLosses(cell, measured.losses);
    return rowOf(cell, measured.times, measured.memory);
  } finally {
    work?.remove();
  }
}

function enginesOf({ network, batch }: Cell, { python, names }: Peers, folder: string): Engines {
  const ours = (kind: string, env: Record<string, string> = {}) =>
    startWorker([process.execPath, inProject("dist/bench/worker.js"), kind, network, String(batch)], env);
  const engines: Engines = new Map([
    ["compiled", () => ours("compiled")],
    ["eager", () => ours("eager")],
    ["ownEager", () => ours("ownEager")],
    ["singleThread", () => ours("compiled", { LARGEBATCH_THREADS: "1" })],
  ]);
  for (const peer of names) {
    const start = (env: Record<string, string>) =>
      startWorker([python, inProject("bench/peers", `${PEER_FILES[peer]}.py`), folder, peer], env);
    engines.set(peer, () => start({}));
    if (batch <= PAIRED) engines.set(oneThread(peer), () => start(ONE_THREAD));
  }
  return engines;
}

interface Measured {
  losses: Map<string, number[]>;
  times: Map<string, number[]>;
  memory: Record<string, number>;
}

/** Measures engines in turn, all of them ready and resting. One that cannot do the work is left out, and said. */
async function measureTogether(engines: Engines, rounds: number, measured: Measured, say: (line: string) => void): Promise<void> {
  const workers = new Map<string, Worker>();
  /** Engines that take no further turn: too slow for a second measurement, or ended early. */
  const gone = new Set<string>();
  let second: Worker | undefined;
  try {
    const without = (name: string) => (error: unknown) => {
      if (!(error instanceof UserError)) throw error;
      say(`without ${name}: ${error.message.split("\n").slice(0, 1).join()}`);
    };
    for (const [name, start] of engines) {
      const worker = await start().catch(without(name));
      if (worker) workers.set(name, worker);
    }
    const turns = [...workers].map(([name, worker]) => ({ name, measure: worker.measure }));
    const first = workers.get("singleThread");
    if (first && workers.size > 1) {
      second = await engines.get("singleThread")?.();
      const pair = [first, second as Worker];
      turns.push({ name: "twoProcesses", measure: (epochs) => together(pair, epochs) });
    }
    for (const [name, { losses }] of workers) measured.losses.set(name, losses);
    for (const { name } of turns) measured.times.set(name, []);
    const epochs = new Map<string, number>();
    for (const { name, measure } of turns) {
      const began = performance.now();
      const answer = await measure(1).catch(without(name));
      // An engine that ran out of memory: nothing else is lost.
      if (!answer) {
        measured.times.delete(name);
        gone.add(name);
        continue;
      }
      const { ms, memory } = answer;
      const epochMs = performance.now() - began;
      measured.memory[name] = Math.round(memory / 1e6);
      epochs.set(name, Math.ceil(SAMPLE_MS / epochMs));
      if (epochMs <= SLOW_MS) continue;
      say(`${name} takes ${Math.round(epochMs / 1000)} s an epoch: measured once`);
      measured.times.get(name)?.push(ms);
      gone.add(name);
    }
    for (let round = 0; round < rounds; round++) {
      // Each engine comes first once, so that none always follows the same one.
      for (const { name, measure } of [...turns.slice(round % turns.length), ...turns.slice(0, round % turns.length)]) {
        if (gone.has(name)) continue;
        const { ms, memory } = await measure(epochs.get(name) as number);
        measured.times.get(name)?.push(ms);
        measured.memory[name] = Math.round(memory / 1e6);
      }
    }
  } finally {
    for (const worker of [...workers.values(), second]) worker?.end();
  }
}

/** Memory from which on the eager engines are tried at C1 with batch 5,000: seen to need more than 24 GB. */
const EAGER_BYTES = 48e9;
const isTooLarge = ({ network, batch }: Cell): boolean => network === "C1" && batch >= 5000 && totalmem() < EAGER_BYTES;

/** A measurement lasts at least this long, in whole epochs. */
const SAMPLE_MS = 500;

/** An epoch that lasts longer is measured once. */
const SLOW_MS = 20_000;

/** Largest batch at which all engines are kept in memory at once. */
const PAIRED = 256;

/** Several workers at once. @returns milliseconds a step of all together, and their memory */
async function together(workers: Worker[], epochs: number): ReturnType<Worker["measure"]> {
  const results = await Promise.all(workers.map((worker) => worker.measure(epochs)));
  return {
    ms: 1 / results.reduce((rate, { ms }) => rate + 1 / ms, 0),
    memory: results.reduce((sum, { memory }) => sum + memory, 0),
  };
}

/** The name of a peer on one thread. */
export const oneThread = (peer: string): string => `${peer}OneThread`;

/** One thread for PyTorch, for JAX and for TensorFlow under Keras. */
const ONE_THREAD = {
  OMP_NUM_THREADS: "1",
  MKL_NUM_THREADS: "1",
  NPROC: "1",
  XLA_FLAGS: "--xla_cpu_multi_thread_eigen=false",
  TF_NUM_INTRAOP_THREADS: "1",
  TF_NUM_INTEROP_THREADS: "1",
};

const PEER_FILES: Record<Peer, string> = {
  pytorch: "pytorch",
  torchCompile: "pytorch",
  jax: "jax_scan",
  keras: "keras_fit",
};

/** @throws UserError for an engine whose first losses differ from the compiled one's */
export function compareLosses(cell: Cell, all: Map<string, number[]>): void {
  const reference = all.get("compiled") ?? [];
  for (const [name, losses] of all) {
    losses.forEach((loss, i) => {
      const other = reference[i] as number;
      if (Math.abs(loss - other) > SAME_WORK * Math.abs(other)) {
        throw new UserError(
          `${name} does other work on ${cell.network} at batch ${cell.batch}: its loss at step ${i + 1} is ${loss}, ours ${other}.`,
        );
      }
    });
  }
}

function rowOf({ network, batch }: Cell, times: Map<string, number[]>, memoryMB: Record<string, number>): StepRow {
  const spreads = Object.fromEntries([...times].map(([name, values]) => [name, spreadOf(values)]));
  const median = (name: string) => spreads[name]?.median ?? null;
  const compiledMs = median("compiled");
  return {
    network,
    batch,
    eagerMs: median("eager"),
    compiledMs,
    singleThreadMs: median("singleThread"),
    twoProcessesMs: median("twoProcesses"),
    ownEagerMs: median("ownEager"),
    examplesPerSecond: compiledMs && Math.round((1000 * batch) / compiledMs),
    peers: Object.fromEntries(PEERS.flatMap((peer) => bestOf(peer, spreads).map(({ median }) => [peer, median]))),
    spreads,
    memoryMB,
  };
}

/** The quicker of a peer's two ways, if it was measured at all. */
export const bestOf = (peer: string, spreads: Record<string, Spread>): Spread[] =>
  [spreads[peer], spreads[oneThread(peer)]]
    .flatMap((spread) => spread ?? [])
    .sort((a, b) => a.median - b.median)
    .slice(0, 1);

/** @param values at least one */
export const spreadOf = (values: number[]): Spread => ({ median: median(values), min: Math.min(...values), max: Math.max(...values) });
