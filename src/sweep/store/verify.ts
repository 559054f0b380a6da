/** Checks every file of a store against its checksum: what is damaged, and what to do about it. */
import { readdirSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "../../data/files";
import { UserError } from "../../errors";
import { lockAt } from "../../train/lock";
import { vectorSha256 } from "../../train/run-folder";
import { decodeSealed } from "../../train/safetensors";
import { SNAPSHOT_FOLDER } from "../../train/snapshots";
import { NUMBERS_VERSION } from "../identity";
import { idsIn } from "./list";
import { measureFiles, readStoredMeasure } from "./measure-columns";
import { checksumIn, SEALED } from "./note";
import { COURSES_FOLDER, FILES, MEASURES_FOLDER } from "./paths";
import { Fault, isObject, type Json, kindAt, MOST_BYTES, own, readBytes, readObject } from "./read";
import { redoCommand } from "./redo";
import { configIn, finishedRow, isRunning, readResult, versionOf } from "./state";

export interface Damage {
  id: string;
  /** Path of the damaged file. */
  file: string;
  problem: string;
  /** What to do. */
  remedy: string;
  /** The file, if any, whose deletion makes it right again: the next sweep that wants the run makes it anew. */
  remove?: string;
  /** It was deleted. */
  mended?: boolean;
}

export interface Verified {
  runs: number;
  /** Files that were checked. */
  files: number;
  damage: Damage[];
  /** Finished runs whose result holds no checksums of the files beside it, such as those of `train --save`. */
  unsealed: number;
}

export interface VerifyOptions {
  /** Default: all. */
  ids?: readonly string[];
  /** Deletes what is damaged, so that the next sweep makes it anew. A run in the hands of a living process is left alone. */
  mend?: boolean;
  signal?: AbortSignal;
  onRun?(done: number, of: number): void;
}

/** @throws UserError for a store that cannot be read */
export async function verifyStore(store: string, { ids, mend, signal, onRun }: VerifyOptions = {}): Promise<Verified> {
  const all = [...(ids ?? (await idsIn(store)))].sort();
  const verified: Verified = { runs: 0, files: 0, damage: [], unsealed: 0 };
  for (const id of all) {
    if (signal?.aborted) break;
    const folder = join(store, id);
    if (kindAt(folder) !== "folder") continue;
    let check = new Check(folder, id);
    await check.run();
    if (mend && check.damage.length > 0) check = await mended(folder, check);
    verified.runs++;
    verified.files += check.files.size;
    verified.unsealed += check.unsealed ? 1 : 0;
    verified.damage.push(...check.damage);
    onRun?.(verified.runs, all.length);
  }
  return verified;
}

/** The check of one run. */
class Check {
  readonly files = new Set<string>();
  unsealed = false;
  readonly damage: Damage[] = [];

  constructor(
    readonly folder: string,
    readonly id: string,
  ) {}

  async run(): Promise<void> {
    const path = join(this.folder, FILES.result);
    const result = kindAt(path) && (await this.file(path, () => this.finished(path)));
    if (result) {
      this.unsealed = !isObject(result.checksums);
      for (const name of SEALED) await this.file(join(this.folder, name), (file) => checkSum(file, checksumIn(result, name)), path);
      await this.file(join(this.folder, FILES.weights), (file) => checkWeights(file, result), path);
    }
    if (!this.damage.some(({ file }) => file.endsWith(FILES.config))) await this.config(result ? path : undefined);
    await this.file(join(this.folder, FILES.checkpoint), checkSealed, undefined, "training then begins at its start");
    await this.file(join(this.folder, FILES.failure), (file) => void readObject(file, MOST_BYTES.failure));
    for (const measure of this.measures())
      await this.file(measure, (file) => void readStoredMeasure(file), undefined, "then measure the run again");
    for (const course of this.courses())
      await this.file(course, (file) => void readStoredMeasure(file), undefined, "then run the notebook again that follows the run");
    for (const snapshot of this.snapshots()) await this.file(snapshot, checkSealed, undefined, "then train the run again with --snapshots");
  }

  /** How the run is made again. */
  private again(): string {
    const { config, version } = configIn(this.folder, this.id);
    const command = version === NUMBERS_VERSION ? redoCommand(config) : undefined;
    return `the next sweep that wants the run trains it again${command ? `, as ${command} does` : ""}`;
  }

  /** Its result, and what a look at its weights tells. */
  private finished(path: string): Json | undefined {
    const result = readResult(path);
    try {
      finishedRow(this.folder, this.id);
    } catch (error) {
      // The weights are read as a whole below.
      if (!(error instanceof Fault) || error.file === path) throw error;
    }
    return result;
  }

  private config(result: string | undefined): Promise<unknown> {
    const check = (file: string) => {
      const config = readObject(file, MOST_BYTES.config);
      if (config && versionOf(config, this.id) === undefined) throw new Fault(file, `holds the settings of another run than ${this.id}`);
    };
    return this.file(join(this.folder, FILES.config), check, result);
  }

  private measures(): string[] {
    return this.listed(MEASURES_FOLDER, () => measureFiles(this.folder));
  }

  private courses(): string[] {
    const place = join(this.folder, COURSES_FOLDER);
    const names = () => (kindAt(place) === "folder" ? readdirSync(place) : []);
    return this.listed(COURSES_FOLDER, () => names().flatMap((name) => measureFiles(join(place, name))));
  }

  private snapshots(): string[] {
    const place = join(this.folder, SNAPSHOT_FOLDER);
    const names = () => (kindAt(place) === "folder" ? readdirSync(place).filter((name) => name.endsWith(".safetensors")) : []);
    return this.listed(SNAPSHOT_FOLDER, () => names().map((name) => join(place, name)));
  }

  private listed(name: string, list: () => string[]): string[] {
    try {
      return list().sort();
    } catch (error) {
      const problem = `cannot be read (${(error as Error).message})`;
      this.damage.push({ id: this.id, file: join(this.folder, name), problem, remedy: "Make it readable." });
      return [];
    }
  }

  /**
   * Checks a file, and notes what is wrong with it.
   * @param check given the path; where nothing is there, it says whether that is wrong
   * @param result of the run, where that is what must go: a run that is done without this file is not
   */
  private async file<T>(path: string, check: (path: string) => T | Promise<T>, result?: string, then?: string): Promise<T | undefined> {
    if (kindAt(path)) this.files.add(path);
    try {
      return await check(path);
    } catch (error) {
      this.note(error, result ?? path, then);
      return undefined;
    }
  }

  private note(error: unknown, remove: string, then = this.again()): void {
    const { file, problem } = error instanceof Fault ? error : new Fault(remove, `cannot be checked (${(error as Error).message})`);
    this.damage.push({ id: this.id, file, problem, remedy: `Delete ${remove}; ${then}.`, remove });
  }
}

/** @param sum undefined: the result has no checksum of the file, which then need not be there */
function checkSum(path: string, sum: string | undefined): void {
  if (sum === undefined) return;
  const bytes = readBytes(path, MOST_BYTES.history);
  if (!bytes) throw new Fault(path, "is not there");
  if (sha256(bytes) !== sum) throw new Fault(path, "is damaged: its SHA-256 is not the one that the result holds");
}

/** Any sealed safetensors file, if it is there. */
async function checkSealed(path: string): Promise<ReturnType<typeof decodeSealed> | undefined> {
  if (kindAt(path) === undefined) return undefined;
  if (kindAt(path) !== "file") throw new Fault(path, "is no file");
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    // A checkpoint is removed when its training ends.
    if (error.code === "ENOENT") return undefined;
    throw new Fault(path, `cannot be read (${error.message})`);
  });
  try {
    return bytes && decodeSealed(bytes, path);
  } catch (error) {
    throw error instanceof UserError ? new Fault(path, "is damaged: its SHA-256 does not agree with its content") : error;
  }
}

