/** Loads the native TensorFlow (tfjs-node-gpu over TensorFlow's own library), or says why it cannot. */
import { existsSync } from "node:fs";
import { inProject } from "../project";
import { quietly } from "./quietly";
import { tf } from "./tf";
import { registerNativeTransform } from "./transform";

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
    loadAddon();
    registerNativeTransform();
    const backend = tf.findBackend("tensorflow") as unknown as { binding: { TF_Version: string }; isUsingGpuDevice: boolean };
    return { version: backend.binding.TF_Version, gpu: backend.isUsingGpuDevice };
  } catch (error) {
    const [line] = String((error as Error).message).split("\n");
    return { missing: `the native TensorFlow does not load (${line}): run \`npm run setup\`` };
  }
}

/** TensorFlow greets on standard error, whatever its log level; it is heard where TF_CPP_MIN_LOG_LEVEL asks for more. */
function loadAddon(): void {
  const load = () => void require("@tensorflow/tfjs-node-gpu");
  const quiet = ["", "2", "3"].includes(process.env.TF_CPP_MIN_LOG_LEVEL ?? "");
  if (quiet) process.env.TF_CPP_MIN_LOG_LEVEL ||= "2";
  if (quiet) quietly(load);
  else load();
}
