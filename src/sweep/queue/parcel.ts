/** Puts bundles into Redis and takes them out: a bundle is a hash that is there as a whole or not at all, and only who holds the run's job may put one. */
import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Redis } from "ioredis";
import { UserError } from "../../errors";
import {
  type Bundle,
  type Manifest,
  MOST_MANIFEST_BYTES,
  MOST_PIECE_BYTES,
  parseManifest,
  pieceName,
  pieceOf,
  piecesOf,
  unpack,
} from "./bundle";
import { KEPT_SECONDS } from "./names";

/** Seconds after which a half upload of a dead process is dropped. */
const STAGING_SECONDS = 3600;

/** Commands that are under way at a time: a large file is not held in the socket's buffers as a whole. */
const AT_ONCE = 8;

const MANIFEST = "manifest";
const UPLOAD = "upload";

/**
 * Renames a whole upload into place, for the holder of the job alone. It may come twice, where the connection was lost before its answer.
 * KEYS lock, staging, target; ARGV holder ("": none is needed), fields of the upload, its name, seconds to keep. 1: in place; 0: the job is another's; -1: the upload is not whole.
 */
const COMMIT = `
if ARGV[1] ~= "" and redis.call("GET", KEYS[1]) ~= ARGV[1] then redis.call("UNLINK", KEYS[2]) return 0 end
if redis.call("HGET", KEYS[3], "${UPLOAD}") == ARGV[3] then return 1 end
if redis.call("HLEN", KEYS[2]) ~= tonumber(ARGV[2]) then redis.call("UNLINK", KEYS[2]) return -1 end
redis.call("UNLINK", KEYS[3])
redis.call("RENAME", KEYS[2], KEYS[3])
redis.call("EXPIRE", KEYS[3], ARGV[4])
return 1`;

export interface Place {
  /** Key of the job's lock. */
  lock: string;
  /** What the lock must say: the holder's token. "": whatever it says. */
  holder: string;
  staging(token: string): string;
  target: string;
}

/** Waits until Redis takes more. @throws what it likes, to give up */
export type Room = () => Promise<void>;

/** @returns false where the job is another's by now: nothing was put */
export async function putBundle(client: Redis, place: Place, { manifest, files }: Bundle, room: Room): Promise<boolean> {
  const text = JSON.stringify(manifest);
  // A second time where Redis was restarted without what it had.
  for (let attempt = 0; attempt < 5; attempt++) {
    const upload = randomBytes(8).toString("hex");
    const staging = place.staging(upload);
    await room();
    let fields = 2;
    try {
      let sent: Promise<unknown>[] = [client.hset(staging, MANIFEST, text, UPLOAD, upload), client.expire(staging, STAGING_SECONDS)];
      for (const [number, { name, bytes }] of manifest.files.entries()) {
        const content = files.get(name) as Uint8Array;
        for (let index = 0; index < piecesOf(bytes); index++) {
          sent.push(client.hset(staging, pieceName(number, index), pieceOf(content, index)));
          fields++;
          if (sent.length >= AT_ONCE) {
            await Promise.all(sent);
            sent = [];
          }
        }
      }
      await Promise.all(sent);
      const answer = await client.eval(COMMIT, 3, place.lock, staging, place.target, place.holder, fields, upload, KEPT_SECONDS);
      if (answer === 1) return true;
      if (answer === 0) return false;
    } catch (error) {
      void client.unlink(staging).catch(() => undefined);
      // Full: `room` waits.
      if (!/^OOM /.test((error as Error).message)) throw error;
    }
  }
  throw new UserError("Redis lost an upload five times. Is it short of memory (maxmemory), or restarted again and again?");
}

/** The list of files alone. @throws UserError for what is none */
export async function manifestAt(client: Redis, key: string): Promise<Manifest | undefined> {
  const text = await small(client, key, MANIFEST, MOST_MANIFEST_BYTES);
  return text && parseManifest(text.toString("utf8"));
}

/** A bundle with its files; undefined where there is none. @throws UserError for one that is damaged, or a stranger's */
export async function bundleAt(client: Redis, key: string, known?: Manifest): Promise<Bundle | undefined> {
  const manifest = known ?? (await manifestAt(client, key));
  return manifest && unpack(manifest, (piece) => small(client, key, piece, MOST_PIECE_BYTES));
}

/** A field of a hash, which is asked for its size first: what is too large is not fetched. */
async function small(client: Redis, key: string, field: string, most: number): Promise<Buffer | undefined> {
  let size: number;
  try {
    size = await client.hstrlen(key, field);
  } catch (error) {
    if (/WRONGTYPE/.test((error as Error).message)) throw new UserError("A message in the queue was refused: it is no hash.");
    throw error;
  }
  if (size > most) throw new UserError(`A message in the queue was refused: a part of it has ${size} bytes, at most ${most} are taken.`);
  return (await client.hgetBuffer(key, field)) ?? undefined;
}

/** Share of Redis's own limit that results may fill. */
const SHARE = 0.8;

/** Bytes in Redis above which results wait on the workers' disks, where it has no limit of its own. */
const MOST_USED = 2 ** 31;

/** Seconds between two looks. */
const LOOK_SECONDS = 2;

/**
 * Waits while Redis holds more than it should: results that no coordinator has fetched.
 * @param onFull told once
 * @param part of the room that may be filled: what is sent out must leave room for what comes back
 */
export const roomIn =
  (client: Redis, signal: AbortSignal, onFull: (usedMB: number) => void, part = 1): Room =>
  async () => {
    for (let told = false; ; told = true) {
      const info = await client.info("memory");
      const number = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, "m").exec(info)?.[1] ?? 0);
      const [used, own] = [number("used_memory"), number("maxmemory")];
      if (used < part * (own > 0 ? SHARE * own : MOST_USED)) return;
      if (!told) onFull(Math.round(used / 2 ** 20));
      await wait(1000 * LOOK_SECONDS, undefined, { signal });
    }
  };
