/** Keeps a folder to one process: a lock file says who has it; that of a process that is dead is taken over. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { open, readFile, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { z } from "zod";
import { UserError } from "../errors";

export interface Lock {
  /**
   * Takes the lock, or makes sure that it is still held.
   * @returns whether it was not held before
   * @throws UserError that names the process which has it, and says what to do
   */
  take(): Promise<boolean>;
  /** Gives the lock back, if it is held. */
  release(): Promise<void>;
}

const OWNER = z.object({
  pid: z.number().int().positive(),
  host: z.string(),
  /** Tells the process from another one that was given the same number later. */
  born: z.string(),
  /** When the lock was taken, as ISO 8601. */
  since: z.string(),
  /** What the process does, in words. */
  work: z.string(),
});
type Owner = z.infer<typeof OWNER>;

/** A lock that cannot be read is being written now; an older one was left by a power cut. Milliseconds. */
const UNWRITTEN_MS = 10_000;

/**
 * @param path of the lock file, in a folder that exists
 * @param work what holds the lock, in words
 */
export function lockAt(path: string, work: string): Lock {
  let mine: string | undefined;
  const held = async () => mine !== undefined && (await textOf(path)) === mine;
  return {
    async take() {
      if (await held()) return false;
      const owner: Owner = { pid: process.pid, host: hostname(), born: BORN, since: new Date().toISOString(), work };
      mine = undefined;
      const text = JSON.stringify({ ...owner, id: randomBytes(6).toString("hex") });
      for (let attempt = 0; !(await create(path, text)); attempt++) {
        if (attempt === 10) throw new UserError(`The lock ${path} cannot be taken. Delete it if no training runs in its folder.`);
        await clearAway(path);
      }
      mine = text;
      return true;
    },
    async release() {
      if (await held()) await rm(path, { force: true });
      mine = undefined;
    },
  };
}

/** Whether a process has the lock that lives, or may live; nothing is taken and nothing changed. @throws where the file cannot be read */
export async function isHeld(path: string): Promise<boolean> {
  const text = await textOf(path);
  if (text === undefined) return false;
  const owner = parse(text);
  return owner ? mayLive(owner) : isFresh(path);
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
}

/** @returns false where the file is there already */
async function create(path: string, text: string): Promise<boolean> {
  const file = await open(path, "wx").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST") return undefined;
    throw error;
  });
  if (!file) return false;
  try {
    // Not waited for the disk: no owner outlives a power cut.
    await file.writeFile(text);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return true;
}

/** Removes the lock of a process that is dead. @throws UserError where it may be alive */
async function clearAway(path: string): Promise<void> {
  const text = await textOf(path);
  if (text === undefined) return;
  const owner = parse(text);
  if (owner ? mayLive(owner) : await isFresh(path)) throw inUse(path, owner);
  // One at a time, and only what was looked at: else the lock of a process that has just taken it over could go.
  const guard = `${path}.stale`;
  if (!(await create(guard, ""))) {
    if (await isFresh(guard)) throw inUse(path, undefined);
    await rm(guard, { force: true });
    return;
  }
  try {
    if ((await textOf(path)) === text) await rm(path, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

function parse(text: string): Owner | undefined {
  try {
    return OWNER.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

async function isFresh(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs < UNWRITTEN_MS;
}

/** Of another machine nothing can be known. */
function mayLive({ pid, host, born }: Owner): boolean {
  if (host !== hostname()) return true;
  if (pid === process.pid) return born === BORN;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and another user's.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const now = birthOf(pid);
  return now === undefined || now === born;
}

/** The boot and the tick in which a process began; "" where it is dead and only not yet fetched by its parent; undefined where the system does not tell. */
function birthOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // After the program's name, which may hold blanks and parentheses: the state first, the start as the twentieth (proc_pid_stat(5)).
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return "";
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${fields[19]}`;
  } catch {
    return undefined;
  }
}

const BORN = birthOf(process.pid) ?? String(performance.timeOrigin);

function inUse(path: string, owner: Owner | undefined): UserError {
  const folder = dirname(path);
  const other = "or give another folder: one process a folder.";
  if (!owner) return new UserError(`${folder} is being taken by another process. Try again in ${UNWRITTEN_MS / 1000} seconds, ${other}`);
  const { pid, host, since, work } = owner;
  const doing = `since ${since}, for ${work}`;
  if (host !== hostname())
    return new UserError(
      `${folder} is in use by process ${pid} of the machine ${JSON.stringify(host)}, ${doing}. Let it end, ${other} If it runs no more, delete ${path}.`,
    );
  if (pid === process.pid) return new UserError(`${folder} is in use by this process (${pid}), ${doing}. Let that training end, ${other}`);
  return new UserError(`${folder} is in use by process ${pid}, ${doing}. Let it end or stop it (kill ${pid}), ${other}`);
}
