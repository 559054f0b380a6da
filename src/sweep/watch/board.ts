/** What a live page shows of a sweep: each run's state, made from what the executor tells. No clock, no network. */
import type { SweepEvent } from "../executor";
import { runName } from "../grid";
import type { SweepStage } from "../sweep";

export type BoardState = "waiting" | "running" | "done" | "failed";

/** A run on the page. */
export interface BoardRun {
  id: string;
  name: string;
  state: BoardState;
  /** Of its end, 0 to 1. */
  share: number;
  epoch?: number;
  step?: number;
  /** Nats. */
  loss?: number;
  /** Of the evaluation set, 0 to 1. */
  accuracy?: number;
  memoryMB?: number;
  /** How often it was started anew. */
  retries: number;
  error?: string;
  /** Curve of the loss: step and nats, at most MOST_POINTS of them. */
  curve: [step: number, loss: number][];
}

export interface Board {
  onStage(stage: Omit<SweepStage, "stored">): void;
  onEvent(event: SweepEvent): void;
  /** Runs that have changed since version `since`, and the version now. */
  changes(since: number): { version: number; stage: string; total: number; runs: BoardRun[] };
}

/** Points that a curve keeps: every second one is dropped when there are more. */
export const MOST_POINTS = 200;

export function board(): Board {
  let version = 0;
  let stageName = "";
  const runs = new Map<string, BoardRun & { version: number }>();
  const change = (id: string, part: Partial<BoardRun>) => {
    const known = runs.get(id);
    if (!known) return;
    version++;
    runs.set(id, { ...known, ...part, version });
  };
  return {
    onStage({ name, runs: planned, toDo }) {
      version++;
      stageName = name;
      const open = new Set(toDo.map(({ id }) => id));
      for (const run of planned) {
        const state = open.has(run.id) ? "waiting" : "done";
        runs.set(run.id, { id: run.id, name: runName(run), state, share: state === "done" ? 1 : 0, retries: 0, curve: [], version });
      }
    },
    onEvent(event) {
      const known = runs.get(event.id);
      if (!known) return;
      if (event.kind === "started") change(event.id, { state: "running", retries: Math.max(0, event.attempt - 1) });
      else if (event.kind === "progress") {
        const { epoch, step, share, loss, accuracy, memoryMB } = event;
        const curve = known.curve.length >= MOST_POINTS ? known.curve.filter((_, i) => i % 2 === 0) : known.curve;
        const more = accuracy === undefined ? {} : { accuracy };
        change(event.id, { state: "running", epoch, step, share, loss, memoryMB, ...more, curve: [...curve, [step, loss]] });
      } else if (event.kind === "retrying") change(event.id, { state: "waiting", retries: event.attempt, error: event.error });
      else if (event.kind === "failed") change(event.id, { state: "failed", error: event.error });
      else {
        const { steps, epochs, testAccuracy, trainLoss } = event.row;
        const last = { step: steps, epoch: epochs, accuracy: testAccuracy, loss: trainLoss };
        change(event.id, {
          state: "done",
          share: 1,
          error: undefined,
          ...Object.fromEntries(Object.entries(last).filter(([, value]) => value !== undefined)),
        });
      }
    },
    changes: (since) => ({
      version,
      stage: stageName,
      total: runs.size,
      runs: [...runs.values()].filter((run) => run.version > since).map(({ version: _, ...run }) => run),
    }),
  };
}
