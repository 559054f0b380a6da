/** A finished run on disk: a folder with its config, its weights and, last, its result, which alone says that the run is done. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { canonicalJson, differences, parseRun, type Run } from "../config";
import type { DataSet } from "../data/dataset";
import { makeFolder, makeWritable, sha256, writeWhole } from "../data/files";
import { fingerprint } from "../data/fingerprint";
import { UserError } from "../errors";
import type { TrainResult } from "./loop";
import { decodeSealed, encodeSealed } from "./safetensors";

export const RUN_FILES = { config: "config.json", weights: "weights.safetensors", result: "result.json" } as const;

const FORMAT = "largebatch run";
const VERSION = "1";
const VECTORS = ["weights", "start", "statistics"] as const;

/** A run's result as JSON: all but its vectors, and what tells whether the files are whole. */
export type StoredResult = Omit<TrainResult, (typeof VECTORS)[number]> & {
  parameters: number;
  weightsSha256: string;
  /** Hash of the data that it was trained on. */
  dataSha256: string;
};

export interface StoredRun extends Pick<TrainResult, (typeof VECTORS)[number]> {
  folder: string;
  run: Run;
  result: StoredResult;
}

/** The hash of a vector's bytes. */
export const vectorSha256 = ({ buffer, byteOffset, byteLength }: Float32Array | Float64Array): string =>
  sha256(new Uint8Array(buffer, byteOffset, byteLength));

export interface SaveOptions {
  /** What `result.json` holds; called when the files beside it are written. Default: the result and its `resultSeal`. */
  text?(stored: StoredResult): string;
  /** Work that must be done before `result.json` is written, and goes on beside the writing of the weights. */
  beside?(): Promise<void>;
}

/** The SHA-256 that a `result.json` holds of itself: of all else in it. @throws RangeError for one that is nested beyond measure */
export function resultSeal(result: object): string {
  const { sha256: _own, ...rest } = result as { sha256?: unknown };
  return sha256(Buffer.from(JSON.stringify(rest)));
}

const sealedText = (stored: StoredResult): string => `${JSON.stringify({ ...stored, sha256: resultSeal(stored) }, null, 2)}\n`;

/**
 * Writes a finished run; `result.json` last and with a checksum of its own, so that a folder with one is whole.
 * @throws UserError where the folder cannot be written to
 */
export async function saveRun(
  folder: string,
  result: TrainResult,
  data: DataSet,
  { text = sealedText, beside }: SaveOptions = {},
): Promise<StoredResult> {
  const { weights, start, statistics, ...rest } = result;
  const stored: StoredResult = { ...rest, parameters: weights.length, weightsSha256: vectorSha256(weights), dataSha256: fingerprint(data) };
  const tensors = Object.fromEntries(VECTORS.map((name) => [name, { shape: [result[name].length], values: result[name] }]));
  try {
    makeFolder(folder);
    const config = `${canonicalJson(result.run)}\n`;
    if ((await readFile(join(folder, RUN_FILES.config), "utf8").catch(() => undefined)) !== config)
      await writeWhole(join(folder, RUN_FILES.config), config);
    const weightsFile = encodeSealed({ tensors, metadata: { format: FORMAT, version: VERSION, run: canonicalJson(result.run) } });
    await Promise.all([beside?.(), writeWhole(join(folder, RUN_FILES.weights), weightsFile, { moreFollows: true })]);
    await writeWhole(join(folder, RUN_FILES.result), text(stored));
  } catch (error) {
    throw unwritable(folder, error);
  }
  return stored;
}

/**
 * Whether a run can be kept in a folder, to be known before it is trained; makes the folder. A finished run of the same settings may be replaced.
 * @throws UserError where the folder cannot be written to, or has a finished run of other settings
 */
