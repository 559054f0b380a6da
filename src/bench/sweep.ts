/** `bench sweep`: what a sweep costs beside its trainings: a second process, pool and store a run, memory over many runs, the store of a hundred thousand, the queue. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { useBackend } from "../backend";
import { parseRun, type Run } from "../config";
import { loadData } from "../data";
import { UserError } from "../errors";
import { median } from "../stats/summary";
import { executeRun } from "../sweep/execute";
import type { Planned } from "../sweep/executor";
import { runId } from "../sweep/identity";
import { pool } from "../sweep/pool";
import { openStore } from "../sweep/store";
import { engineKeeper } from "../train/kept-engine";
import { train } from "../train/loop";
import { SWEEP_PARTS, type SweepPart } from "./sweep-parts";
import { benchQueue, redisServer } from "./sweep-queue";
import { benchStore } from "./sweep-store";
import { short } from "./units";

export interface SweepBenchRow {
  part: SweepPart;
  what: string;
  value: number;
  unit: string;
  /** What it is meant to be at most or at least; absent: no such number was set. */
  atMost?: number;
  atLeast?: number;
}

export interface SweepBenchOptions {
  parts?: readonly SweepPart[];
  /** Measurements of the pool, one and two processes in turn. Default 1. */
  rounds?: number;
  onProgress?(line: string): void;
}

/**
 * @returns the numbers of each part, one after the other
 * @throws UserError, before anything is measured, where a part needs a redis-server and there is none
 */
export async function benchSweep({ parts = SWEEP_PARTS, rounds = 1, onProgress }: SweepBenchOptions = {}): Promise<SweepBenchRow[]> {
  // What is missing is said before the minutes that the other parts take.
  if (parts.includes("queue")) redisServer();
  const rows: SweepBenchRow[] = [];
  for (const part of SWEEP_PARTS.filter((part) => parts.includes(part))) {
    onProgress?.(part);
    const say = (line: string) => onProgress?.(`  ${line}`);
    rows.push(...(await PARTS[part](rounds, say)).map((row) => ({ part, ...row })));
  }
  return rows;
}

type Row = Omit<SweepBenchRow, "part">;

const PARTS: Record<SweepPart, (rounds: number, say: (line: string) => void) => Promise<Row[]>> = {
  pool: benchPool,
  overhead: benchOverhead,
  memory: benchMemory,
  store: benchBigStore,
  queue: benchQueue,
};

const SMALL_RUNS = 200;

/** A run of about a third of a second. */
const small = (seed: number): Planned =>
  planned(parseRun({ network: "mlp", data: "glyphs", batch: 32, seed, until: "steps", steps: 1200, evaluateEvery: 1000 }));

/** A run that is next to nothing, so that all around it shows. */
const tiny = (seed: number): Planned =>
  planned(parseRun({ network: "mlp", data: "glyphs", trainSize: 100, batch: 50, seed, until: "steps", steps: 2, evaluateEvery: 1000 }));

