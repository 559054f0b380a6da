/** Takes a finished run that came through the queue into a store, once all that it says of itself was checked. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { canonicalJson } from "../../config";
import { makeFolder, sha256, writeWhole } from "../../data/files";
import { UserError } from "../../errors";
import { CHECKPOINT_FILE, LOCK_FILE } from "../../train/checkpoint";
import { lockAt } from "../../train/lock";
import { RUN_FILES, vectorSha256 } from "../../train/run-folder";
import { decodeSealed } from "../../train/safetensors";
import type { RunStore } from "../store";
import type { Json } from "../store/read";
import type { RunRow } from "../store/row";
import { sealOf } from "../store/state";
import type { Bundle } from "./bundle";
import type { Order } from "./order";

const count = z.number().int().min(0);
/** JSON has no NaN and no infinity: a loss that is one is null there. */
const real = z.number().nullable();
const HASH = z.string().regex(/^[0-9a-f]{64}$/);
const EVALUATION = z.object({ loss: real, accuracy: z.number().min(0).max(1) });

/** What a row and the check below need of a result; what else a version keeps there is its own. */
const RESULT = z.looseObject({
  run: z.record(z.string(), z.unknown()),
  ending: z.enum(["stall", "epochs", "steps"]),
  epochs: count,
  steps: count,
  train: EVALUATION,
  test: EVALUATION,
  evaluatedOn: z.enum(["test", "validation"]),
  history: z.array(z.object({ epoch: count, step: count, trainLoss: real, test: EVALUATION.optional() })).max(1_000_000),
  seconds: z.number().min(0),
  stepMs: real,
  backend: z.string().max(200),
  parameters: count,
  weightsSha256: HASH,
  dataSha256: HASH,
  /** As the store seals it. */
  sha256: HASH.optional(),
  checksums: z.record(z.string(), HASH).optional(),
});

const VECTORS = ["weights", "start", "statistics"] as const;

/** Milliseconds between two looks at a run that another process has in hand. */
const LOOK_MS = 200;

/** @throws UserError unless the files are those of the run that was ordered, trained to its end on the data of the order */
export function requireFinished({ run, data }: Order, files: Map<string, Uint8Array>): void {
  const refuse = (why: string) => new UserError(`A result in the queue was refused: ${why}.`);
  const text = (name: string): string => {
    const bytes = files.get(name);
    if (!bytes) throw refuse(`it has no ${name}`);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  };
  const result = asJson(text(RUN_FILES.result));
  const parsed = RESULT.safeParse(result);
  if (!parsed.success) throw refuse(`its ${RUN_FILES.result} is wrong: ${z.prettifyError(parsed.error).slice(0, 500)}`);
  const { run: trained, dataSha256, parameters, weightsSha256, sha256: seal, checksums = {} } = parsed.data;
  if (seal !== undefined && seal !== sealOf(result as Json, RUN_FILES.result)) throw refuse(`its ${RUN_FILES.result} is damaged`);
  for (const [name, sum] of Object.entries(checksums))
    if (sha256(files.get(name) ?? new Uint8Array()) !== sum) throw refuse(`its ${name} is not that of its result`);
  const settings = JSON.stringify(trained, Object.keys(trained).sort());
  if (settings !== canonicalJson(run) || text(RUN_FILES.config).trim() !== settings) throw refuse("it is of another run");
  if (dataSha256 !== data) throw refuse("it was trained on other data");
  const stored = decodeSealed(files.get(RUN_FILES.weights) ?? new Uint8Array(), `${RUN_FILES.weights} of a result in the queue`);
  const vectors = VECTORS.map((name) => stored.tensors[name]?.values);
  const [weights, start] = vectors;
  if (!vectors.every((vector) => vector instanceof Float32Array) || stored.metadata.run !== settings)
    throw refuse("its weights are of another run");
  if (weights?.length !== parameters || start?.length !== parameters || vectorSha256(weights as Float32Array) !== weightsSha256)
    throw refuse("its weights are not those of its result");
  for (const name of files.keys()) {
    const lines = name.endsWith(".jsonl") ? text(name).split("\n").filter(Boolean) : name.endsWith(".json") ? [text(name)] : [];
    if (lines.some((line) => typeof asJson(line) !== "object")) throw refuse(`its ${name} is no JSON`);
  }
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Writes a checked run into the store, `result.json` last, and notes it there. Where the store has it by now, that one stays, and gets the measures.
 * @throws UserError where the store cannot be written to: the run stays in the queue
 */
export async function keepFinished(
  { id, measure }: Order,
  { files }: Bundle,
  store: RunStore,
  signal: AbortSignal,
): Promise<RunRow | undefined> {
  const folder = store.folderOf(id);
  try {
    makeFolder(folder);
  } catch (error) {
    throw unwritable(folder, error as Error);
  }
  const lock = lockAt(join(folder, LOCK_FILE), "a run that came through the queue");
  for (;;) {
    if (measure.length === 0 && (await store.statusOf(id)) === "done") return (await store.rowsOf([id])).get(id);
    if (await taken(lock, folder)) break;
    await wait(LOOK_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return undefined;
  }
  try {
    const isDone = (await store.statusOf(id)) === "done";
    if (isDone && measure.length === 0) return (await store.rowsOf([id])).get(id);
    const write = (name: string, bytes: Uint8Array) =>
      writeWhole(join(folder, name), bytes).catch((error: Error) => {
        throw unwritable(folder, error);
      });
    const first = [...files].filter(([name]) => name.startsWith("measures/") || (!isDone && name !== RUN_FILES.result));
    // Side by side: each waits for the disk.
    await Promise.all(first.map(([name, bytes]) => write(name, bytes)));
    if (isDone) return await store.noteDone(id);
    // What an attempt without the queue left.
    await Promise.all([CHECKPOINT_FILE, "failure.json"].map((name) => rm(join(folder, name), { force: true })));
    await write(RUN_FILES.result, files.get(RUN_FILES.result) as Uint8Array);
    return await store.noteDone(id);
  } finally {
    await lock.release();
  }
}

/** Whether the lock is ours; false while another has it. */
async function taken(lock: ReturnType<typeof lockAt>, folder: string): Promise<boolean> {
  try {
    await lock.take();
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw unwritable(folder, error as Error);
  }
}

const unwritable = (folder: string, { message }: Error): UserError =>
  new UserError(
    `The run cannot be kept in ${folder}: ${message}. Make room or give another store; the run stays in the queue until the same command is given again.`,
  );
