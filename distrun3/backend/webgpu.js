"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.findAdapter = findAdapter;
exports.registerWebgpu = registerWebgpu;
/** WebGPU through Dawn (the package `webgpu`): looks for a GPU, and makes it the backend `webgpu` of TensorFlow.js. Both packages are optional. */
const errors_1 = require("../errors");
const optional_1 = require("./optional");
const quietly_1 = require("./quietly");
const read_now_1 = require("./read-now");
const tf_1 = require("./tf");
const webgpu_kernels_1 = require("./webgpu-kernels");
/** Limits raised to what the GPU has; the defaults are those of a small one. */
const LIMITS = [
    "maxBufferSize",
    "maxStorageBufferBindingSize",
    "maxComputeWorkgroupStorageSize",
    "maxComputeWorkgroupsPerDimension",
    "maxComputeInvocationsPerWorkgroup",
    "maxComputeWorkgroupSizeX",
];
let found;
const lookOnce = () => {
    found ??= find();
    return found;
};
/** The GPU that WebGPU would take. Never throws. */
async function findAdapter() {
    const answer = await lookOnce();
    if ("missing" in answer)
        return answer;
    const { vendor, architecture, device, description, isFallbackAdapter } = answer.adapter.info;
    const name = [vendor, device || architecture].filter(Boolean).join(" ");
    return { name: description ? `${name} (${description})` : name, software: isFallbackAdapter };
}
async function find() {
    // Names that the compiler does not follow: the packages are optional.
    let name = "@tensorflow/tfjs-backend-webgpu";
    try {
        require.resolve(name);
        name = "webgpu";
        const { create, globals } = (await import(name));
        (0, read_now_1.keepLooks)();
        const gpu = create([]);
        const adapter = await (0, read_now_1.promptly)(() => (0, quietly_1.quietly)(() => gpu.requestAdapter({ powerPreference: "high-performance" })));
        return adapter ? { gpu, adapter, constants: globals } : { missing: `WebGPU sees no GPU${DRIVER[process.platform] ?? ""}` };
    }
    catch (error) {
        return { missing: (0, optional_1.whyNot)(error, name) };
    }
}
const DRIVER = {
    linux: " (it needs libvulkan1 and the card's Vulkan driver; on Debian and Ubuntu: mesa-vulkan-drivers for AMD and Intel)",
};
/** Registers the backend `webgpu` on the GPU found, once a process. @throws UserError when it refuses */
async function registerWebgpu() {
    const answer = await lookOnce();
    if ("missing" in answer)
        throw new Error(answer.missing);
    const { gpu, adapter, constants } = answer;
    // tfjs-backend-webgpu takes the standard's constants from here, as in a browser.
    Object.assign(globalThis, constants);
    const requiredLimits = Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]]));
    const device = await (0, read_now_1.promptly)(() => adapter.requestDevice({ requiredLimits })).catch((error) => {
        throw new errors_1.UserError(`The GPU refuses to compute (${error.message.trim()}). Take another backend with --backend.`);
    });
    const { WebGPUBackend } = require("@tensorflow/tfjs-backend-webgpu");
    const backend = withNavigator({ gpu }, () => new WebGPUBackend(device, adapter.info));
    (0, read_now_1.readAtOnce)(backend);
    (0, webgpu_kernels_1.registerKernels)();
    tf_1.tf.registerBackend("webgpu", () => backend);
}
/** tfjs-backend-webgpu asks a browser's `navigator` whether there is WebGPU; Node has none, or one without it. */
function withNavigator(navigator, work) {
    const kept = Object.getOwnPropertyDescriptor(globalThis, "navigator");
    Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
    try {
        return work();
    }
    finally {
        Reflect.deleteProperty(globalThis, "navigator");
        if (kept)
            Object.defineProperty(globalThis, "navigator", kept);
    }
}
//# sourceMappingURL=webgpu.js.map