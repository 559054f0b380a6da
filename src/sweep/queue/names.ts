/** Names of a queue's keys in Redis, and its limits. */

import { sha256 } from "../../data/files";
import { UsageError } from "../../errors";
import { isRunId } from "../identity";

/** BullMQ's keys begin with it. */
export const PREFIX = "largebatch";

/** Seconds after which what nobody fetched is dropped: a week. */
export const KEPT_SECONDS = 7 * 24 * 3600;

/** @throws UsageError for a name that cannot be part of a key */
export function queueName(name = "sweep"): string {
  if (/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(name)) return name;
  throw new UsageError(
    `A queue's name has up to 64 letters, digits, - and _, and begins with a letter or digit; got ${JSON.stringify(name)}.`,
  );
}

const DIGITS = 12;

/**
 * What a run is called in a queue: a run that is asked for twice with the same measures and data is done once. The word in front keeps BullMQ, which takes no integers, from
 * refusing a run whose 20 digits happen to be decimal.
 * @param data fingerprint of the data set
 */
export function orderKey(id: string, measure: string[], data: string): string {
  const more = sha256(new TextEncoder().encode(JSON.stringify([[...measure].sort(), data])));
  return `run-${id}-${more.slice(0, DIGITS)}`;
}

/** The run's id in such a name; undefined for any other text. */
export function runOfKey(key: string): string | undefined {
  const id = /^run-([0-9a-f]{20})-[0-9a-f]{12}$/.exec(key)?.[1];
  return id !== undefined && isRunId(id) ? id : undefined;
}

/** Keys of a queue that are not BullMQ's. */
export function keysOf(queue: string) {
  const own = `largebatch-runs:${queue}`;
  const bull = `${PREFIX}:${queue}`;
  return {
    version: `${own}:version`,
    /** What workers have to say to coordinators; the newest few. */
    notices: `${own}:notices`,
    /** Where BullMQ keeps runs that are not done. */
    open: ["wait", "active", "delayed", "prioritized", "paused"].map((name) => `${bull}:${name}`),
    /** @param key an order's key */
    of: (key: string) => ({
      /** Set of the coordinators that want it. */
      wanted: `${own}:${key}:wanted`,
      /** What came of it: the files, or an error. */
      outcome: `${own}:${key}:outcome`,
      checkpoint: `${own}:${key}:checkpoint`,
      /** Set of the attempts that were begun and not left in good order. */
      tries: `${own}:${key}:tries`,
      /** Where an upload grows until it is whole. */
      staging: (token: string) => `${own}:${key}:staging:${token}`,
      /** BullMQ's: the worker that has it. */
      lock: `${bull}:${key}:lock`,
    }),
  };
}
