/** How many processes a pool has, and what each computes with: one a core with one thread, or one a GPU. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { backendName } from "../../backend/choose";
import { UsageError } from "../../errors";
import { inProject } from "../../project";

/** Where a process works. */
export interface Place {
  /** For people: "process 1", "GPU 0". */
  name: string;
  env: Record<string, string>;
}

export interface Machine {
  cores: number;
  /** Devices, as CUDA names them; none where TensorFlow's library here is not the one for GPUs. */
  gpus: string[];
  /** That this process and its children may use. */
  memoryMB: number;
}

export interface PlaceWish {
  /** Default: one a core, or one a GPU. */
  processes?: number;
  /** Threads of one operation in each process. Default: 1; on GPUs what suits the work. */
  threads?: number;
  /** Default: the environment's LARGEBATCH_BACKEND, else `auto`. */
  backend?: string;
}

/** @throws UsageError for a number of processes that is none */
export function placesFor(
  { processes, threads, backend = process.env.LARGEBATCH_BACKEND || "auto" }: PlaceWish,
  machine: Machine,
): Place[] {
  const wanted = backendName(backend);
  const gpus = wanted === "auto" || wanted === "tensorflow-gpu" ? machine.gpus : [];
  const most = Math.max(64, 4 * machine.cores);
  const count = processes ?? (gpus.length || (wanted === "webgpu" ? 1 : machine.cores));
  if (!(Number.isInteger(count) && count >= 1 && count <= most))
    throw new UsageError(
      `The number of processes must be an integer from 1 to ${most}, got ${count}. This machine has ${machine.cores} cores.`,
    );
  const common: Record<string, string> = wanted === "auto" ? {} : { LARGEBATCH_BACKEND: wanted };
  const shared: Record<string, string> = threads === undefined && gpus.length > 0 ? {} : { LARGEBATCH_THREADS: String(threads ?? 1) };
  return Array.from({ length: count }, (_, i) => {
    const gpu = gpus[i % Math.max(1, gpus.length)];
    const device: Record<string, string> = gpu === undefined ? {} : { CUDA_VISIBLE_DEVICES: gpu };
    const alone = gpu !== undefined && count <= gpus.length;
    return { name: alone ? `GPU ${gpu}` : `process ${i + 1}`, env: { ...common, ...shared, ...device } };
  });
}

/** What this machine offers. */
export function machineHere(): Machine {
  const limit = process.constrainedMemory();
  // Without a limit the system answers 0, or a number beyond all memory.
  const bytes = limit > 0 && limit < totalmem() ? limit : totalmem();
  return { cores: availableParallelism(), gpus: gpusHere(), memoryMB: Math.floor(bytes / 1e6) };
}

function gpusHere(): string[] {
  const folder = inProject(".tensorflow");
  if (!existsSync(folder) || !readdirSync(folder).some((name) => name.startsWith("gpu-"))) return [];
  const visible = process.env.CUDA_VISIBLE_DEVICES;
  if (visible !== undefined) return visible === "-1" ? [] : visible.split(",").filter(Boolean);
  const listed = spawnSync("nvidia-smi", ["-L"], { encoding: "utf8", timeout: 10_000 });
  return gpusOf(listed.status === 0 ? listed.stdout : "");
}

/** Numbers of the devices in what `nvidia-smi -L` prints. */
export const gpusOf = (listed: string): string[] => [...listed.matchAll(/^GPU (\d+):/gm)].map(([, number]) => number as string);

/** Of the machine's memory, that part is shared among the processes. */
const SHARE = 0.8;
/** A process that computes has about 400 MB; few runs need more than this. */
const USUAL_MB = 2000;
const LEAST_MB = 600;

/** Megabytes beyond which a process is replaced when its run is done. */
export const memoryBound = (processes: number, { memoryMB }: Machine): number =>
  Math.max(LEAST_MB, Math.min(USUAL_MB, Math.floor((SHARE * memoryMB) / processes)));
