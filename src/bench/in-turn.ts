/** Measures workers in turn, all of them ready and resting, in an order that rotates. */
import { UserError } from "../errors";
import type { Worker } from "./process";
import { type Spread, spreadOf } from "./step";

/** A measurement lasts at least this long, milliseconds. */
const SAMPLE_MS = 500;

export interface InTurnOptions {
  rounds: number;
  /** Largest relative difference of the first values that still counts as the same work. */
  sameWork: number;
  onProgress?(line: string): void;
}

type Engines = Record<string, () => Promise<Worker>>;

/**
 * @param engines how to start each; the first one is ours
 * @returns milliseconds a repetition
 * @throws UserError for a worker that ends early, or does other work than the first
 */
export async function measureInTurn(engines: Engines, options: InTurnOptions): Promise<Record<string, Spread>> {
  const times = Object.entries(await timesInTurn(engines, options));
  return Object.fromEntries(times.map(([name, values]) => [name, spreadOf(values)]));
}

/** As `measureInTurn`. @returns the time of each round, so that what was measured side by side can be compared */
export async function timesInTurn(engines: Engines, options: InTurnOptions): Promise<Record<string, number[]>> {
  const workers: [string, Worker][] = [];
  try {
    for (const [name, start] of Object.entries(engines)) workers.push([name, await start()]);
    const [first] = workers;
    for (const [name, { losses }] of workers) requireSameWork(name, losses, first?.[1].losses ?? [], options.sameWork);
    const times = new Map(workers.map(([name]) => [name, [] as number[]]));
    const repetitions = new Map<string, number>();
    for (const [name, { measure }] of workers) {
      await measure(1);
      // By the clock: what a worker tells may be of a part of a repetition, as a step is of an epoch.
      const began = performance.now();
      await measure(1);
      repetitions.set(name, Math.max(1, Math.ceil(SAMPLE_MS / (performance.now() - began))));
    }
    for (let round = 0; round < options.rounds; round++) {
      const at = round % workers.length;
      for (const [name, { measure }] of [...workers.slice(at), ...workers.slice(0, at)]) {
        times.get(name)?.push((await measure(repetitions.get(name) as number)).ms);
      }
      options.onProgress?.(`round ${round + 1} of ${options.rounds}`);
    }
    return Object.fromEntries(times);
  } finally {
    for (const [, worker] of workers) worker.end();
  }
}

function requireSameWork(name: string, values: number[], reference: number[], tolerance: number): void {
  reference.forEach((expected, i) => {
    const value = values[i] as number;
    if (!(Math.abs(value - expected) <= tolerance * Math.abs(expected))) {
      throw new UserError(`${name} does other work: its number ${i + 1} is ${value}, ours ${expected}.`);
    }
  });
}
