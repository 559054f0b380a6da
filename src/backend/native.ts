/** Loads the native TensorFlow (tfjs-node-gpu over TensorFlow's own library), or says why it cannot. */
import { closeSync, existsSync, openSync } from "node:fs";
import { inProject } from "../project";
import { tf } from "./tf";

export type Native = { version: string; gpu: boolean } | { missing: string };

const ADDON = inProject("node_modules/@tensorflow/tfjs-node-gpu/lib/napi-v8/tfjs_binding.node");

let loaded: Native | undefined;

/** Registers the `tensorflow` backend, once a process. Never throws: what stands in the way is the answer's `missing`. */
export function loadNative(): Native {
  loaded ??= load();
  return loaded;
}

function load(): Native {
  if (!existsSync(ADDON)) {
    const where = process.platform === "linux" ? "run `npm run setup`" : `it is built on Linux only, this is ${process.platform}`;
    return { missing: `the native TensorFlow is not set up: ${where}` };
  }
  try {
    quietly(() => require("@tensorflow/tfjs-node-gpu"));
    const backend = tf.findBackend("tensorflow") as unknown as { binding: { TF_Version: string }; isUsingGpuDevice: boolean };
    return { version: backend.binding.TF_Version, gpu: backend.isUsingGpuDevice };
  } catch (error) {
    const [line] = String((error as Error).message).split("\n");
    return { missing: `the native TensorFlow does not load (${line}): run \`npm run setup\`` };
  }
}

/**
 * Runs `work` with the process's standard error closed to native code: TensorFlow greets on it, whatever its log level.
 * Does nothing where standard error cannot be reopened (a socket, no /proc) or where TF_CPP_MIN_LOG_LEVEL asks for more.
 */
function quietly<T>(work: () => T): T {
  if (!["", "2", "3"].includes(process.env.TF_CPP_MIN_LOG_LEVEL ?? "")) return work();
  process.env.TF_CPP_MIN_LOG_LEVEL ||= "2";
  let kept: number;
  try {
    kept = openSync("/proc/self/fd/2", "a");
  } catch {
    return work();
  }
  closeSync(2);
  openSync("/dev/null", "w");
  try {
    return work();
  } finally {
    closeSync(2);
    openSync(`/proc/self/fd/${kept}`, "a");
    closeSync(kept);
  }
}
