/** Reads small files of a store that may be anything: too large, no file at all, no JSON. What is wrong is a `Fault`, which names the file. */
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from "node:fs";
import { basename } from "node:path";
import { UserError } from "../../errors";

/** What is wrong with one file. */
export class Fault extends UserError {
  constructor(
    readonly file: string,
    readonly problem: string,
  ) {
    super(`${file} ${problem}.`);
  }
}

/** Bytes above which a file is not read: no run makes such ones. */
export const MOST_BYTES = { config: 1 << 20, result: 1 << 27, measure: 1 << 27, history: 1 << 28, failure: 1 << 20 } as const;

/**
 * The bytes of a file, or its `first` ones; undefined where there is none. Synchronous: a hundred thousand small files are read several times as quickly.
 * @throws Fault for what is no plain file, too large, or cannot be read
 */
export function readBytes(path: string, most: number, first = Number.POSITIVE_INFINITY): Buffer | undefined {
  let file: number;
  try {
    // Without waiting: opening a pipe would, for one who writes.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new Fault(path, `cannot be read (${message})`);
  }
  try {
    const found = fstatSync(file);
    if (!found.isFile()) throw new Fault(path, "is no file");
    if (found.size > most) throw new Fault(path, `is too large: ${found.size} bytes, at most ${most} are read`);
    const bytes = Buffer.allocUnsafe(Math.min(found.size, first));
    let done = 0;
    while (done < bytes.length) {
      const more = readSync(file, bytes, done, bytes.length - done, null);
      if (more === 0) break;
      done += more;
    }
    return bytes.subarray(0, done);
  } catch (error) {
    throw error instanceof Fault ? error : new Fault(path, `cannot be read (${(error as Error).message})`);
  } finally {
    closeSync(file);
  }
}

/** As `readBytes`, for text. */
export const readText = (path: string, most: number): string | undefined => readBytes(path, most)?.toString("utf8");

/** A JSON object. Its keys and values are whatever the file says: take single ones by `own`. */
export type Json = Record<string, unknown>;

/** @throws Fault for a text that is no JSON object */
export function parseObject(text: string, path: string): Json {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message would repeat a piece of the file.
    throw new Fault(path, text.trim() === "" ? "is empty" : "is no JSON");
  }
  if (isObject(value)) return value;
  throw new Fault(path, `is no JSON object`);
}

/** The JSON object in a file; undefined where there is no file. @throws Fault */
export function readObject(path: string, most: number): Json | undefined {
  const text = readText(path, most);
  return text === undefined ? undefined : parseObject(text, path);
}

export const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

/** A value of an object itself, never of its prototype; undefined for what is no object. */
export const own = (value: unknown, key: string): unknown => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined);

/** The name of a file, for a message that names its folder already. */
export const nameOf = (fault: Fault): string => basename(fault.file);

/** What lies at a path itself, no link followed; undefined: nothing, or nothing that may be looked at. */
export function kindAt(path: string): "folder" | "file" | "link" | "other" | undefined {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (!found) return undefined;
    return found.isDirectory() ? "folder" : found.isFile() ? "file" : found.isSymbolicLink() ? "link" : "other";
  } catch {
    return undefined;
  }
}
