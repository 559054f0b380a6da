/** Chooses the backend of the process, once: TensorFlow on the GPU or the CPU, WebGPU, WebAssembly or plain JavaScript; and says why. */
import { availableParallelism } from "node:os";
import { UsageError, UserError } from "../errors";
import { loadNative, type Native } from "./native";
import { tf } from "./tf";
import { describeThreads, shareThreads, type Threads, type Work } from "./threads";
import { mendPlainTransform } from "./transform";
import { loadWasm } from "./wasm";
import { type Adapter, type Card, findAdapter, registerWebgpu } from "./webgpu";

/** Best first. `auto` takes the first that runs, but never `wasm` (it trains dense networks only) nor WebGPU without a card. */
export const BACKEND_NAMES = ["tensorflow-gpu", "tensorflow-cpu", "webgpu", "wasm", "js"] as const;
export type BackendName = (typeof BACKEND_NAMES)[number];

export interface Backend {
  name: BackendName;
  /** What computes: "GPU", "CPU (2 threads)", the name of WebGPU's card, … */
  device: string;
  /** Threads that TensorFlow may use for one operation; 1 for the other backends. */
  threads: number;
  /** Operations that TensorFlow may compute at a time; 1 for the other backends. With 1 thread and 1 operation, results are bit for bit the same each time. */
  sideBySide: number;
  /** Version of TensorFlow's library, where it is in use. */
  tensorflow?: string;
  /** For each better backend, why it is not in use. */
  notBetter: { name: BackendName; why: string }[];
}

export interface BackendWish {
  /** A name of BACKEND_NAMES, `gpu`, `cpu`, or `auto` (the best that runs). Default: the environment's LARGEBATCH_BACKEND, else `auto`. */
  backend?: string;
  /** Threads of one operation. Default: the environment's LARGEBATCH_THREADS, else what suits the work. With 1, results are bit for bit the same each time. */
  threads?: number | string;
  /** What the process will do most; decides how the cores are shared where no threads are wished for. */
  work?: Work;
}

const SHORT: Record<string, string> = { gpu: "tensorflow-gpu", cpu: "tensorflow-cpu" };

/** The choice is the process's: a notebook that loads this module a second time, after an edit, finds it made. */
const CHOSEN = Symbol.for("largebatch.backend");
const ofProcess = globalThis as { [CHOSEN]?: Backend };

/** The backend of this process, once `useBackend` has chosen it. */
export const chosenBackend = (): Backend | undefined => ofProcess[CHOSEN];

/**
 * The backend of this process; the first call decides.
 * @throws UserError for an unknown name, a backend that cannot run here, or a second wish that contradicts the first
 */
export async function useBackend(wish: BackendWish = {}): Promise<Backend> {
  const wanted = backendName(wish.backend ?? (process.env.LARGEBATCH_BACKEND || "auto"));
  const threads = shareThreads(wish.threads ?? process.env.LARGEBATCH_THREADS, wish.work, availableParallelism());
  const chosen = ofProcess[CHOSEN];
  if (chosen) {
    requireAgreement(chosen, wanted, wish.threads === undefined || wish.threads === "" ? undefined : threads);
    return chosen;
  }
  if (wanted === "tensorflow-cpu") process.env.CUDA_VISIBLE_DEVICES = "-1";
  process.env.TF_NUM_INTRAOP_THREADS = String(threads.perOperation);
  process.env.TF_NUM_INTEROP_THREADS = String(threads.sideBySide);

  const backend = decide(wanted, threads, await explore(wanted));
  if (backend.name === "webgpu") await registerWebgpu();
  if (!(await tf.setBackend(ENGINES[backend.name]))) throw new UserError(`The backend ${backend.name} does not start here.`);
  await tf.ready();
  if (backend.name === "js") {
    // Else its first use advises to install a package that is installed; why it is not in use stands in `notBetter`.
    (tf.backend() as unknown as { firstUse: boolean }).firstUse = false;
    mendPlainTransform();
  }
  ofProcess[CHOSEN] = backend;
  return backend;
}

/** @throws UserError where a later wish contradicts the choice. Threads mean something to TensorFlow alone. */
function requireAgreement(chosen: Backend, wanted: BackendName | "auto", threads: Threads | undefined): void {
  if (wanted !== "auto" && wanted !== chosen.name)
    throw new UserError(`This process already computes with ${chosen.name}; ${wanted} needs a process of its own.`);
  if (!threads || !chosen.name.startsWith("tensorflow")) return;
  const has = { perOperation: chosen.threads, sideBySide: chosen.sideBySide };
  if (threads.perOperation !== has.perOperation || threads.sideBySide !== has.sideBySide)
    throw new UserError(
      `This process already computes with ${describeThreads(has)}; ${describeThreads(threads)} needs a process of its own: ` +
        "ask for it before anything else is computed, or set LARGEBATCH_THREADS.",
    );
}

