/** Runs in the hands of another process: found by the checkpoint's lock, waited for while its owner gives signs of life. */
import { utimesSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../errors";
import { LOCK_FILE } from "../../train/checkpoint";

/** Another process has the run. */
export class Held extends Error {
  /** @param why in words, with what to do where that process is not there any more */
  constructor(readonly why: UserError) {
    super(why.message);
  }
}

/** How long the owner of a lock may be silent, milliseconds, at least: its evaluations may last. */
const SILENT_MS = 10 * 60_000;
/** ... and at least so many times as long as it takes between two checkpoints. */
const CHECKPOINTS = 10;
/** Milliseconds between two signs of an owner. */
const SIGN_MS = 10_000;
/** A lock that was given back between a refusal and our look is asked for again. */
const TRIES = 3;

const lockOf = (folder: string) => join(folder, LOCK_FILE);

/** When the lock in a folder was taken or last gave a sign; undefined where there is none. */
const signAt = async (folder: string): Promise<number | undefined> => (await stat(lockOf(folder)).catch(() => undefined))?.mtimeMs;

/**
 * Does what takes the lock of a folder.
 * @throws Held where another process has it; else what `take` throws
 */
export async function holding<T>(folder: string, take: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await take();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      // `take` gives back what it has taken when it fails, so a lock that is there is another's.
      if ((await signAt(folder)) !== undefined) throw new Held(error);
      if (attempt === TRIES) throw error;
    }
  }
}

/** @throws UserError, what `held` says, where the lock's owner has given no sign for long: it hangs, or belongs to a machine that is gone */
export async function requireSignOfLife(folder: string, held: Held, checkpointEvery: number): Promise<void> {
  const silent = Math.max(SILENT_MS, CHECKPOINTS * 1000 * checkpointEvery);
  const at = await signAt(folder);
  if (at !== undefined && Date.now() - at > silent) throw held.why;
}

/** The sign that the owner of a folder's lock gives: call it often, it costs little. */
export function signOf(folder: string): () => void {
  let last = performance.now();
  return () => {
    const now = performance.now();
    if (now - last < SIGN_MS) return;
    last = now;
    try {
      utimesSync(lockOf(folder), new Date(), new Date());
    } catch {
      // Without its lock the next saving of the checkpoint says what is wrong.
    }
  };
}
