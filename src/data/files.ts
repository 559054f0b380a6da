/** Small works on files: SHA-256, whole-or-nothing writing, bounded unpacking, and finding the files of a data set in a folder. */
import { createHash, randomBytes } from "node:crypto";
import { accessSync, constants, createReadStream, mkdirSync, statSync } from "node:fs";
import { type FileHandle, open, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { UserError } from "../errors";

/** SHA-256 as 64 lower-case hexadecimal digits. */
export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** SHA-256 of a file, read piece by piece. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest("hex");
}

/** As `mkdir -p`. Node's own `recursive` never returns where the system answers ENOENT in a folder that exists, as in /proc. */
export function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  const parent = dirname(resolve(folder));
  if (parent !== resolve(folder)) makeFolder(parent);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!isFolder(folder)) throw error;
  }
}

/** Makes a folder where it is not there, and looks whether files can be put into it. Throws what the system says where they cannot. */
export function makeWritable(folder: string): void {
  makeFolder(folder);
  accessSync(folder, constants.W_OK | constants.X_OK);
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/**
 * Writes under a name of its own, then renames: a reader sees the whole file or none, also after a power cut. Makes the folder where needed.
 * @param moreFollows another file of the folder is written next, whose wait for the folder is this one's too
 */
export async function writeWhole(path: string, bytes: Uint8Array | string, { moreFollows = false } = {}): Promise<void> {
  makeFolder(dirname(path));
  const temporary = `${path}.${randomBytes(6).toString("hex")}.part`;
  try {
    await onDisk(temporary, "wx", (file) => file.writeFile(bytes));
    await rename(temporary, path);
    if (!moreFollows) await onDisk(dirname(path), "r");
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Opens a file or folder, works on it, and waits until it is on the disk. */
async function onDisk(path: string, flags: string, work?: (file: FileHandle) => Promise<void>): Promise<void> {
  const file = await open(path, flags);
  try {
    await work?.(file);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Size in bytes; undefined where no such file is. */
export async function sizeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? found.size : undefined;
}

/** The same memory as a plain Uint8Array: a Buffer's slice, map and printing are of its own kind. */
export const asBytes = (buffer: Buffer): Uint8Array => new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * The content of a file that should hold exactly `bytes` bytes, plain or gzip-compressed (seen from its first two bytes). Nothing larger
 * than that is ever held in memory.
 * @throws UserError if the content is larger or smaller, or the compression is damaged
 */
export async function readExactly(path: string, bytes: number): Promise<{ content: Uint8Array; raw: Uint8Array }> {
  const name = basename(path);
  // Compressed data can be a little larger than its content, never by a thousandth and 64 KiB.
  const limit = bytes + Math.ceil(bytes / 1000) + 65_536;
  const onDisk = (await sizeOf(path)) ?? 0;
  if (onDisk > limit)
    throw new UserError(`${name} is too large: expected ${bytes} bytes (or fewer, compressed), got ${onDisk}. ${remedy(path)}`);
  const raw = asBytes(await readFile(path));
  const content = isGzip(raw) ? await unzip(raw, bytes, path) : raw;
  if (content.length !== bytes) {
    const fault = content.length < bytes ? "cut short" : "too large";
    throw new UserError(`${name} is ${fault}: expected ${bytes} bytes of content, got ${content.length}. ${remedy(path)}`);
  }
  return { content, raw };
}

async function unzip(raw: Uint8Array, bytes: number, path: string): Promise<Uint8Array> {
  try {
    return asBytes(await promisify(gunzip)(raw, { maxOutputLength: bytes }));
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    const fault = tooLarge ? `unpacks to more than the expected ${bytes} bytes` : `cannot be unpacked (${(error as Error).message})`;
    throw new UserError(`${basename(path)} ${fault}. ${remedy(path)}`);
  }
}

const remedy = (path: string): string => `Replace or delete ${path}.`;

/** Where the files of a set lie: the folder, and the path of each file by its official name. */
export interface Located {
  folder: string;
  paths: Map<string, string>;
}

/**
 * The first of some folders that holds any of the files, under its name or with `.gz` added (the plain one is preferred).
 * `missing` names those that are not there.
 */
export async function locate(folders: string[], names: string[]): Promise<(Located & { missing: string[] }) | undefined> {
  for (const folder of folders) {
    const paths = new Map<string, string>();
    for (const name of names) {
      for (const path of [join(folder, name), join(folder, `${name}.gz`)]) {
        if (!paths.has(name) && (await sizeOf(path)) !== undefined) paths.set(name, path);
      }
    }
    if (paths.size > 0) return { folder, paths, missing: names.filter((name) => !paths.has(name)) };
  }
  return undefined;
}
