/** Small runs of a sweep that take a second or less, and what their tests share. */
import { parseRun, type RunInput } from "../../src/config";
import type { ExecutorOptions, Planned, SweepEvent } from "../../src/sweep/executor";
import { numbersOf } from "../../src/sweep/faults/compare";
import { runId } from "../../src/sweep/identity";
import { openStore, type RunStore } from "../../src/sweep/store";

/** A run of some milliseconds: 4 epochs of 4 steps. */
export function planned(settings: Partial<RunInput> = {}): Planned {
  const small = { network: "mlp", data: "glyphs", trainSize: 200, batch: 50, optimizer: "momentum", until: "epochs", epochs: 4 } as const;
  const run = parseRun({ ...small, evaluateEvery: 2, ...settings });
  return { id: runId(run), run, recipe: "plain" };
}

/** A run of about two seconds, so that there is time to strike: 160 epochs of 100 steps. */
export const longer = (settings: Partial<RunInput> = {}): Planned =>
  planned({ trainSize: 2000, batch: 20, epochs: 160, evaluateEvery: 1000, ...settings });

/** All numbers of a finished run in a store, read back from its files. */
export const numbersIn = async (store: RunStore | string, id: string) =>
  numbersOf(await (typeof store === "string" ? openStore(store) : store).load(id));

/** Options of an executor, and the events that it tells. */
export function listening(store: RunStore, options: Partial<ExecutorOptions> = {}): ExecutorOptions & { events: SweepEvent[] } {
  const events: SweepEvent[] = [];
  const { onEvent, ...rest } = options;
  return {
    store,
    signal: new AbortController().signal,
    measure: [],
    checkpointEvery: 60,
    ...rest,
    events,
    onEvent(event) {
      events.push(event);
      onEvent?.(event);
    },
  };
}

export const ofKind = <K extends SweepEvent["kind"]>(events: SweepEvent[], kind: K) =>
  events.filter((event): event is Extract<SweepEvent, { kind: K }> => event.kind === kind);
