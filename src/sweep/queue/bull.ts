/** BullMQ as this project uses it: names, and options that keep the cost of a run the same however many there are. */
import { Queue, QueueEvents } from "bullmq";
import type { Redis } from "ioredis";
import type { Address } from "./address";
import { connectionOptions } from "./connect";
import { PREFIX } from "./names";

/** Events that Redis keeps; what a coordinator missed it finds by looking at its runs. */
const EVENTS = 10_000;

/** The name of every job. */
export const JOB = "run";

/** A job that has come to an end goes at once: what came of it has a key of its own. */
export const JOB_OPTIONS = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const;

export function openQueue(address: Address, queue: string): Queue {
  const bull = new Queue(queue, {
    connection: connectionOptions(address),
    prefix: PREFIX,
    defaultJobOptions: JOB_OPTIONS,
    streams: { events: { maxLen: EVENTS } },
  });
  // Said once by the connection that is watched; without a listener it would end the process.
  bull.on("error", () => undefined);
  return bull;
}

/** Events of a queue from now on: also those between this call and its first reading. */
export async function openEvents(client: Redis, address: Address, queue: string): Promise<QueueEvents> {
  const [newest] = await client.xrevrange(`${PREFIX}:${queue}:events`, "+", "-", "COUNT", 1);
  const events = new QueueEvents(queue, { connection: connectionOptions(address), prefix: PREFIX, lastEventId: newest?.[0] ?? "0-0" });
  events.on("error", () => undefined);
  return events;
}
