"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.memoryBound = exports.gpusOf = void 0;
exports.placesFor = placesFor;
exports.machineHere = machineHere;
/** How many processes a pool has, and what each computes with: one a core with one thread, or one a GPU. */
const node_child_process_1 = require("node:child_process");
const node_fs_1 = require("node:fs");
const node_os_1 = require("node:os");
const choose_1 = require("../../backend/choose");
const errors_1 = require("../../errors");
const project_1 = require("../../project");
/** @throws UsageError for a number of processes that is none */
function placesFor({ processes, threads, backend = process.env.LARGEBATCH_BACKEND || "auto" }, machine) {
    const wanted = (0, choose_1.backendName)(backend);
    const gpus = wanted === "auto" || wanted === "tensorflow-gpu" ? machine.gpus : [];
    const most = Math.max(64, 4 * machine.cores);
    const count = processes ?? (gpus.length || (wanted === "webgpu" ? 1 : machine.cores));
    if (!(Number.isInteger(count) && count >= 1 && count <= most))
        throw new errors_1.UsageError(`The number of processes must be an integer from 1 to ${most}, got ${count}. This machine has ${machine.cores} cores.`);
    const common = wanted === "auto" ? {} : { LARGEBATCH_BACKEND: wanted };
    const shared = threads === undefined && gpus.length > 0 ? {} : { LARGEBATCH_THREADS: String(threads ?? 1) };
    return Array.from({ length: count }, (_, i) => {
        const gpu = gpus[i % Math.max(1, gpus.length)];
        const device = gpu === undefined ? {} : { CUDA_VISIBLE_DEVICES: gpu };
        const alone = gpu !== undefined && count <= gpus.length;
        return { name: alone ? `GPU ${gpu}` : `process ${i + 1}`, env: { ...common, ...shared, ...device } };
    });
}
/** What this machine offers. */
function machineHere() {
    const limit = process.constrainedMemory();
    // Without a limit the system answers 0, or a number beyond all memory.
    const bytes = limit > 0 && limit < (0, node_os_1.totalmem)() ? limit : (0, node_os_1.totalmem)();
    return { cores: (0, node_os_1.availableParallelism)(), gpus: gpusHere(), memoryMB: Math.floor(bytes / 1e6) };
}
function gpusHere() {
    const folder = (0, project_1.inProject)(".tensorflow");
    if (!(0, node_fs_1.existsSync)(folder) || !(0, node_fs_1.readdirSync)(folder).some((name) => name.startsWith("gpu-")))
        return [];
    const visible = process.env.CUDA_VISIBLE_DEVICES;
    if (visible !== undefined)
        return visible === "-1" ? [] : visible.split(",").filter(Boolean);
    const listed = (0, node_child_process_1.spawnSync)("nvidia-smi", ["-L"], { encoding: "utf8", timeout: 10_000 });
    return (0, exports.gpusOf)(listed.status === 0 ? listed.stdout : "");
}
/** Numbers of the devices in what `nvidia-smi -L` prints. */
const gpusOf = (listed) => [...listed.matchAll(/^GPU (\d+):/gm)].map(([, number]) => number);
exports.gpusOf = gpusOf;
/** Of the machine's memory, that part is shared among the processes. */
const SHARE = 0.8;
/** A process that computes has about 400 MB; few runs need more than this. */
const USUAL_MB = 2000;
const LEAST_MB = 600;
/** Megabytes beyond which a process is replaced when its run is done. */
const memoryBound = (processes, { memoryMB }) => Math.max(LEAST_MB, Math.min(USUAL_MB, Math.floor((SHARE * memoryMB) / processes)));
exports.memoryBound = memoryBound;
//# sourceMappingURL=places.js.map