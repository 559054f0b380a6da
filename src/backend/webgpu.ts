/** WebGPU through Dawn (the package `webgpu`): looks for a GPU, and makes it the backend `webgpu` of TensorFlow.js. Both packages are optional. */
import { UserError } from "../errors";
import { whyNot } from "./optional";
import { quietly } from "./quietly";
import { type Device, keepLooks, promptly, type ReadableBackend, readAtOnce } from "./read-now";
import { tf } from "./tf";
import { registerKernels } from "./webgpu-kernels";

/** A GPU, or why there is none. */
export type Adapter = Card | { missing: string };

export interface Card {
  name: string;
  /** Whether it is no card but a program on the CPU. */
  software: boolean;
}

interface GpuAdapter {
  info: { vendor: string; architecture: string; device: string; description: string; isFallbackAdapter: boolean };
  limits: Record<string, number>;
  requestDevice(options: { requiredLimits: Record<string, number> }): Promise<Device>;
}

interface Gpu {
  requestAdapter(options: { powerPreference: "high-performance" }): Promise<GpuAdapter | null>;
}

/** Limits raised to what the GPU has; the defaults are those of a small one. */
const LIMITS = [
  "maxBufferSize",
  "maxStorageBufferBindingSize",
  "maxComputeWorkgroupStorageSize",
  "maxComputeWorkgroupsPerDimension",
  "maxComputeInvocationsPerWorkgroup",
  "maxComputeWorkgroupSizeX",
];

type Found = { gpu: Gpu; adapter: GpuAdapter; constants: object } | { missing: string };

let found: Promise<Found> | undefined;

const lookOnce = (): Promise<Found> => {
  found ??= find();
  return found;
};

/** The GPU that WebGPU would take. Never throws. */
export async function findAdapter(): Promise<Adapter> {
  const answer = await lookOnce();
  if ("missing" in answer) return answer;
  const { vendor, architecture, device, description, isFallbackAdapter } = answer.adapter.info;
  const name = [vendor, device || architecture].filter(Boolean).join(" ");
  return { name: description ? `${name} (${description})` : name, software: isFallbackAdapter };
}

async function find(): Promise<Found> {
  // Names that the compiler does not follow: the packages are optional.
  let name = "@tensorflow/tfjs-backend-webgpu";
  try {
    require.resolve(name);
    name = "webgpu";
    const { create, globals } = (await import(name)) as { create(options: string[]): Gpu; globals: object };
    keepLooks();
    const gpu = create([]);
    const adapter = await promptly(() => quietly(() => gpu.requestAdapter({ powerPreference: "high-performance" })));
    return adapter ? { gpu, adapter, constants: globals } : { missing: `WebGPU sees no GPU${DRIVER[process.platform] ?? ""}` };
  } catch (error) {
    return { missing: whyNot(error as NodeJS.ErrnoException, name) };
  }
}

const DRIVER: Partial<Record<NodeJS.Platform, string>> = {
  linux: " (it needs libvulkan1 and the card's Vulkan driver; on Debian and Ubuntu: mesa-vulkan-drivers for AMD and Intel)",
};

/** Registers the backend `webgpu` on the GPU found, once a process. @throws UserError when it refuses */
export async function registerWebgpu(): Promise<void> {
  const answer = await lookOnce();
  if ("missing" in answer) throw new Error(answer.missing);
  const { gpu, adapter, constants } = answer;
  // tfjs-backend-webgpu takes the standard's constants from here, as in a browser.
  Object.assign(globalThis, constants);
  const requiredLimits = Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name] as number]));
  const device = await promptly(() => adapter.requestDevice({ requiredLimits })).catch((error: Error) => {
    throw new UserError(`The GPU refuses to compute (${error.message.trim()}). Take another backend with --backend.`);
  });
  const { WebGPUBackend } = require("@tensorflow/tfjs-backend-webgpu") as {
    WebGPUBackend: new (device: Device, info: object) => ReadableBackend & tf.KernelBackend;
  };
  const backend = withNavigator({ gpu }, () => new WebGPUBackend(device, adapter.info));
  readAtOnce(backend);
  registerKernels();
  tf.registerBackend("webgpu", () => backend);
}

/** tfjs-backend-webgpu asks a browser's `navigator` whether there is WebGPU; Node has none, or one without it. */
function withNavigator<T>(navigator: object, work: () => T): T {
  const kept = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
  try {
    return work();
  } finally {
    Reflect.deleteProperty(globalThis, "navigator");
    if (kept) Object.defineProperty(globalThis, "navigator", kept);
  }
}
