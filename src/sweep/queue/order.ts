/** What a coordinator asks of a worker: one run, as the data of a job. Read as coming from a stranger. */
import { z } from "zod";
import { canonical, canonicalJson, parseRun, type Run } from "../../config";
import { UserError } from "../../errors";
import type { Planned } from "../executor";
import { runId } from "../identity";
import { orderKey, runOfKey } from "./names";
import { VERSION, type Version } from "./version";

export interface Order extends Planned {
  measure: string[];
  /** Seconds between two checkpoints. */
  checkpointEvery: number;
  /** Fingerprint of the coordinator's data set. */
  data: string;
  version: Version;
}

const MEASURE = /^[A-Za-z][A-Za-z0-9-]{0,39}$/;

const SCHEMA = z.strictObject({
  run: z.record(z.string(), z.unknown()),
  recipe: z.string().max(200),
  measure: z.array(z.string().regex(MEASURE)).max(50),
  checkpointEvery: z.number().min(0).max(86_400),
  data: z.string().regex(/^[0-9a-f]{64}$/),
  version: VERSION,
});

/** The order as data of a job. */
export const toJob = ({ run, recipe, measure, checkpointEvery, data, version }: Order): object => ({
  run: JSON.parse(canonicalJson(run)),
  recipe,
  measure,
  checkpointEvery,
  data,
  version,
});

export const keyOf = ({ id, measure, data }: Order): string => orderKey(id, measure, data);

/**
 * @param key the job's id
 * @param job its data
 * @throws UserError for anything but an order that is called what it says
 */
export function parseOrder(key: string, job: unknown): Order {
  const fail = (why: string) =>
    new UserError(`The queue has a job that is no run of a sweep (${JSON.stringify(key.slice(0, 60))}): ${why}`);
  if (runOfKey(key) === undefined) throw fail("its name is none that a coordinator gives.");
  const parsed = SCHEMA.safeParse(job);
  if (!parsed.success) throw fail(z.prettifyError(parsed.error).slice(0, 1000));
  const { run: settings, ...rest } = parsed.data;
  const run = runFrom(settings, fail);
  const order = { id: runId(run, rest.version.numbers), run, ...rest };
  if (keyOf(order) !== key) throw fail("its settings belong to another name.");
  return order;
}

function runFrom(settings: object, fail: (why: string) => UserError): Run {
  let run: Run;
  try {
    run = parseRun(settings);
  } catch (error) {
    throw fail((error as Error).message);
  }
  // A setting that is left out would take this machine's default.
  if (canonical(settings) !== canonicalJson(run)) throw fail("it does not give every setting of its run.");
  return run;
}
