/** Connections to a queue's Redis: made with patience, kept through restarts, and their loss said once. */
import { Redis } from "ioredis";
import { UserError } from "../../errors";
import { type Address, isLoopback, masked, PASSWORD_VARIABLE } from "./address";

/** Tells people something that is no event of a run. */
export type Notice = (text: string) => void;

/** The longest wait between two attempts to connect, milliseconds. */
const MOST_WAIT_MS = 5000;

/** A connection on which an answer is due for so long is dead, though the network did not say so. BullMQ waits for work at most 10 s at a time. */
const SILENCE_MS = 30_000;

/** Options of ioredis for one more connection; a command waits until Redis is there again. */
export const connectionOptions = ({ host, port, db, username, password, tls }: Address) => ({
  host,
  port,
  db,
  ...(username ? { username } : {}),
  ...(password ? { password } : {}),
  ...(tls ? { tls: {} } : {}),
  maxRetriesPerRequest: null,
  connectTimeout: 10_000,
  socketTimeout: SILENCE_MS,
  retryStrategy: (attempt: number) => Math.min(50 * 2 ** Math.min(attempt, 10), MOST_WAIT_MS),
});

export interface ConnectOptions {
  /** Seconds to wait for a Redis that is not there yet. Default 30. */
  patience?: number;
  signal?: AbortSignal;
  notice: Notice;
  /** Told each time that a lost connection is there again. */
  onBack?(): void;
}

/**
 * Connects, and goes on connecting when the connection is lost.
 * @throws UserError where no Redis answers in time, or it does not take the password
 */
export async function connect(address: Address, { patience = 30, signal, notice, onBack }: ConnectOptions): Promise<Redis> {
  const client = new Redis({ ...connectionOptions(address), lazyConnect: true });
  let why = "no answer";
  const first = new Promise<void>((resolve, reject) => {
    const give = (error: UserError) => {
      client.disconnect();
      reject(error);
    };
    const timer = setTimeout(() => give(nobody(address, why)), patience * 1000);
    const onAbort = () => give(new UserError(`Stopped while waiting for ${address.shown}.`));
    signal?.addEventListener("abort", onAbort, { once: true });
    const settle = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    };
    client.once("ready", () => {
      settle();
      resolve();
    });
    client.on("error", (error) => {
      why = masked(error.message || String((error as NodeJS.ErrnoException).code), address);
      if (!/NOAUTH|WRONGPASS|NOPERM|invalid password|without any password/i.test(error.message)) return;
      settle();
      give(locked(address, why));
    });
    if (signal?.aborted) onAbort();
    else void client.connect().catch(() => undefined);
  });
  await first;
  watch(client, address, notice, onBack);
  if (!address.password && !isLoopback(address))
    notice(
      `${address.shown} asks for no password: whoever reaches it can read and change the runs. Set one (requirepass) and give it in ${PASSWORD_VARIABLE}.`,
    );
  return client;
}

function watch(client: Redis, address: Address, notice: Notice, onBack?: () => void): void {
  let lost = false;
  client.on("close", () => {
    if (lost || client.status === "end") return;
    lost = true;
    notice(`The connection to ${address.shown} is lost; trying again until it is back.`);
  });
  client.on("ready", () => {
    if (!lost) return;
    lost = false;
    notice(`The connection to ${address.shown} is back.`);
    onBack?.();
  });
}

const nobody = ({ shown }: Address, why: string): UserError =>
  new UserError(`No Redis answers at ${shown} (${why}). Start one there (Debian: apt-get install redis-server), or correct the address.`);

const locked = ({ shown, password }: Address, why: string): UserError =>
  new UserError(
    `The Redis at ${shown} ${password ? "does not take this password" : "asks for a password"} (${why}). Give it in the variable ${PASSWORD_VARIABLE}.`,
  );

/** @returns whether the work was done in so many milliseconds; what comes of it later is ignored */
export async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const done = work.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What the work comes to, or undefined once the signal is aborted: a command waits for Redis however long it is away. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  if (signal.aborted) {
    void work.catch(() => undefined);
    return undefined;
  }
  let stop = () => {};
  const stopped = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
  });
  signal.addEventListener("abort", stop, { once: true });
  try {
    const result = await Promise.race([work, stopped]);
    if (signal.aborted) void work.catch(() => undefined);
    return result;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