async function checkWeights(path: string, result: Json): Promise<void> {
  const stored = await checkSealed(path);
  if (!stored) throw new Fault(path, "is not there");
  const weights = own(own(stored.tensors, "weights"), "values");
  if (!(weights instanceof Float32Array) || vectorSha256(weights) !== result.weightsSha256)
    throw new Fault(path, `holds other weights than those that ${FILES.result} tells of`);
}

/** @returns how many files there were to delete */
async function deleted({ damage }: Check): Promise<number> {
  const there = damage.filter(({ remove }) => remove !== undefined && kindAt(remove) !== undefined);
  for (const each of damage.filter(({ remove }) => remove !== undefined)) {
    await rm(each.remove as string, { force: true, recursive: true });
    each.mended = true;
  }
  return there.length;
}

/** Deletes what must go, holding the run, after another look; what another process has, or what may not be deleted, stays. */
async function mended(folder: string, found: Check): Promise<Check> {
  if (await isRunning(folder)) return found;
  const lock = lockAt(join(folder, FILES.lock), "runs verify --mend");
  try {
    await lock.take();
    const first = new Check(folder, found.id);
    await first.run();
    // What goes may leave something else behind that is wrong by itself: without its result, a run's damaged settings are no better.
    for (let check = first; (await deleted(check)) > 0; ) {
      check = new Check(folder, found.id);
      await check.run();
      first.damage.push(...check.damage.filter(({ file }) => !first.damage.some((known) => known.file === file)));
    }
    return first;
  } catch {
    // Said by what is not marked as mended.
    return found;
  } finally {
    await lock.release().catch(() => undefined);
  }
}
