/** What a run was computed with, kept beside it: versions, device, threads, and the revision of the source. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { arch, cpus, platform, release } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Backend, chosenBackend } from "../../backend/choose";
import { inProject, PROJECT_ROOT, packageVersion, projectVersion } from "../../project";
import { FILES } from "../store/paths";
import { writeSoon } from "./files";

export const ENVIRONMENT_FILE = FILES.environment;

export interface Environment {
  largebatch: string;
  /** Commit of the source, with "-dirty" where files differ from it; absent outside a checkout. */
  revision?: string;
  node: string;
  tensorflowjs?: string;
  /** The native library's. */
  tensorflow?: string;
  backend?: string;
  device?: string;
  /** Of one operation. */
  threads?: number;
  sideBySide?: number;
  system: string;
  processor: string;
  seed: number;
}

/** In the file: the environment of the process that had the run last, and those before it where they differ. */
export interface KeptEnvironment extends Environment {
  earlier?: Environment[];
}

/** @param backend that computes, once it is chosen */
export async function environment(seed: number, backend: Backend | undefined = chosenBackend()): Promise<Environment> {
  return {
    largebatch: projectVersion(),
    revision: await revision(),
    node: process.version,
    tensorflowjs: packageVersion(inProject("node_modules/@tensorflow/tfjs/package.json")),
    tensorflow: backend?.tensorflow,
    backend: backend?.name,
    device: backend?.device,
    threads: backend?.threads,
    sideBySide: backend?.sideBySide,
    system: `${platform()} ${release()} ${arch()}`,
    processor: cpus()[0]?.model ?? "unknown",
    seed,
  };
}

/** Writes the environment of a run. @param resumed whether it goes on with what an earlier process computed, whose environment then stays in the file */
export async function keepEnvironment(folder: string, seed: number, resumed: boolean): Promise<void> {
  const file = join(folder, ENVIRONMENT_FILE);
  const now = await environment(seed);
  const earlier = resumed ? await others(file, now) : [];
  await writeSoon(file, `${JSON.stringify({ ...now, ...(earlier.length > 0 ? { earlier } : {}) } satisfies KeptEnvironment, null, 2)}\n`);
}

/** The environments in a file that differ from the one at hand; none where it cannot be read: it is an account, nothing depends on it. */
async function others(file: string, now: Environment): Promise<Environment[]> {
  try {
    const { earlier = [], ...last } = JSON.parse(await readFile(file, "utf8")) as KeptEnvironment;
    const text = JSON.stringify(now);
    return [...earlier, last].filter((each) => JSON.stringify(each) !== text);
  } catch {
    return [];
  }
}

let known: Promise<string | undefined> | undefined;

/** Asked once a process. A folder above the project may be a checkout of something else. */
function revision(): Promise<string | undefined> {
  known ??= existsSync(join(PROJECT_ROOT, ".git")) ? askGit() : Promise.resolve(undefined);
  return known;
}

async function askGit(): Promise<string | undefined> {
  const args = ["--no-optional-locks", "-C", PROJECT_ROOT, "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"];
  const answer = await promisify(execFile)("git", args, { timeout: 10_000 }).catch(() => undefined);
  return answer?.stdout.trim();
}
