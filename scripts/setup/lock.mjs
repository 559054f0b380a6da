/** One set-up at a time in a checkout: a lock file that names its holder, and is taken over when the holder is dead. */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** A file without a holder's name is a holder caught between creating and writing it, for at most this long. */
const UNSIGNED_MS = 5_000;

/**
 * When process `pid` began, as the kernel counts it: tells a process from a later one with the same number.
 * Null where that cannot be read or there is no such process.
 */
export function startTime(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // the program's name, in brackets, may hold spaces; the start time is the 22nd field, the 20th after the name
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

/** Whether the process that a note `{pid, started}` names still runs. */
export function isAlive({ pid, started }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== "EPERM") return false;
  }
  const now = startTime(pid);
  return !started || !now || now === started;
}

/** This process as a note `{pid, started}`. */
export const signature = (pid = process.pid) => ({ pid, started: startTime(pid) });

/**
 * Takes the lock, waiting while a living process holds it.
 * @param {string} file the lock file
 * @param {{onWait?: (pid: number) => void, onTakeOver?: (pid: number) => void, everyMs?: number}} [hooks]
 * @returns {Promise<() => void>} gives the lock back
 */
export async function acquireLock(file, { onWait = () => {}, onTakeOver = () => {}, everyMs = 300 } = {}) {
  mkdirSync(dirname(file), { recursive: true });
  const mine = JSON.stringify(signature());
  let told = false;
  for (;;) {
    if (create(file, mine)) return () => release(file, mine);
    const text = read(file);
    if (text === null) continue;
    const holder = parse(text);
    if (holder ? isAlive(holder) : youngerThan(file, UNSIGNED_MS)) {
      if (!told) onWait(holder?.pid ?? 0);
      told = true;
      await pause(everyMs);
    } else if (removeStale(file, text)) {
      onTakeOver(holder?.pid ?? 0);
    }
  }
}

function create(file, text) {
  try {
    writeFileSync(file, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}

function parse(text) {
  try {
    const holder = JSON.parse(text);
    return Number.isInteger(holder?.pid) ? holder : null;
  } catch {
    return null;
  }
}

function youngerThan(file, ms) {
  try {
    return Date.now() - statSync(file).mtimeMs < ms;
  } catch {
    return true;
  }
}

// Two waiters may see the same dead holder: the rename lets one of them win, and what it took away is compared
// with what it saw, so that a lock taken in between is put back.
function removeStale(file, seen) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return false;
  }
  const taken = read(aside);
  rmSync(aside, { force: true });
  if (taken === seen) return true;
  create(file, taken);
  return false;
}

function release(file, mine) {
  if (read(file) === mine) rmSync(file, { force: true });
}
