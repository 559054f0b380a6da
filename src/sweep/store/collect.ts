/** Clears away what nobody needs any more: half written files, locks of dead processes, checkpoints of finished runs; runs themselves only when asked to. */
import { randomBytes } from "node:crypto";
import { lstatSync, readdirSync } from "node:fs";
import { readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { lockAt } from "../../train/lock";
import { isRunId, NUMBERS_VERSION } from "../identity";
import { type Entry, readIndex, rewriteIndex } from "./index-file";
import { idsIn, isSame } from "./list";
import { COURSES_FOLDER, FILES, INDEX_FILE, MEASURES_FOLDER } from "./paths";
import { kindAt } from "./read";
import type { RunStatus } from "./row";
import { finishedRow, glance, isRunning, stateOf } from "./state";

export interface Garbage {
  /** Of the file, or of the folder of the run. */
  path: string;
  bytes: number;
  why: string;
}

export interface CollectOptions {
  /** Only what was last written so many milliseconds ago or earlier. Default: an hour, more than any file is in the writing. */
  olderMs?: number;
  /** Also runs of these statuses, whole. Default: none. */
  runs?: readonly Exclude<RunStatus, "running">[];
  /** Also runs of an older NUMBERS_VERSION, whole. */
  oldVersions?: boolean;
  /** Finds, and deletes nothing. */
  dryRun?: boolean;
}

export interface Collected {
  garbage: Garbage[];
  /** What should have gone and is still there, and why. */
  kept: { path: string; why: string }[];
}

/** What may go, and how. */
interface Candidate extends Garbage {
  take(): Promise<void>;
}

const HOUR_MS = 3_600_000;

/** A run in the hands of a living process is never touched. @throws UserError for a store that cannot be read */
export async function collectGarbage(store: string, options: CollectOptions = {}): Promise<Collected> {
  const { olderMs = HOUR_MS, dryRun } = options;
  const old = (path: string) =>
    Date.now() - Math.floor(lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY) >= olderMs;
  const collected: Collected = { garbage: [], kept: [] };
  const take = async ({ take, ...garbage }: Candidate) => {
    try {
      if (!dryRun) await take();
      collected.garbage.push(garbage);
    } catch (error) {
      collected.kept.push({ path: garbage.path, why: (error as Error).message });
    }
  };
  for (const candidate of await leftInStore(store)) if (old(candidate.path)) await take(candidate);
  for (const id of await idsIn(store)) {
    const folder = join(store, id);
    if (kindAt(folder) !== "folder") continue;
    const whole = await wholeRun(store, id, options);
    const candidates = whole ? [whole] : await leftInRun(folder, id);
    for (const candidate of candidates) if (old(candidate.path)) await take(candidate);
  }
  if (!dryRun) await compact(store).catch(() => undefined);
  return collected;
}

/** What is written before it gets its name, and guards of locks. */
const isPart = (name: string): boolean => /\.(part|stale)$/.test(name);

const bytesAt = (path: string): number => lstatSync(path, { throwIfNoEntry: false })?.size ?? 0;

const part = (path: string): Candidate => ({
  path,
  bytes: bytesAt(path),
  why: "left over by a process that was killed",
  take: () => rm(path, { recursive: true, force: true }),
});

async function leftInStore(store: string): Promise<Candidate[]> {
  const names = await readdir(store).catch((): string[] => []);
  return names
    .filter((name) => isPart(name) && (name.startsWith(INDEX_FILE) || isRunId(name.split(".")[0] ?? "")))
    .map((name) => part(join(store, name)));
}

/** What lies in the folder of a run and is of no use. */
async function leftInRun(folder: string, id: string): Promise<Candidate[]> {
  const names = namesIn(folder);
  const inside = (place: string) => namesIn(join(folder, place)).map((name) => join(place, name));
  const measures = names.includes(MEASURES_FOLDER) ? inside(MEASURES_FOLDER) : [];
  const courses = names.includes(COURSES_FOLDER) ? inside(COURSES_FOLDER).flatMap((course) => inside(join(course, MEASURES_FOLDER))) : [];
  const parts = [...names, ...measures, ...courses].filter(isPart);
  if (parts.length === 0 && !names.includes(FILES.lock) && !names.includes(FILES.checkpoint)) return [];
  if (await isRunning(folder)) return [];
  const found = parts.map((name) => part(join(folder, name)));
  if (names.includes(FILES.lock)) found.push(staleLock(folder));
  if (names.includes(FILES.checkpoint) && isDone(folder, id)) found.push(oldCheckpoint(folder, id));
  return found;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isDone(folder: string, id: string): boolean {
  try {
    return finishedRow(folder, id) !== undefined;
  } catch {
    return false;
  }
}

/** @throws UserError where another process has the run */
async function holding(folder: string, work: () => Promise<void>): Promise<void> {
  const lock = lockAt(join(folder, FILES.lock), "runs gc");
  await lock.take();
  try {
    await work();
  } finally {
    await lock.release();
  }
}

const staleLock = (folder: string): Candidate => {
  const path = join(folder, FILES.lock);
  // Taken over and given back: nobody else can take it in between.
  return { path, bytes: bytesAt(path), why: "lock of a process that is dead", take: () => holding(folder, async () => undefined) };
};

const oldCheckpoint = (folder: string, id: string): Candidate => {
  const path = join(folder, FILES.checkpoint);
  const take = () =>
    holding(folder, async () => {
      if (isDone(folder, id)) await rm(path, { force: true });
    });
  return { path, bytes: bytesAt(path), why: "checkpoint of a finished run", take };
};

/** The run itself, where it is asked to go. */
async function wholeRun(store: string, id: string, { runs = [], oldVersions = false }: CollectOptions): Promise<Candidate | undefined> {
  if (runs.length === 0 && !oldVersions) return undefined;
  const path = join(store, id);
  const row = (await stateOf(path, id))?.row;
  if (!row || row.status === "running") return undefined;
  const isOld = oldVersions && row.numbersVersion < NUMBERS_VERSION;
  if (!isOld && !runs.includes(row.status)) return undefined;
  const why = isOld
    ? `of version ${row.numbersVersion} of the numbers; now it is ${NUMBERS_VERSION}`
    : `${row.status}${row.error ? `: ${row.error}` : ""}`;
  // Under another name it is gone at once: what is left of it when this process is killed is no run.
  const gone = join(store, `${id}.${randomBytes(6).toString("hex")}.part`);
  const take = async () => {
    await holding(path, () => rename(path, gone));
    await rm(gone, { recursive: true, force: true });
  };
  return { path, bytes: sizeOfFolder(path), why, take };
}

function sizeOfFolder(folder: string): number {
  const sizes = namesIn(folder).map((name) =>
    kindAt(join(folder, name)) === "folder" ? sizeOfFolder(join(folder, name)) : bytesAt(join(folder, name)),
  );
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

/** Writes the index anew where more than half of it counts no more. */
async function compact(store: string): Promise<void> {
  const path = join(store, INDEX_FILE);
  const { entries, dead } = await readIndex(path);
  const live = [...entries.values()].filter(
    (entry): entry is Entry => entry !== undefined && isSame(entry.seen, glance(join(store, entry.row.id))),
  );
  if (dead + entries.size - live.length > live.length) await rewriteIndex(path, live);
}
