/** How far a sweep has come, as data: what bars, lines and pages show of it. Pure: events in, the next state out. */
import { canonicalJson, type Run } from "../../config";
import { mostSteps, scheduleOf } from "../../train/remedies/schedule";
import type { Planned, SweepEvent } from "../executor";
import { examplesOf, expectedSteps } from "../expected";
import type { RunRow } from "../store/row";

/** A run at work. */
export interface Running {
  planned: Planned;
  /** Who has it. */
  worker: string;
  attempt: number;
  /** Seconds on the caller's clock. */
  since: number;
  /** Where it was resumed. */
  from?: { step: number; epoch: number };
  epoch: number;
  step: number;
  /** 0 to 1, and what it was when first heard of. */
  share: number;
  shareAtFirst?: number;
  /** Seconds on the caller's clock when the share was first heard of. */
  firstAt?: number;
  loss?: number;
  /** 0 to 1. */
  accuracy?: number;
}

/** Time that runs of a kind took here. */
interface Spent {
  seconds: number;
  runs: number;
}

export interface SweepCourse {
  total: number;
  done: number;
  failed: number;
  /** By id; those that nobody has begun. */
  waiting: ReadonlyMap<string, Planned>;
  /** By id, in the order of their start. */
  running: ReadonlyMap<string, Running>;
  /** Newest memory of each worker, megabytes, and the most that it had. */
  memory: ReadonlyMap<string, { now: number; most: number }>;
  /** By kind of run. */
  spent: ReadonlyMap<string, Spent>;
  /** By kind of run that ends when the loss stalls: at which share of its own limits it is expected to. */
  ends: ReadonlyMap<string, number>;
  /** When it began, seconds on the caller's clock. */
  began: number;
}

/** @param stored rows of finished runs, which tell when others will stall */
export const sweepStart = (runs: readonly Planned[], now: number, stored: readonly RunRow[] = []): SweepCourse => ({
  total: runs.length,
  done: 0,
  failed: 0,
  waiting: new Map(runs.map((planned) => [planned.id, planned])),
  running: new Map(),
  memory: new Map(),
  spent: new Map(),
  ends: endsOf(runs, stored),
  began: now,
});

function endsOf(runs: readonly Planned[], stored: readonly RunRow[]): SweepCourse["ends"] {
  const ends = new Map<string, number>();
  for (const planned of runs) {
    const { run } = planned;
    const kind = run.until === "stall" ? kindOf(planned) : undefined;
    if (kind !== undefined && !ends.has(kind)) ends.set(kind, expectedSteps(run, stored).steps / mostOf(run));
  }
  return ends;
}

const mostOf = (run: Run): number => mostSteps(scheduleOf(run, examplesOf(run)), examplesOf(run));

/** The share of its own limits at which a run is expected to end. */
const endOf = ({ ends }: SweepCourse, planned: Planned): number => (planned.run.until === "stall" ? (ends.get(kindOf(planned)) ?? 1) : 1);

/** Runs that differ in their seed alone take about the same time. */
const kindOf = ({ run }: Planned): string => canonicalJson({ ...run, seed: 0 });

const without = <V>(map: ReadonlyMap<string, V>, key: string): Map<string, V> => {
  const rest = new Map(map);
  rest.delete(key);
  return rest;
};

