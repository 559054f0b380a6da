/** The executor on this machine: a pool of processes that a crash, a hang or a lack of memory in one run does not take along. */
import { UsageError, UserError } from "../errors";
import { LOOK_MS } from "./execute";
import { type Executor, type ExecutorOptions, MOST_RETRIES } from "./executor";
import { Agenda, type Job } from "./pool/agenda";
import { machineHere, memoryBound, type Place, type PlaceWish, placesFor } from "./pool/places";
import { type Ended, type PoolProcess, startProcess } from "./pool/process";
import { requireWritable } from "./store/writable";

export interface PoolOptions extends PlaceWish {
  /** Megabytes beyond which a process is replaced when its run is done. Default: its part of four fifths of the machine's memory, at most 2,000. */
  memoryMB?: number;
  /** Seconds without a sign that any run may take; slow ones may take more. Default: 60. */
  silence?: number;
}

/** Processes that end by themselves before they have ever come up, one after the other, until the pool gives up. */
const FALSE_STARTS = 3;

/** @throws UsageError for options that make no sense */
export function pool(options: PoolOptions = {}): Executor {
  const machine = machineHere();
  const places = placesFor(options, machine);
  const most = options.memoryMB ?? memoryBound(places.length, machine);
  if (!(most > 0)) throw new UsageError(`memoryMB must be a number of megabytes above 0, got ${options.memoryMB}.`);
  return {
    name: `${describePlaces(places)}, renewed beyond ${most.toLocaleString("en")} MB each`,
    async execute(runs, given) {
      if (runs.length === 0 || given.signal.aborted) return;
      requireWritable(given.store.folder);
      const agenda = new Agenda(runs);
      const trouble = new AbortController();
      const signal = AbortSignal.any([given.signal, trouble.signal]);
      signal.addEventListener("abort", () => agenda.close());
      if (signal.aborted) agenda.close();
      const falseStarts = { count: 0 };
      const crew = places.slice(0, runs.length).map(async (place) => {
        try {
          await serve({ place, agenda, most, falseStarts, silence: options.silence, options: { ...given, signal } });
        } catch (error) {
          trouble.abort();
          throw error;
        }
      });
      const failed = (await Promise.allSettled(crew)).find((ended) => ended.status === "rejected");
      if (failed) throw failed.reason;
    },
  };
}

function describePlaces(places: Place[]): string {
  const [first] = places;
  if (first?.name.startsWith("GPU")) return places.map(({ name }) => name).join(", ");
  const { LARGEBATCH_THREADS: threads } = first?.env ?? {};
  const each = threads === undefined ? "" : ` with ${threads} thread${threads === "1" ? "" : "s"} each`;
  return places.length === 1 ? `1 process${each.replace(" each", "")}` : `${places.length} processes${each}`;
}

interface Service {
  place: Place;
  agenda: Agenda;
  most: number;
  falseStarts: { count: number };
  silence: number | undefined;
  options: ExecutorOptions;
}

/** Keeps one place at work until nothing is left to do. */
async function serve(service: Service): Promise<void> {
  const { place, agenda, most, silence, options } = service;
  const { store, measure, checkpointEvery, signal, onEvent } = options;
  let worker: PoolProcess | undefined;
  try {
    for (let job = await agenda.take(); job; job = await agenda.take()) {
      const { planned, attempt } = job;
      const { id } = planned;
      if (worker?.gone) worker = undefined;
      worker ??= startProcess(place, silence);
      const ended = await worker.execute(
        planned,
        { store: store.folder, measure, checkpointEvery },
        {
          signal,
          onStarted: (from) => onEvent({ kind: "started", id, worker: place.name, attempt, ...(from ? { from } : {}) }),
          onProgress: onEvent,
        },
      );
      await settle(job, ended, worker, service);
      if (worker.gone || ended.kind === "crashed" || ended.kind === "interrupted" || worker.memoryMB > most) {
        await worker.end();
        worker = undefined;
      }
    }
  } finally {
    await worker?.end();
  }
}

/** Tells what became of a run, or has it done again. @throws UserError where no run can be kept any more, or no process started */
async function settle(job: Job, ended: Ended, worker: PoolProcess, { agenda, falseStarts, options }: Service): Promise<void> {
  const { store, signal, onEvent } = options;
  const { id, run } = job.planned;
  if (worker.falseStart) falseStarts.count++;
  else if (worker.ready) falseStarts.count = 0;
  if (ended.kind === "unwritable") throw unwritable(ended.error);
  if (ended.kind === "held") agenda.putOff(job, LOOK_MS);
  else if (ended.kind === "done") {
    onEvent({ kind: "done", id, row: ended.row });
    agenda.settle();
  } else if (signal.aborted) agenda.settle();
  else if (falseStarts.count >= FALSE_STARTS) throw new UserError(`The processes of the pool do not come up: ${errorOf(ended)}`);
  else if (ended.kind !== "failed" && job.attempt <= MOST_RETRIES) {
    onEvent({ kind: "retrying", id, attempt: job.attempt + 1, error: errorOf(ended) });
    agenda.giveBack({ ...job, attempt: job.attempt + 1 });
  } else {
    const failure = { error: errorOf(ended), attempts: job.attempt };
    await store.noteFailure(id, run, failure);
    onEvent({ kind: "failed", id, ...failure });
    agenda.settle();
  }
}

const errorOf = (ended: Ended): string => ("error" in ended ? ended.error : "its process was told to end");

const unwritable = (error: string): UserError =>
  new UserError(`${error}\nThe sweep stops here. What is done is kept: when this is mended, start the same sweep again, and it goes on.`);
