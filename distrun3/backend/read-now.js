"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.keepLooks = keepLooks;
exports.promptly = promptly;
exports.readAtOnce = readAtOnce;
/**
 * Reads a WebGPU tensor at once. WebGPU only promises its values, while a step's loss, a measurement and `dataSync` want them now.
 * Dawn, the WebGPU of Node, looks for finished work in callbacks that it gives to `setImmediate`. They are kept here, and while a value is awaited they are
 * called in place; so nothing else has to know that reading takes time.
 */
const errors_1 = require("../errors");
const tf_1 = require("./tf");
/** GPUBufferUsage.MAP_READ | COPY_DST, and GPUMapMode.READ, as the standard numbers them. */
const STAGING = 1 | 8;
const MAP_READ = 1;
/** Longest pause between two looks at the GPU, milliseconds. */
const LONGEST_PAUSE_MS = 0.5;
/** Time between two looks while nobody waits. Dawn would look without a pause as long as there is a device, and keep the process from ending. */
const IDLE_MS = 10;
let looks = [];
let reading = false;
let promised = 0;
let idle;
/** Keeps Dawn's callbacks from now on; to be called once, before WebGPU is first used. */
function keepLooks() {
    const schedule = globalThis.setImmediate;
    const keeping = (callback, ...args) => {
        if (!isNative(callback))
            return schedule(callback, ...args);
        looks.push(() => callback(...args));
        if (promised > 0)
            schedule(look);
        else if (!reading)
            idle ??= setTimeout(look, IDLE_MS).unref();
        return undefined;
    };
    globalThis.setImmediate = Object.defineProperties(keeping, Object.getOwnPropertyDescriptors(schedule));
}
/** Waits for what WebGPU promises, looking for it without a pause. */
async function promptly(begin) {
    promised++;
    try {
        return await begin();
    }
    finally {
        promised--;
    }
}
/** Functions made by an addon; a promise's `resolve` and bound functions are native too, but have no `prototype`. */
const isNative = (callback) => Object.hasOwn(callback, "prototype") && /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(callback));
function look() {
    clearTimeout(idle);
    idle = undefined;
    const now = looks;
    looks = [];
    for (const each of now)
        each();
}
/**
 * Gives a WebGPU backend a `readSync` that works outside a browser; its `read` is the same one.
 * From then on a read throws a UserError when the GPU reported an error before it, as the values are then wrong.
 */
function readAtOnce(backend) {
    let failure;
    backend.device.addEventListener("uncapturederror", (event) => {
        // Else Dawn prints it on standard output.
        event.preventDefault();
        failure ??= event.error.message.trim();
    });
    backend.read = async (dataId) => backend.readSync(dataId);
    const readCached = backend.readSync.bind(backend);
    backend.readSync = (dataId) => {
        const { values, dtype, resource } = backend.tensorMap.get(dataId);
        if (values || dtype === "string" || dtype === "complex64")
            return readCached(dataId);
        const bytes = download(backend, resource);
        if (failure || !bytes)
            throw unusable(failure);
        return backend.convertAndCacheOnCPU(dataId, tf_1.tf.util.convertBackendValuesAndArrayBuffer(bytes, dtype));
    };
}
const unusable = (failure = "It stopped answering; its driver may have been reset.") => new errors_1.UserError(`The GPU failed, so its numbers cannot be used. Start again with a smaller batch, or with another backend.\n${failure}`);
/** The bytes of a buffer; undefined when the GPU does not give them. */
function download(backend, resource) {
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
function awaitMapping(staging) {
    // Its outcome is seen in `mapState`.
    staging.mapAsync(MAP_READ).catch(() => undefined);
    reading = true;
    try {
        for (let pause = 0.01; staging.mapState === "pending"; pause = Math.min(LONGEST_PAUSE_MS, 1.5 * pause)) {
            if (looks.length === 0)
                throw new Error("WebGPU's work is not announced by setImmediate: another version of the package webgpu?");
            look();
            if (staging.mapState === "pending")
                Atomics.wait(clock, 0, 0, pause);
        }
    }
    finally {
        reading = false;
        if (looks.length > 0)
            idle ??= setTimeout(look, IDLE_MS).unref();
    }
}
//# sourceMappingURL=read-now.js.map