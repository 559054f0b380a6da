/** Runs on many machines: a coordinator sends them through a queue in Redis (BullMQ), and workers anywhere execute them. No disk is shared. */

import { UsageError } from "../errors";
import type { Executor } from "./executor";
import { type Address, parseAddress } from "./queue/address";
import type { Notice } from "./queue/connect";
import { coordinate } from "./queue/coordinator";
import { type Execute, makeHands } from "./queue/hands";
import { queueName } from "./queue/names";
import { type WorkEvent, work } from "./queue/worker";
import type { RunStore } from "./store";
import { requireWritable } from "./store/writable";

export type { Execute, WorkEvent };

export interface QueueOptions {
  /** `redis[s]://[[user]:password@]host[:port][/db]`; the password also from LARGEBATCH_REDIS_PASSWORD. */
  url: string;
  /** Of the queue. Default "sweep". */
  name?: string;
  /** Told what is no event of a run: the connection is lost, a worker was refused. Default: on standard error. */
  onNotice?: Notice;
}

const onError: Notice = (text) => console.error(text);

/**
 * The coordinator's side. Runs that are done are in the store before their event is told; stopped or killed, the same sweep goes on with what is in the queue.
 * @throws UsageError for an address or a name that is none
 */
export function queue({ url, name, onNotice = onError }: QueueOptions): Executor {
  const address = parseAddress(url);
  const queue = queueName(name);
  return {
    name: describe(address, queue),
    async execute(runs, options) {
      requireWritable(options.store.folder);
      await coordinate(runs, options, { address, queue, notice: onNotice });
    },
  };
}

const describe = ({ shown }: Address, queue: string): string => `the queue ${queue} at ${shown}`;

export interface WorkQueueOptions extends Pick<QueueOptions, "url" | "name"> {
  /** Runs at a time: processes with one TensorFlow thread each. */
  concurrency: number;
  /** Aborted: the runs at hand are saved and handed back. */
  signal: AbortSignal;
  /** Where runs lie while they are at work, on a disk of this machine: a worker that comes back finds them there. */
  store: RunStore;
  onEvent?(event: WorkEvent): void;
  /** Ends the worker after so many seconds without work. Default: never. */
  idleSeconds?: number;
  /** Seconds without a sign after which another worker takes a run over. Default 30. */
  lockSeconds?: number;
  /** Seconds to wait for a Redis that is not there yet. Default 60. */
  patience?: number;
  /** Executes a run. Default: in processes of this machine. */
  execute?: Execute;
}

const LOCK_SECONDS = 30;

/**
 * A worker: executes runs until the signal says stop.
 * @throws UserError where Redis cannot be reached, or the worker is refused: another version, other data
 */
export async function workQueue(options: WorkQueueOptions): Promise<void> {
  const { url, name, concurrency, execute, onEvent = () => undefined, lockSeconds = LOCK_SECONDS, ...rest } = options;
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 1024)
    throw new UsageError(`The number of processes (--concurrency) must be an integer from 1 to 1024, got ${concurrency}.`);
  const spec = { ...rest, address: parseAddress(url), queue: queueName(name), concurrency, lockSeconds, onEvent };
  if (execute) return work({ ...spec, execute });
  const hands = makeHands(concurrency);
  try {
    await work({ ...spec, execute: hands.execute });
  } finally {
    await hands.end();
  }
}
