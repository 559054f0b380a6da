/**
 * Reads a WebGPU tensor at once. WebGPU only promises its values, while a step's loss, a measurement and `dataSync` want them now.
 * Dawn, the WebGPU of Node, looks for finished work in callbacks that it gives to `setImmediate`. They are kept here, and while a value is awaited they are
 * called in place; so nothing else has to know that reading takes time.
 */
import { UserError } from "../errors";
import { tf } from "./tf";

/** The parts of a WebGPU device that reading needs. */
export interface Device {
  createBuffer(options: { size: number; usage: number }): Staging;
  addEventListener(type: "uncapturederror", listener: (event: { error: { message: string }; preventDefault(): void }) => void): void;
}

interface Staging {
  readonly mapState: "unmapped" | "pending" | "mapped";
  mapAsync(mode: number): Promise<void>;
  getMappedRange(): ArrayBuffer;
  destroy(): void;
}

/** The parts of tfjs-backend-webgpu 4.22 that reading needs. */
export interface ReadableBackend {
  device: Device;
  tensorMap: { get(dataId: object): { values?: tf.BackendValues; dtype: tf.DataType; resource: { size: number } } };
  commandEncoder: { copyBufferToBuffer(from: object, fromOffset: number, to: object, toOffset: number, size: number): void };
  read(dataId: object): Promise<tf.BackendValues>;
  readSync(dataId: object): tf.BackendValues;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  convertAndCacheOnCPU(dataId: object, values: tf.BackendValues): tf.BackendValues;
}

/** GPUBufferUsage.MAP_READ | COPY_DST, and GPUMapMode.READ, as the standard numbers them. */
const STAGING = 1 | 8;
const MAP_READ = 1;

/** Longest pause between two looks at the GPU, milliseconds. */
const LONGEST_PAUSE_MS = 0.5;

/** Time between two looks while nobody waits. Dawn would look without a pause as long as there is a device, and keep the process from ending. */
const IDLE_MS = 10;

let looks: (() => void)[] = [];
let reading = false;
let promised = 0;
let idle: NodeJS.Timeout | undefined;

/** Keeps Dawn's callbacks from now on; to be called once, before WebGPU is first used. */
export function keepLooks(): void {
  const schedule = globalThis.setImmediate;
  const keeping = (callback: (...args: unknown[]) => void, ...args: unknown[]) => {
    if (!isNative(callback)) return schedule(callback, ...args);
    looks.push(() => callback(...args));
    if (promised > 0) schedule(look);
    else if (!reading) idle ??= setTimeout(look, IDLE_MS).unref();
    return undefined;
  };
  globalThis.setImmediate = Object.defineProperties(keeping, Object.getOwnPropertyDescriptors(schedule)) as typeof setImmediate;
}

/** Waits for what WebGPU promises, looking for it without a pause. */
export async function promptly<T>(begin: () => Promise<T>): Promise<T> {
  promised++;
  try {
    return await begin();
  } finally {
    promised--;
  }
}

/** Functions made by an addon; a promise's `resolve` and bound functions are native too, but have no `prototype`. */
const isNative = (callback: object): boolean =>
  Object.hasOwn(callback, "prototype") && /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(callback));

function look(): void {
  clearTimeout(idle);
  idle = undefined;
  const now = looks;
  looks = [];
  for (const each of now) each();
}

/**
 * Gives a WebGPU backend a `readSync` that works outside a browser; its `read` is the same one.
 * From then on a read throws a UserError when the GPU reported an error before it, as the values are then wrong.
 */
export function readAtOnce(backend: ReadableBackend): void {
  let failure: string | undefined;
  backend.device.addEventListener("uncapturederror", (event) => {
    // Else Dawn prints it on standard output.
    event.preventDefault();
    failure ??= event.error.message.trim();
  });
  backend.read = async (dataId) => backend.readSync(dataId);
  const readCached = backend.readSync.bind(backend);
  backend.readSync = (dataId) => {
    const { values, dtype, resource } = backend.tensorMap.get(dataId);
    if (values || dtype === "string" || dtype === "complex64") return readCached(dataId);
    const bytes = download(backend, resource);
    if (failure || !bytes) throw unusable(failure);
    return backend.convertAndCacheOnCPU(dataId, tf.util.convertBackendValuesAndArrayBuffer(bytes, dtype));
  };
}

const unusable = (failure = "It stopped answering; its driver may have been reset."): UserError =>
  new UserError(`The GPU failed, so its numbers cannot be used. Start again with a smaller batch, or with another backend.\n${failure}`);

/** The bytes of a buffer; undefined when the GPU does not give them. */
function download(backend: ReadableBackend, resource: { size: number }): ArrayBuffer | undefined {
  const staging = backend.device.createBuffer({ size: resource.size, usage: STAGING });
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.commandEncoder.copyBufferToBuffer(resource, 0, staging, 0, resource.size);
  backend.submitQueue();
  awaitMapping(staging);
  const bytes = staging.mapState === "mapped" ? staging.getMappedRange().slice(0) : undefined;
  staging.destroy();
  return bytes;
}

const clock = new Int32Array(new SharedArrayBuffer(4));

function awaitMapping(staging: Staging): void {
  // Its outcome is seen in `mapState`.
  staging.mapAsync(MAP_READ).catch(() => undefined);
  reading = true;
  try {
    for (let pause = 0.01; staging.mapState === "pending"; pause = Math.min(LONGEST_PAUSE_MS, 1.5 * pause)) {
      if (looks.length === 0) throw new Error("WebGPU's work is not announced by setImmediate: another version of the package webgpu?");
      look();
      if (staging.mapState === "pending") Atomics.wait(clock, 0, 0, pause);
    }
  } finally {
    reading = false;
    if (looks.length > 0) idle ??= setTimeout(look, IDLE_MS).unref();
  }
}
