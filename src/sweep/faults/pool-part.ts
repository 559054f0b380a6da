/** The pool under fire: sweeps whose workers and coordinator are killed again and again, and begun anew until they are done. */
import { join } from "node:path";
import { keep, start } from "./command";
import { childrenOf, commandOf, startKiller, type Victim } from "./killer";
import type { FaultReport, Part } from "./part";
import { CHECKPOINT, PROCESSES, type Struck, type SweepFaultOptions, type Target, underFire } from "./under-fire";

export const poolPart: Part = { name: "pool", run: (options) => poolFaults(options) };

/** Strikes until the number of kills is reached, a sweep after the other, and compares each with an undisturbed one. */
export const poolFaults = (options: SweepFaultOptions): Promise<FaultReport> => underFire(poolPart.name, options, strikeSweep);

async function strikeSweep({ file, place, ...options }: Target): Promise<Struck> {
  const args = ["sweep", file, "--processes", String(PROCESSES), "--checkpoint-every", String(CHECKPOINT), "--json"];
  const coordinator = keep(() => start(args, { LARGEBATCH_RUNS: join(place, "runs") }));
  const killer = startKiller({ ...options, victims: () => victimsOf(coordinator.pid()) });
  try {
    const wrong = await coordinator.finished;
    return { killer, starts: coordinator.starts(), wrong };
  } finally {
    killer.stop();
  }
}

/** The coordinator and its workers. */
function victimsOf(coordinator: number | undefined): Victim[] {
  if (coordinator === undefined) return [];
  const workers = childrenOf(coordinator).filter((child) => commandOf(child).includes("worker.js"));
  // One that is only just starting is no target worth a strike.
  if (workers.length === 0) return [];
  return [{ pid: coordinator, kind: "coordinators" }, ...workers.map((worker) => ({ pid: worker, kind: "workers" }))];
}