/** The state after an event. @param now seconds on the caller's clock */
export function sweepAfter(course: SweepCourse, event: SweepEvent, now: number): SweepCourse {
  const { id } = event;
  const running = course.running.get(id);
  if (event.kind === "started") {
    const planned = course.waiting.get(id) ?? running?.planned;
    if (!planned) return course;
    const { worker, attempt, from } = event;
    const begun: Running = {
      planned,
      worker,
      attempt,
      since: now,
      ...(from ? { from } : {}),
      epoch: from?.epoch ?? 0,
      step: from?.step ?? 0,
      share: 0,
    };
    return { ...course, waiting: without(course.waiting, id), running: new Map(without(course.running, id)).set(id, begun) };
  }
  if (event.kind === "progress") {
    if (!running) return course;
    const { epoch, step, share, loss, accuracy, memoryMB } = event;
    const first = running.shareAtFirst === undefined ? { shareAtFirst: share, firstAt: now } : {};
    const next: Running = { ...running, ...first, epoch, step, share, loss, accuracy: accuracy ?? running.accuracy };
    const most = Math.max(memoryMB, course.memory.get(running.worker)?.most ?? 0);
    const memory = new Map(course.memory).set(running.worker, { now: memoryMB, most });
    return { ...course, running: new Map(course.running).set(id, next), memory };
  }
  const left = { waiting: without(course.waiting, id), running: without(course.running, id) };
  if (event.kind === "retrying") {
    return running ? { ...course, running: left.running, waiting: new Map(course.waiting).set(id, running.planned) } : course;
  }
  const known = course.waiting.has(id) || running !== undefined;
  if (!known) return course;
  if (event.kind === "failed") return { ...course, ...left, failed: course.failed + 1 };
  return { ...course, ...left, done: course.done + 1, spent: running ? withTime(course.spent, running, now) : course.spent };
}

/** The time of a run that was resumed says nothing of a whole one. */
function withTime(spent: SweepCourse["spent"], { planned, since, from }: Running, now: number): SweepCourse["spent"] {
  if (from) return spent;
  const kind = kindOf(planned);
  const { seconds, runs } = spent.get(kind) ?? { seconds: 0, runs: 0 };
  return new Map(spent).set(kind, { seconds: seconds + now - since, runs: runs + 1 });
}

/** Shares of the expected way below this say too little about how long a run will take. */
const TELLING = 0.02;

/** Seconds that a run at work still needs; undefined where nothing tells, as of one that has not stalled where it was expected to. */
export function runSecondsLeft(course: SweepCourse, running: Running, now: number): number | undefined {
  const { planned, since, share, shareAtFirst = share, firstAt = now, from } = running;
  const usual = meanOf(course.spent.get(kindOf(planned)));
  const moved = share - shareAtFirst;
  const end = endOf(course, planned);
  const isTelling = moved > TELLING * end && now > firstAt && share <= end;
  const bySpeed = isTelling ? ((now - firstAt) / moved) * (end - share) : undefined;
  const byOthers = usual === undefined || from ? undefined : Math.max(0, usual - (now - since));
  return planned.run.until === "stall" ? (byOthers ?? bySpeed) : (bySpeed ?? byOthers);
}

/** How far a run at work is on its expected way, 0 to 1. */
export const runShare = (course: SweepCourse, { planned, share }: Running): number => Math.min(1, share / endOf(course, planned));

const meanOf = (spent: Spent | undefined): number | undefined => (spent && spent.runs > 0 ? spent.seconds / spent.runs : undefined);

/** Seconds until all runs are done, if the same number stays at work; undefined where nothing tells. */
export function secondsLeft(course: SweepCourse, now: number): number | undefined {
  const running = [...course.running.values()];
  const lefts = running.map((each) => ({ each, left: runSecondsLeft(course, each, now) }));
  const whole = new Map(course.spent);
  // A kind of which none has ended yet is as long as the one at work seems to become.
  for (const { each, left } of lefts) {
    const kind = kindOf(each.planned);
    if (!whole.has(kind) && left !== undefined && !each.from) whole.set(kind, { seconds: now - each.since + left, runs: 1 });
  }
  const known = [...whole.values()];
  const mean = meanOf({ seconds: known.reduce((sum, { seconds, runs }) => sum + seconds / runs, 0), runs: known.length });
  if (mean === undefined) return undefined;
  const ofRunning = lefts.map(({ left }) => left ?? mean);
  const ofWaiting = [...course.waiting.values()].map((planned) => meanOf(whole.get(kindOf(planned))) ?? mean);
  const sum = [...ofRunning, ...ofWaiting].reduce((a, b) => a + b, 0);
  return Math.max(sum / Math.max(1, running.length), ...ofRunning);
}

/** What is done of the whole, 0 to 1: runs that ended, and the shares of those at work. */
export function sweepShare(course: SweepCourse): number {
  const { total, done, failed, running } = course;
  if (total === 0) return 1;
  const open = [...running.values()].reduce((sum, each) => sum + runShare(course, each), 0);
  return Math.min(1, (done + failed + open) / total);
}
