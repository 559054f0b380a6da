/** What is in the folder of one run: its row, found from its files. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../../config";
import { isHeld } from "../../train/lock";
import { resultSeal } from "../../train/run-folder";
import { NUMBERS_VERSION, runId } from "../identity";
import { addMeasures } from "./measure-columns";
import { FILES, MEASURES_FOLDER } from "./paths";
import { Fault, isObject, type Json, kindAt, MOST_BYTES, nameOf, own, parseObject, readBytes, readObject } from "./read";
import { put, type RunRow, type RunStatus, rowOfConfig, rowOfResult, typed, type Value } from "./row";

/** What tells cheaply whether a finished run is as it was: when result.json was written, its bytes, when a measure was added (0: none was). */
export type Seen = [resultMs: number, resultBytes: number, measuresMs: number];

const QUIETLY = { throwIfNoEntry: false } as const;

const statOf = (path: string) => {
  try {
    return statSync(path, QUIETLY);
  } catch {
    // A link to itself, a folder that may not be entered.
    return undefined;
  }
};

/** @returns undefined where there is no result */
export function glance(folder: string): Seen | undefined {
  const result = statOf(`${folder}/${FILES.result}`);
  if (!result) return undefined;
  return [result.mtimeMs, result.size, statOf(`${folder}/${MEASURES_FOLDER}`)?.mtimeMs ?? 0];
}

export interface State {
  row: RunRow;
  /** Of a run that is done. */
  seen?: Seen;
}

/** What is in the folder of a run; undefined where no run is: no folder, a link, or nothing begun in it. Files that are damaged are said in the row. */
export async function stateOf(folder: string, id: string): Promise<State | undefined> {
  if (kindAt(folder) !== "folder") return undefined;
  try {
    // Before it is read: what is written meanwhile is then seen as new the next time.
    const seen = glance(folder);
    const row = seen && finishedRow(folder, id);
    if (row) return { row, seen };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (!(await isRunning(folder))) return { row: unfinishedRow(folder, id, "damaged", { error: said(error) }) };
  }
  const state = await openState(folder, id);
  // It may have come to its end since the first look.
  return state?.row.status === "running" || !glance(folder) ? state : stateOf(folder, id);
}

const said = (fault: Fault): string => `${nameOf(fault)} ${fault.problem}`;

/** Whether a living process has the run. A lock that is no plain file would keep its reader waiting. */
export const isRunning = async (folder: string): Promise<boolean> => {
  const lock = join(folder, FILES.lock);
  if (kindAt(lock) !== "file") return false;
  return isHeld(lock).catch(() => false);
};

/** Files without which nothing was begun. */
const SIGNS = new Set<string>([FILES.config, FILES.checkpoint, FILES.failure, FILES.history, FILES.weights, FILES.result]);

async function openState(folder: string, id: string): Promise<State | undefined> {
  if (await isRunning(folder)) return { row: unfinishedRow(folder, id, "running") };
  const names = namesIn(folder);
  if (names instanceof Fault) return { row: unfinishedRow(folder, id, "damaged", { error: said(names) }) };
  if (!names.some((name) => SIGNS.has(name))) return undefined;
  if (names.includes(FILES.result) && !glance(folder))
    return { row: unfinishedRow(folder, id, "damaged", { error: `${FILES.result} cannot be read` }) };
  if (!names.includes(FILES.failure)) return { row: unfinishedRow(folder, id, "stopped") };
  return { row: unfinishedRow(folder, id, "failed", failureIn(folder)) };
}

function namesIn(folder: string): string[] | Fault {
  try {
    return readdirSync(folder);
  } catch (error) {
    return new Fault(folder, `cannot be read (${(error as Error).message})`);
  }
}

const MOST_ERROR = 4000;

function failureIn(folder: string): { error?: string; attempts?: number } {
  try {
    const failure = readObject(join(folder, FILES.failure), MOST_BYTES.failure);
    const [error, attempts] = [typed(own(failure, "error"), "text"), typed(own(failure, "attempts"), "integer")];
    return { error: String(error ?? "unknown").slice(0, MOST_ERROR), ...(typeof attempts === "number" ? { attempts } : {}) };
  } catch (error) {
    return { error: error instanceof Fault ? said(error) : String(error) };
  }
}

function unfinishedRow(folder: string, id: string, status: RunStatus, extra: { error?: string; attempts?: number } = {}): RunRow {
  const { config, version } = configIn(folder, id);
  const row = rowOfConfig(id, status, config, version);
  put(row, "variant", variantIn(folder));
  put(row, "error", extra.error);
  put(row, "attempts", extra.attempts);
  return row;
}