export async function requireRoomFor(run: Run, folder: string): Promise<void> {
  try {
    makeWritable(folder);
  } catch (error) {
    throw unwritable(folder, error);
  }
  const there = await readResult(folder).catch(() => undefined);
  if (!there) return;
  const [kept, own] = [canonicalJson(there.run), canonicalJson(run)];
  if (kept !== own)
    throw new UserError(
      `There is another finished run in ${folder}: ${differences(kept, own)}. Give --save another folder, or delete that one.`,
    );
}

const unwritable = (folder: string, error: unknown): UserError =>
  new UserError(`The run cannot be kept in ${folder}: ${(error as Error).message}. Give a folder that can be written to.`);

/** @throws UserError for a folder without a finished run, or with damaged files: which one, and what to do */
export async function loadRun(folder: string): Promise<StoredRun> {
  const result = await readResult(folder);
  const file = join(folder, RUN_FILES.weights);
  const bytes = await readFile(file).catch((error: Error) => {
    throw new UserError(`Cannot read ${file}: ${error.message}. ${AGAIN}`);
  });
  const { tensors, metadata } = advising(() => decodeSealed(bytes, file));
  if (metadata.format !== FORMAT) throw new UserError(`${file} is no run's weights. ${AGAIN}`);
  if (metadata.version !== VERSION)
    throw new UserError(`${file} is of format ${metadata.version}; this version of largebatch reads ${VERSION}. ${AGAIN}`);
  const vectors = VECTORS.map((name): [string, Float32Array] => {
    const values = tensors[name]?.values;
    if (!(values instanceof Float32Array)) throw new UserError(`${file} has no ${name}. ${AGAIN}`);
    return [name, values];
  });
  const { weights, start, statistics } = Object.fromEntries(vectors) as Pick<TrainResult, (typeof VECTORS)[number]>;
  if (vectorSha256(weights) !== result.weightsSha256)
    throw new UserError(`${file} does not belong to ${RUN_FILES.result} beside it. ${AGAIN}`);
  return { folder, run: parseRun(JSON.parse(metadata.run ?? "{}")), result, weights, start, statistics };
}

/** The config of a run alone: that of its weights, which is sealed; `config.json` is for people, and may have been changed by them. @throws UserError as `loadRun` does */
export const loadConfig = async (folder: string): Promise<Run> => (await loadRun(folder)).run;

/** @throws UserError where the data at hand is not what the run was trained on */
export function requireSameData({ folder, run, result }: StoredRun, data: DataSet): void {
  if (fingerprint(data) === result.dataSha256) return;
  const name = (variant: string | undefined) => (variant ? `“${variant}”` : "the official files");
  throw new UserError(
    `The run in ${folder} was trained on other data of ${run.data}: ${name(result.variant)} there, ${name(data.variant)} now. Put the same files in place, or train it again.`,
  );
}

const AGAIN =
  "Train the run again with --save; of a run in the store of sweeps: npx largebatch runs verify --mend, then the same sweep again.";

/** The result, checked against its seal; one of an earlier version has none, and is taken as it is. @throws UserError */
async function readResult(folder: string): Promise<StoredResult> {
  const file = join(folder, RUN_FILES.result);
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT")
      throw new UserError(
        `There is no finished run in ${folder}: it has no ${RUN_FILES.result}. Make one with: npx largebatch train … --save ${folder}`,
      );
    throw new UserError(`Cannot read ${file}: ${error.message}.`);
  });
  const damaged = (why: string): UserError => new UserError(`${file} is damaged: ${why}. ${AGAIN}`);
  let result: (StoredResult & { sha256?: unknown }) | null;
  try {
    result = JSON.parse(text);
  } catch (error) {
    throw damaged((error as Error).message);
  }
  if (typeof result !== "object" || !Array.isArray(result?.history)) throw damaged("it is no result of a training");
  if (Object.hasOwn(result, "sha256") && result.sha256 !== resultSeal(result)) throw damaged("its SHA-256 does not agree with its content");
  return result;
}

function advising<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw error instanceof UserError ? new UserError(`${error.message} ${AGAIN}`) : error;
  }
}
