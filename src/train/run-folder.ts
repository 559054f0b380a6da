/** A finished run on disk: a folder with its config, its weights and, last, its result, which alone says that the run is done. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { canonicalJson, parseRun, type Run } from "../config";
import type { DataSet } from "../data/dataset";
import { makeFolder, sha256, writeWhole } from "../data/files";
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
  /** What `result.json` holds; called when the files beside it are written. Default: the result. */
  text?(stored: StoredResult): string;
}

const plainText = (stored: StoredResult): string => `${JSON.stringify(stored, null, 2)}\n`;

/**
 * Writes a finished run; `result.json` last, so that a folder with one is whole.
 * @throws UserError where the folder cannot be written to
 */
export async function saveRun(
  folder: string,
  result: TrainResult,
  data: DataSet,
  { text = plainText }: SaveOptions = {},
): Promise<StoredResult> {
  const { weights, start, statistics, ...rest } = result;
  const stored: StoredResult = { ...rest, parameters: weights.length, weightsSha256: vectorSha256(weights), dataSha256: fingerprint(data) };
  const tensors = Object.fromEntries(VECTORS.map((name) => [name, { shape: [result[name].length], values: result[name] }]));
  try {
    makeFolder(folder);
    const config = `${canonicalJson(result.run)}\n`;
    if ((await readFile(join(folder, RUN_FILES.config), "utf8").catch(() => undefined)) !== config)
      await writeWhole(join(folder, RUN_FILES.config), config);
    await writeWhole(
      join(folder, RUN_FILES.weights),
      encodeSealed({ tensors, metadata: { format: FORMAT, version: VERSION, run: canonicalJson(result.run) } }),
    );
    await writeWhole(join(folder, RUN_FILES.result), text(stored));
  } catch (error) {
    throw new UserError(`The run cannot be kept in ${folder}: ${(error as Error).message}. Give a folder that can be written to.`);
  }
  return stored;
}

/** @throws UserError for a folder without a finished run, or with damaged files: which one, and what to do */
export async function loadRun(folder: string): Promise<StoredRun> {
  const result = JSON.parse(await text(folder, RUN_FILES.result)) as StoredResult;
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

/** The config of a run alone, without its weights. @throws UserError as `loadRun` does */
export const loadConfig = async (folder: string): Promise<Run> => parseRun(JSON.parse(await text(folder, RUN_FILES.config)));

/** @throws UserError where the data at hand is not what the run was trained on */
export function requireSameData({ folder, run, result }: StoredRun, data: DataSet): void {
  if (fingerprint(data) === result.dataSha256) return;
  const name = (variant: string | undefined) => (variant ? `“${variant}”` : "the official files");
  throw new UserError(
    `The run in ${folder} was trained on other data of ${run.data}: ${name(result.variant)} there, ${name(data.variant)} now. Put the same files in place, or train it again.`,
  );
}

const AGAIN = "Train the run again with --save.";

async function text(folder: string, name: string): Promise<string> {
  const file = join(folder, name);
  const found = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT")
      throw new UserError(
        `There is no finished run in ${folder}: it has no ${name}. Make one with: npx largebatch train … --save ${folder}`,
      );
    throw new UserError(`Cannot read ${file}: ${error.message}.`);
  });
  return advising(() => {
    try {
      JSON.parse(found);
    } catch (error) {
      throw new UserError(`${file} is damaged: ${(error as Error).message}.`);
    }
    return found;
  });
}

function advising<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw error instanceof UserError ? new UserError(`${error.message} ${AGAIN}`) : error;
  }
}
