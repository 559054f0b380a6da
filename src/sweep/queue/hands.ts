/** The processes of a worker that execute its runs: those of the pool, one a place, each given one run after the other. */
import type { Planned } from "../executor";
import { machineHere, memoryBound, type Place, placesFor } from "../pool/places";
import { type Ended, type PoolProcess, startProcess, type Watch } from "../pool/process";
import type { RunSettings } from "../pool/protocol";

/** `unfit`: this machine cannot execute any run. */
export type Executed = Ended | { kind: "unfit"; error: string };

/** Executes one run on this machine. */
export type Execute = (planned: Planned, settings: RunSettings, watch: Watch) => Promise<Executed>;

export interface Hands {
  execute: Execute;
  end(): Promise<void>;
}

/** Processes that end by themselves before they have ever come up, one after the other, until the machine counts as unfit. */
const FALSE_STARTS = 3;

/** Milliseconds that a process may take to save its run and leave it. */
const LEAVE_MS = 120_000;

/** @throws UsageError for a number that makes no sense */
export function makeHands(concurrency: number): Hands {
  const machine = machineHere();
  const free = placesFor({ processes: concurrency }, machine);
  const most = memoryBound(concurrency, machine);
  const processes = new Map<Place, PoolProcess>();
  let falseStarts = 0;

  async function at(place: Place, planned: Planned, settings: RunSettings, watch: Watch): Promise<Executed> {
    const process = processes.get(place) ?? startProcess(place);
    processes.set(place, process);
    let late: NodeJS.Timeout | undefined;
    const onAbort = () => {
      late = setTimeout(() => void process.end(), LEAVE_MS);
    };
    watch.signal.addEventListener("abort", onAbort, { once: true });
    try {
      const ended = await process.execute(planned, settings, watch);
      falseStarts = process.falseStart ? falseStarts + 1 : process.ready ? 0 : falseStarts;
      if (process.gone || ended.kind === "crashed" || ended.kind === "interrupted" || process.memoryMB > most) {
        processes.delete(place);
        await process.end();
      }
      if (falseStarts < FALSE_STARTS || !("error" in ended)) return ended;
      return { kind: "unfit", error: `The processes of this worker do not come up: ${ended.error}` };
    } finally {
      clearTimeout(late);
      watch.signal.removeEventListener("abort", onAbort);
    }
  }

  return {
    async execute(planned, settings, watch) {
      const place = free.shift();
      if (!place) throw new Error("A worker was given more runs than it has processes.");
      try {
        return await at(place, planned, settings, watch);
      } finally {
        free.unshift(place);
      }
    },
    async end() {
      await Promise.all([...processes.values()].map((process) => process.end()));
    },
  };
}
