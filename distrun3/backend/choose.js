"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.cardName = exports.chosenBackend = exports.BACKEND_NAMES = void 0;
exports.useBackend = useBackend;
exports.decide = decide;
exports.backendName = backendName;
/** Chooses the backend of the process, once: TensorFlow on the GPU or the CPU, WebGPU, WebAssembly or plain JavaScript; and says why. */
const node_os_1 = require("node:os");
const errors_1 = require("../errors");
const native_1 = require("./native");
const tf_1 = require("./tf");
const threads_1 = require("./threads");
const wasm_1 = require("./wasm");
const webgpu_1 = require("./webgpu");
/** Best first. `auto` takes the first that runs, but never `wasm` (it trains dense networks only) nor WebGPU without a card. */
exports.BACKEND_NAMES = ["tensorflow-gpu", "tensorflow-cpu", "webgpu", "wasm", "js"];
const SHORT = { gpu: "tensorflow-gpu", cpu: "tensorflow-cpu" };
/** The choice is the process's: a notebook that loads this module a second time, after an edit, finds it made. */
const CHOSEN = Symbol.for("largebatch.backend");
const ofProcess = globalThis;
/** The backend of this process, once `useBackend` has chosen it. */
const chosenBackend = () => ofProcess[CHOSEN];
exports.chosenBackend = chosenBackend;
/**
 * The backend of this process; the first call decides.
 * @throws UserError for an unknown name, a backend that cannot run here, or a second wish that contradicts the first
 */
async function useBackend(wish = {}) {
    const wanted = backendName(wish.backend ?? (process.env.LARGEBATCH_BACKEND || "auto"));
    const threads = (0, threads_1.shareThreads)(wish.threads ?? process.env.LARGEBATCH_THREADS, wish.work, (0, node_os_1.availableParallelism)());
    const chosen = ofProcess[CHOSEN];
    if (chosen) {
        requireAgreement(chosen, wanted, wish.threads === undefined || wish.threads === "" ? undefined : threads);
        return chosen;
    }
    if (wanted === "tensorflow-cpu")
        process.env.CUDA_VISIBLE_DEVICES = "-1";
    process.env.TF_NUM_INTRAOP_THREADS = String(threads.perOperation);
    process.env.TF_NUM_INTEROP_THREADS = String(threads.sideBySide);
    const backend = decide(wanted, threads, await explore(wanted));
    if (backend.name === "webgpu")
        await (0, webgpu_1.registerWebgpu)();
    if (!(await tf_1.tf.setBackend(ENGINES[backend.name])))
        throw new errors_1.UserError(`The backend ${backend.name} does not start here.`);
    await tf_1.tf.ready();
    // Else its first use advises to install a package that is installed; why it is not in use stands in `notBetter`.
    if (backend.name === "js")
        tf_1.tf.backend().firstUse = false;
    ofProcess[CHOSEN] = backend;
    return backend;
}
/** @throws UserError where a later wish contradicts the choice. Threads mean something to TensorFlow alone. */
function requireAgreement(chosen, wanted, threads) {
    if (wanted !== "auto" && wanted !== chosen.name)
        throw new errors_1.UserError(`This process already computes with ${chosen.name}; ${wanted} needs a process of its own.`);
    if (!threads || !chosen.name.startsWith("tensorflow"))
        return;
    const has = { perOperation: chosen.threads, sideBySide: chosen.sideBySide };
    if (threads.perOperation !== has.perOperation || threads.sideBySide !== has.sideBySide)
        throw new errors_1.UserError(`This process already computes with ${(0, threads_1.describeThreads)(has)}; ${(0, threads_1.describeThreads)(threads)} needs a process of its own: ` +
            "ask for it before anything else is computed, or set LARGEBATCH_THREADS.");
}
/** What TensorFlow.js calls them. */
const ENGINES = {
    "tensorflow-gpu": "tensorflow",
    "tensorflow-cpu": "tensorflow",
    webgpu: "webgpu",
    wasm: "wasm",
    js: "cpu",
};
/** Looks at what the choice depends on, and loads nothing else. */
async function explore(wanted) {
    const other = { missing: `${wanted} was asked for` };
    const native = wanted === "auto" || wanted.startsWith("tensorflow") ? (0, native_1.loadNative)() : other;
    const needsAdapter = wanted === "webgpu" || (wanted === "auto" && "missing" in native);
    return { native, webgpu: needsAdapter ? await (0, webgpu_1.findAdapter)() : other, wasm: wanted === "wasm" ? (0, wasm_1.loadWasm)() : {} };
}
/** The pure part of the choice. @throws UserError when the wanted backend cannot run */
function decide(wanted, threads, offer) {
    const notBetter = [];
    for (const name of exports.BACKEND_NAMES) {
        const why = obstacle(name, offer);
        if (wanted === name && why)
            throw new errors_1.UserError(`The backend ${name} cannot run here: ${why}.`);
        const passed = why ?? (wanted === "auto" ? reserve(name, offer) : wanted === name ? undefined : `${wanted} was asked for`);
        if (passed === undefined)
            return { name, ...computing(name, threads, offer), notBetter };
        notBetter.push({ name, why: passed });
    }
    throw new Error("unreachable: js always runs");
}
const ONE = { threads: 1, sideBySide: 1 };
/** What computes, in words and threads. */
function computing(name, threads, { native, webgpu }) {
    if (name === "js")
        return { device: "CPU (1 thread, plain JavaScript)", ...ONE };
    if (name === "wasm")
        return { device: "CPU (1 thread, WebAssembly)", ...ONE };
    if (name === "webgpu")
        return { device: "missing" in webgpu ? "" : (0, exports.cardName)(webgpu), ...ONE };
    const device = name === "tensorflow-gpu" ? "GPU" : `CPU (${(0, threads_1.describeThreads)(threads)})`;
    const { perOperation, sideBySide } = threads;
    return { device, threads: perOperation, sideBySide, tensorflow: "missing" in native ? undefined : native.version };
}
/** The name of WebGPU's card; says so where it is none. */
const cardName = ({ name, software }) => (software ? `${name}, no card but software on the CPU` : name);
exports.cardName = cardName;
/** Why a backend cannot run. */
function obstacle(name, { native, webgpu, wasm }) {
    if (name === "js")
        return undefined;
    if (name === "wasm")
        return wasm.missing;
    if (name === "webgpu")
        return "missing" in webgpu ? webgpu.missing : undefined;
    if ("missing" in native)
        return native.missing;
    if (name === "tensorflow-gpu" && !native.gpu)
        return "TensorFlow sees no GPU (no NVIDIA card, no driver, or its CPU library is set up)";
    if (name === "tensorflow-cpu" && native.gpu)
        return "TensorFlow took the GPU; ask for tensorflow-cpu to hide it";
    return undefined;
}
/** Why `auto` leaves out a backend that runs. */
function reserve(name, { webgpu }) {
    if (name === "wasm")
        return "trains dense networks only; ask for it with --backend wasm";
    if (name === "webgpu" && !("missing" in webgpu) && webgpu.software)
        return `${(0, exports.cardName)(webgpu)}; ask for it with --backend webgpu`;
    return undefined;
}
/** The full name of a backend. @throws UsageError for an unknown one */
function backendName(name) {
    const full = SHORT[name] ?? name;
    if (full === "auto" || exports.BACKEND_NAMES.includes(full))
        return full;
    throw new errors_1.UsageError(`Unknown backend "${name}". Expected auto, ${exports.BACKEND_NAMES.join(", ")} (or gpu, cpu).`);
}
//# sourceMappingURL=choose.js.map