/** Chooses the backend of the process, once: TensorFlow on the GPU, TensorFlow on the CPU, or plain JavaScript; and says why. */
import { availableParallelism } from "node:os";
import { UsageError, UserError } from "../errors";
import { loadNative, type Native } from "./native";
import { tf } from "./tf";

/** Best first. */
export const BACKEND_NAMES = ["tensorflow-gpu", "tensorflow-cpu", "js"] as const;
export type BackendName = (typeof BACKEND_NAMES)[number];

export interface Backend {
  name: BackendName;
  /** What computes: "GPU", "CPU (2 threads)", … */
  device: string;
  /** Threads that TensorFlow may use for one operation; 1 for plain JavaScript. */
  threads: number;
  /** Version of TensorFlow's library, where it is in use. */
  tensorflow?: string;
  /** For each better backend, why it is not in use. */
  notBetter: { name: BackendName; why: string }[];
}

export interface BackendWish {
  /** A name of BACKEND_NAMES, `gpu`, `cpu`, or `auto` (the best that runs). Default: the environment's LARGEBATCH_BACKEND, else `auto`. */
  backend?: string;
  /** Threads of one operation. Default: the environment's LARGEBATCH_THREADS, else one a core. Results are bit for bit the same with 1. */
  threads?: number | string;
}

const SHORT: Record<string, string> = { gpu: "tensorflow-gpu", cpu: "tensorflow-cpu" };

let chosen: Backend | undefined;

/**
 * The backend of this process; the first call decides.
 * @throws UserError for an unknown name, a backend that cannot run here, or a second wish that contradicts the first
 */
export async function useBackend(wish: BackendWish = {}): Promise<Backend> {
  const wanted = backendName(wish.backend ?? (process.env.LARGEBATCH_BACKEND || "auto"));
  if (chosen) {
    if (wanted !== "auto" && wanted !== chosen.name) {
      throw new UserError(`This process already computes with ${chosen.name}; ${wanted} needs a process of its own.`);
    }
    return chosen;
  }
  const threads = threadCount(wish.threads ?? (process.env.LARGEBATCH_THREADS || availableParallelism()));
  if (wanted === "tensorflow-cpu") process.env.CUDA_VISIBLE_DEVICES = "-1";
  process.env.TF_NUM_INTRAOP_THREADS = String(threads);
  if (threads === 1) process.env.TF_NUM_INTEROP_THREADS = "1";

  const backend = decide(wanted, threads, wanted === "js" ? { missing: "not asked for" } : loadNative());
  await tf.setBackend(backend.name === "js" ? "cpu" : "tensorflow");
  await tf.ready();
  // Else its first use advises to install a package that is installed; why it is not in use stands in `notBetter`.
  if (backend.name === "js") (tf.backend() as unknown as { firstUse: boolean }).firstUse = false;
  chosen = backend;
  return backend;
}

/** The pure part of the choice, given what loading the native library said. */
export function decide(wanted: BackendName | "auto", threads: number, native: Native): Backend {
  const notBetter: Backend["notBetter"] = [];
  for (const name of BACKEND_NAMES) {
    const why = obstacle(name, native);
    if (wanted === name && why) throw new UserError(`The backend ${name} cannot run here: ${why}.`);
    if (why ?? (wanted !== "auto" && wanted !== name)) {
      notBetter.push({ name, why: why ?? `${wanted} was asked for` });
      continue;
    }
    if (name === "js") return { name, device: "CPU (1 thread, plain JavaScript)", threads: 1, notBetter };
    const device = name === "tensorflow-gpu" ? "GPU" : `CPU (${threads} thread${threads === 1 ? "" : "s"})`;
    return { name, device, threads, tensorflow: "missing" in native ? undefined : native.version, notBetter };
  }
  throw new Error("unreachable: js always runs");
}

function obstacle(name: BackendName, native: Native): string | undefined {
  if (name === "js") return undefined;
  if ("missing" in native) return native.missing;
  if (name === "tensorflow-gpu" && !native.gpu) return "TensorFlow sees no GPU (no NVIDIA card, no driver, or its CPU library is set up)";
  if (name === "tensorflow-cpu" && native.gpu) return "TensorFlow took the GPU; ask for tensorflow-cpu to hide it";
  return undefined;
}

/** The full name of a backend. @throws UsageError for an unknown one */
export function backendName(name: string): BackendName | "auto" {
  const full = SHORT[name] ?? name;
  if (full === "auto" || (BACKEND_NAMES as readonly string[]).includes(full)) return full as BackendName | "auto";
  throw new UsageError(`Unknown backend "${name}". Expected auto, ${BACKEND_NAMES.join(", ")} (or gpu, cpu).`);
}

function threadCount(wish: number | string): number {
  const threads = Number(wish);
  if (Number.isInteger(threads) && threads >= 1) return threads;
  throw new UsageError(`The number of threads must be an integer of 1 or more, got "${wish}".`);
}