/** The settings of the run, from whichever of its files has them: only those that its name is made of are believed. */
export function configIn(folder: string, id: string): { config: Json; version: number } {
  const sources = [
    () => readObject(join(folder, FILES.config), MOST_BYTES.config),
    () => headerRun(join(folder, FILES.checkpoint)),
    () => headerRun(join(folder, FILES.weights)),
    () => own(readObject(join(folder, FILES.result), MOST_BYTES.result), "run"),
  ];
  for (const source of sources) {
    try {
      const config = source();
      const version = versionOf(config, id);
      if (version !== undefined) return { config: config as Json, version };
    } catch {
      // The next one may have them.
    }
  }
  return { config: {}, version: NUMBERS_VERSION };
}

/** What the header of a safetensors file says beside its tensors: the header's length in eight bytes, then JSON. */
function metadataIn(path: string): unknown {
  const bytes = readBytes(path, Number.MAX_SAFE_INTEGER, MOST_BYTES.config);
  const length = Number(bytes?.readBigUInt64LE() ?? 0);
  return own(parseObject(bytes?.toString("utf8", 8, 8 + length) ?? "", path), "__metadata__");
}

/** The settings in the header of a safetensors file. */
const headerRun = (path: string): unknown => JSON.parse(String(own(metadataIn(path), "run")));

/** How the data differ from the official files, as a checkpoint has it; undefined where they do not, or no checkpoint can be read. */
function variantIn(folder: string): Value | undefined {
  try {
    return typed(own(metadataIn(join(folder, FILES.checkpoint)), "variant"), "text") || undefined;
  } catch {
    return undefined;
  }
}

/** The version of the numbers by which settings make an id; undefined where they are those of another run. */
export function versionOf(config: unknown, id: string): number | undefined {
  if (!isObject(config)) return undefined;
  for (let version = NUMBERS_VERSION; version >= 1; version--) if (runId(config as unknown as Run, version) === id) return version;
  return undefined;
}

/**
 * The row of a finished run; undefined where there is no result. The weights are looked at, not read.
 * @throws Fault for a result that is damaged or of another run, and for weights that are not there or cut short
 */
export function finishedRow(folder: string, id: string): RunRow | undefined {
  const path = join(folder, FILES.result);
  const result = readResult(path);
  if (!result) return undefined;
  const version = versionOf(own(result, "run"), id);
  if (version === undefined) throw new Fault(path, `is of another run than ${id}, or of a later version of largebatch`);
  const row = rowOfResult(id, result, version);
  const lacking = (["ending", "epochs", "steps", "parameters"] as const).find((name) => row[name] === undefined);
  if (lacking) throw new Fault(path, `does not say ${lacking}`);
  requireWeights(join(folder, FILES.weights), row.parameters as number);
  addMeasures(row, folder, result);
  return row;
}

/** A result, checked against the SHA-256 that it holds; one of an earlier version may have none, and is taken as it is. @throws Fault */
export function readResult(path: string): Json | undefined {
  const result = readObject(path, MOST_BYTES.result);
  if (result && Object.hasOwn(result, "sha256") && result.sha256 !== sealOf(result, path))
    throw new Fault(path, "is damaged: its SHA-256 does not agree with its content");
  return result;
}

/** The SHA-256 of a result without its own. @throws Fault for one that is nested beyond measure */
export function sealOf(result: Json, path: string): string {
  try {
    return resultSeal(result);
  } catch {
    throw new Fault(path, "is damaged: it is nested too deeply");
  }
}

/** Whether the weights of a row are there, as far as a look at their size can tell. */
export const hasWeights = (folder: string, { parameters }: RunRow): boolean =>
  (statOf(join(folder, FILES.weights))?.size ?? 0) >= leastBytes(Number(parameters));

/** Of a file of weights: those at the end and those at the start. */
const leastBytes = (parameters: number): number => 2 * Float32Array.BYTES_PER_ELEMENT * parameters;

/** Trained and starting weights, at least, are in the file. @throws Fault */
function requireWeights(path: string, parameters: number): void {
  const found = statOf(path);
  if (!found?.isFile()) throw new Fault(path, "is not there");
  const least = leastBytes(parameters);
  if (found.size < least)
    throw new Fault(path, `is cut short: ${found.size} bytes, at least ${least} are needed for ${parameters} weights`);
}
