/** Keeps a training along the edge of stability on disk while it is followed: where it stood at its last row, from which the same training goes on bit for bit. */
import { readFile } from "node:fs/promises";
import { writeWhole } from "../data/files";
import { UserError } from "../errors";
import { decodeSealed, encodeSealed, type StoredTensor } from "../train/safetensors";
import type { EdgeState } from "./edge-of-stability";
import type { KeepOptions } from "./grid-file";

const FORMAT = "largebatch edge";
const VERSION = "1";
const VECTORS = ["w", "velocity", "vector"] as const satisfies (keyof EdgeState)[];

/**
 * Follows a training from where the file says that it stood, and keeps its states there: every few seconds, and when it is interrupted or fails.
 * @param path a sealed safetensors file; the float64 vectors lie in it as bytes
 * @param key tells the measurement from all others
 * @throws as `work` does; UserError for a damaged file, one of another measurement, and where it cannot be written
 */
export async function keptEdge<T>(
  path: string,
  key: string,
  { everySeconds = 5 }: KeepOptions,
  work: (from: EdgeState | undefined, keep: (state: EdgeState) => Promise<void>) => Promise<T>,
): Promise<T> {
  let latest: EdgeState | undefined;
  let savedAt = performance.now();
  const save = async () => {
    if (latest) await write(path, key, latest);
    latest = undefined;
    savedAt = performance.now();
  };
  const keep = async (state: EdgeState) => {
    latest = state;
    if (performance.now() - savedAt >= 1000 * everySeconds) await save();
  };
  const from = await read(path, key);
  let isDone = false;
  try {
    const result = await work(from, keep);
    isDone = true;
    return result;
  } finally {
    if (!isDone) await save();
  }
}

async function write(path: string, key: string, { rows, products, ...vectors }: EdgeState): Promise<void> {
  const tensors = Object.fromEntries(VECTORS.map((name) => [name, { shape: [8 * vectors[name].length], values: bytesOf(vectors[name]) }]));
  const metadata = { format: FORMAT, version: VERSION, key, rows: JSON.stringify(rows), products: String(products) };
  await writeWhole(path, encodeSealed({ tensors, metadata })).catch((error: Error) => {
    throw new UserError(`Cannot write ${path}: ${error.message}. Make room, then start the same measurement again.`);
  });
}

async function read(path: string, key: string): Promise<EdgeState | undefined> {
  const remedy = `Delete ${path} to measure it anew, as measure --again does.`;
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new UserError(`Cannot read ${path}: ${error.message}. ${remedy}`);
  });
  if (bytes === undefined) return undefined;
  const { tensors, metadata } = decoded(bytes, path, remedy);
  if (metadata.format !== FORMAT || metadata.version !== VERSION || metadata.key !== key)
    throw new UserError(`${path} is no part of this measurement. ${remedy}`);
  const [w, velocity, vector] = VECTORS.map((name) => new Float64Array((tensors[name] as StoredTensor).values.buffer as ArrayBuffer));
  return { w, velocity, vector, rows: JSON.parse(metadata.rows as string), products: Number(metadata.products) } as EdgeState;
}

function decoded(bytes: Uint8Array, path: string, remedy: string): ReturnType<typeof decodeSealed> {
  try {
    return decodeSealed(bytes, path);
  } catch (error) {
    throw error instanceof UserError ? new UserError(`${error.message} ${remedy}`) : error;
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array => new Uint8Array(buffer, byteOffset, byteLength);