/** What TensorFlow.js calls them. */
const ENGINES: Record<BackendName, string> = {
  "tensorflow-gpu": "tensorflow",
  "tensorflow-cpu": "tensorflow",
  webgpu: "webgpu",
  wasm: "wasm",
  js: "cpu",
};

/** What the machine offers. */
export interface Offer {
  native: Native;
  webgpu: Adapter;
  wasm: { missing?: string };
}

/** Looks at what the choice depends on, and loads nothing else. */
async function explore(wanted: BackendName | "auto"): Promise<Offer> {
  const other = { missing: `${wanted} was asked for` };
  const native = wanted === "auto" || wanted.startsWith("tensorflow") ? loadNative() : other;
  const needsAdapter = wanted === "webgpu" || (wanted === "auto" && "missing" in native);
  return { native, webgpu: needsAdapter ? await findAdapter() : other, wasm: wanted === "wasm" ? loadWasm() : {} };
}

/** The pure part of the choice. @throws UserError when the wanted backend cannot run */
export function decide(wanted: BackendName | "auto", threads: Threads, offer: Offer): Backend {
  const notBetter: Backend["notBetter"] = [];
  for (const name of BACKEND_NAMES) {
    const why = obstacle(name, offer);
    if (wanted === name && why) throw new UserError(`The backend ${name} cannot run here: ${why}.`);
    const passed = why ?? (wanted === "auto" ? reserve(name, offer) : wanted === name ? undefined : `${wanted} was asked for`);
    if (passed === undefined) return { name, ...computing(name, threads, offer), notBetter };
    notBetter.push({ name, why: passed });
  }
  throw new Error("unreachable: js always runs");
}

const ONE = { threads: 1, sideBySide: 1 };

/** What computes, in words and threads. */
function computing(name: BackendName, threads: Threads, { native, webgpu }: Offer): Omit<Backend, "name" | "notBetter"> {
  if (name === "js") return { device: "CPU (1 thread, plain JavaScript)", ...ONE };
  if (name === "wasm") return { device: "CPU (1 thread, WebAssembly)", ...ONE };
  if (name === "webgpu") return { device: "missing" in webgpu ? "" : cardName(webgpu), ...ONE };
  const device = name === "tensorflow-gpu" ? "GPU" : `CPU (${describeThreads(threads)})`;
  const { perOperation, sideBySide } = threads;
  return { device, threads: perOperation, sideBySide, tensorflow: "missing" in native ? undefined : native.version };
}

/** The name of WebGPU's card; says so where it is none. */
export const cardName = ({ name, software }: Card): string => (software ? `${name}, no card but software on the CPU` : name);

/** Why a backend cannot run. */
function obstacle(name: BackendName, { native, webgpu, wasm }: Offer): string | undefined {
  if (name === "js") return undefined;
  if (name === "wasm") return wasm.missing;
  if (name === "webgpu") return "missing" in webgpu ? webgpu.missing : undefined;
  if ("missing" in native) return native.missing;
  if (name === "tensorflow-gpu" && !native.gpu) return "TensorFlow sees no GPU (no NVIDIA card, no driver, or its CPU library is set up)";
  if (name === "tensorflow-cpu" && native.gpu) return "TensorFlow took the GPU; ask for tensorflow-cpu to hide it";
  return undefined;
}

/** Why `auto` leaves out a backend that runs. */
function reserve(name: BackendName, { webgpu }: Offer): string | undefined {
  if (name === "wasm") return "trains dense networks only; ask for it with --backend wasm";
  if (name === "webgpu" && !("missing" in webgpu) && webgpu.software) return `${cardName(webgpu)}; ask for it with --backend webgpu`;
  return undefined;
}

/** The full name of a backend. @throws UsageError for an unknown one */
export function backendName(name: string): BackendName | "auto" {
  const full = SHORT[name] ?? name;
  if (full === "auto" || (BACKEND_NAMES as readonly string[]).includes(full)) return full as BackendName | "auto";
  throw new UsageError(`Unknown backend "${name}". Expected auto, ${BACKEND_NAMES.join(", ")} (or gpu, cpu).`);
}
