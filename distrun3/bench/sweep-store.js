"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.benchStore = benchStore;
exports.makeRuns = makeRuns;
/** What a store of a hundred thousand runs costs: to list, to filter, to export, in time and memory. */
const node_fs_1 = require("node:fs");
const promises_1 = require("node:fs/promises");
const node_os_1 = require("node:os");
const node_path_1 = require("node:path");
const config_1 = require("../config");
const random_1 = require("../random");
const identity_1 = require("../sweep/identity");
const store_1 = require("../sweep/store");
const export_1 = require("../sweep/store/export");
const paths_1 = require("../sweep/store/paths");
const pauses_1 = require("../sweep/store/pauses");
const run_folder_1 = require("../train/run-folder");
const safetensors_1 = require("../train/safetensors");
const NETWORKS = ["mlp", "cnn", "F1", "C1"];
const BATCHES = [32, 64, 128, 256, 512];
const EPOCHS = 20;
/**
 * Makes a store of made-up runs in a temporary folder, measures, and deletes it. Takes a few minutes and, for 100,000 runs, 1.6 GB of disk.
 * @param options.runs default 100,000
 * @param options.folder to make the store in; default: the system's
 */
async function benchStore({ runs = 100_000, folder = (0, node_os_1.tmpdir)(), onProgress, } = {}) {
    const home = await (0, promises_1.mkdtemp)((0, node_path_1.join)(folder, "largebatch-store-"));
    try {
        onProgress?.(`making ${runs} runs in ${home}`);
        const ids = await makeRuns((0, node_path_1.join)(home, "runs"), runs);
        const rows = async (filter) => (0, store_1.openStore)((0, node_path_1.join)(home, "runs")).rows(filter);
        onProgress?.("measuring");
        const rebuildMs = await timed(() => rows());
        const listMs = await timed(() => rows());
        const filterMs = await timed(() => rows({ network: "F1", batch: 256 }));
        const knownMs = await timed(() => (0, store_1.openStore)((0, node_path_1.join)(home, "runs")).rowsOf(ids.slice(-100)));
        const exportCsvMs = await timed(async () => (0, export_1.exportCsv)((0, node_path_1.join)(home, "runs.csv"), (0, export_1.runsTable)(await rows())));
        const exportParquetMs = await timed(async () => (0, export_1.exportParquet)((0, node_path_1.join)(home, "runs.parquet"), (0, export_1.runsTable)(await rows())));
        return { runs, rebuildMs, listMs, filterMs, knownMs, exportCsvMs, exportParquetMs, rssMB: process.resourceUsage().maxRSS / 1000 };
    }
    finally {
        onProgress?.("deleting them");
        await (0, promises_1.rm)(home, { recursive: true, force: true });
    }
}
async function timed(work) {
    const began = performance.now();
    await work();
    return performance.now() - began;
}
/** Made-up finished runs: whole folders, but quickly written. @returns their ids */
async function makeRuns(store, count) {
    const pause = (0, pauses_1.pauses)();
    const ids = [];
    for (let i = 0; i < count; i++) {
        await pause();
        const run = runNumber(i);
        const id = (0, identity_1.runId)(run);
        writeRun((0, node_path_1.join)(store, id), run);
        ids.push(id);
    }
    return ids;
}
const runNumber = (i) => (0, config_1.parseRun)({
    network: NETWORKS[i % NETWORKS.length],
    data: "glyphs",
    batch: BATCHES[Math.floor(i / NETWORKS.length) % BATCHES.length],
    seed: Math.floor(i / NETWORKS.length / BATCHES.length) + 1,
    until: "epochs",
    epochs: EPOCHS,
});
function writeRun(folder, run) {
    const rng = (0, random_1.random)(run.seed).split(run.network, run.batch);
    const vector = (length) => Float32Array.from({ length }, () => rng.uniform());
    const weights = vector(4);
    const tensors = Object.fromEntries(Object.entries({ weights, start: vector(4), statistics: vector(2) }).map(([name, values]) => [
        name,
        { shape: [values.length], values },
    ]));
    const outcome = () => ({ loss: rng.uniform(), accuracy: rng.uniform() });
    const result = {
        run,
        evaluatedOn: "test",
        ending: "epochs",
        epochs: EPOCHS,
        steps: EPOCHS * 100,
        train: outcome(),
        test: outcome(),
        history: Array.from({ length: EPOCHS }, (_, i) => ({ epoch: i + 1, step: 100 * (i + 1), trainLoss: rng.uniform(), test: outcome() })),
        seconds: 100 * rng.uniform(),
        stepMs: 10 * rng.uniform(),
        backend: "tensorflow-cpu",
        parameters: weights.length,
        weightsSha256: (0, run_folder_1.vectorSha256)(weights),
        dataSha256: "0".repeat(64),
    };
    const config = (0, config_1.canonicalJson)(run);
    (0, node_fs_1.mkdirSync)(folder, { recursive: true });
    (0, node_fs_1.writeFileSync)((0, node_path_1.join)(folder, paths_1.FILES.config), `${config}\n`);
    (0, node_fs_1.writeFileSync)((0, node_path_1.join)(folder, paths_1.FILES.weights), (0, safetensors_1.encodeSealed)({ tensors, metadata: { format: "largebatch run", version: "1", run: config } }));
    (0, node_fs_1.writeFileSync)((0, node_path_1.join)(folder, paths_1.FILES.result), `${JSON.stringify(result, null, 2)}\n`);
}
//# sourceMappingURL=sweep-store.js.map