const planned = (run: Run): Planned => ({ id: runId(run), run, recipe: "plain" });

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "largebatch-bench-sweep-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** 200 small runs by one process and by two, starting them included. */
async function benchPool(rounds: number, say: (line: string) => void): Promise<Row[]> {
  const seconds = new Map<number, number[]>([1, 2].map((processes) => [processes, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [processes, times] of seconds) {
      const began = performance.now();
      await inFolder((folder) => executeAll(folder, processes));
      times.push((performance.now() - began) / 1000);
      say(`${SMALL_RUNS} runs by ${processes} process${processes > 1 ? "es" : ""}: ${times.at(-1)?.toFixed(1)} s`);
    }
  }
  const [one, two] = [1, 2].map((processes) => median(seconds.get(processes) as number[])) as [number, number];
  return [
    { what: `${SMALL_RUNS} small runs, one process`, value: one, unit: "s" },
    { what: `${SMALL_RUNS} small runs, two processes`, value: two, unit: "s" },
    { what: "two processes against one", value: one / two, unit: "times as fast", atLeast: 1.8 },
  ];
}

async function executeAll(folder: string, processes: number): Promise<void> {
  const runs = Array.from({ length: SMALL_RUNS }, (_, i) => small(i + 1));
  const done = new Set<string>();
  await pool({ processes }).execute(runs, {
    store: openStore(folder),
    onEvent: (event) => void (event.kind === "done" && done.add(event.id)),
    signal: new AbortController().signal,
    measure: [],
    checkpointEvery: 60,
  });
  if (done.size !== runs.length) throw new UserError(`${runs.length - done.size} of ${runs.length} runs were not done.`);
}

const OVERHEAD_RUNS = 60;

/** Executing a run, store and checkpoint's folder and all, against training it alone, in turn in one warm process. */
async function benchOverhead(): Promise<Row[]> {
  await useBackend({ threads: 1 });
  return await inFolder(async (folder) => {
    const differences: number[] = [];
    const data = await loadData("glyphs", { trainSize: 100 });
    const execute = executor(folder);
    // As a worker does: one program for all.
    const engines = engineKeeper();
    for (let i = 0; i < OVERHEAD_RUNS; i++) {
      const run = tiny(i + 1);
      const alone = await timed(() => train(run.run, data, { engine: engines.take }));
      const executed = await timed(() => execute(run));
      // The first ones load and compile.
      if (i >= 10) differences.push(executed - alone);
    }
    engines.clear();
    return [{ what: "store and history of a run, beside its training", value: median(differences), unit: "ms", atMost: 20 }];
  });
}

const executor = (folder: string) => {
  const options = {
    store: openStore(folder),
    signal: new AbortController().signal,
    measure: [],
    checkpointEvery: 60,
    onProgress: () => undefined,
  };
  return (run: Planned) => executeRun(run, options);
};

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const MEMORY_RUNS = 1000;

/** One process that executes a thousand runs: what it holds after the first hundred, and at the end. */
async function benchMemory(_rounds: number, say: (line: string) => void): Promise<Row[]> {
  await useBackend({ threads: 1 });
  return await inFolder(async (folder) => {
    const execute = executor(folder);
    const held: number[] = [];
    for (let i = 1; i <= MEMORY_RUNS; i++) {
      await execute(tiny(i));
      if (i % 100 !== 0) continue;
      held.push(process.memoryUsage.rss() / 1e6);
      say(`${i} runs: ${held.at(-1)?.toFixed(0)} MB`);
    }
    const [first = Number.NaN] = held;
    const last = held.at(-1) as number;
    return [
      { what: "memory after 100 runs", value: first, unit: "MB" },
      { what: "memory after 1,000 runs", value: last, unit: "MB" },
      { what: "growth a run", value: ((last - first) * 1000) / (MEMORY_RUNS - 100), unit: "kB" },
    ];
  });
}

async function benchBigStore(_rounds: number, say: (line: string) => void): Promise<Row[]> {
  const { runs, rebuildMs, listMs, filterMs, knownMs, exportCsvMs, exportParquetMs, rssMB } = await benchStore({ onProgress: say });
  const of = `of ${runs.toLocaleString("en")} runs`;
  const seconds = (what: string, ms: number, atMost?: number): Row => ({
    what,
    value: ms / 1000,
    unit: "s",
    ...(atMost ? { atMost } : {}),
  });
  return [
    seconds(`index ${of}, made anew`, rebuildMs),
    seconds(`list ${of}`, listMs, 2),
    seconds(`filter ${of}`, filterMs, 2),
    seconds("100 known runs", knownMs),
    seconds(`CSV ${of}`, exportCsvMs, 20),
    seconds(`Parquet ${of}`, exportParquetMs, 20),
    { what: "memory of that process", value: rssMB, unit: "MB" },
  ];
}

/** The rows as a Markdown table. */
export function sweepTable(rows: readonly SweepBenchRow[]): string {
  const reach = ({ atMost, atLeast }: SweepBenchRow) =>
    atMost !== undefined ? `≤ ${atMost}` : atLeast !== undefined ? `≥ ${atLeast}` : "";
  return [
    "| what | value | meant to be |",
    "|---|---|---|",
    ...rows.map((row) => `| ${row.what} | ${short(row.value)} ${row.unit} | ${reach(row)} |`),
  ].join("\n");
}
