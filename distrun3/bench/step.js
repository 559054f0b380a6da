"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.spreadOf = exports.bestOf = exports.oneThread = exports.PEERS = void 0;
exports.benchStep = benchStep;
exports.compareLosses = compareLosses;
/** `bench step`: milliseconds a step of each network and batch, eager against compiled, and against the peers, in turn in the same run. */
const node_os_1 = require("node:os");
const errors_1 = require("../errors");
const project_1 = require("../project");
const summary_1 = require("../stats/summary");
const export_1 = require("./export");
const process_1 = require("./process");
const work_1 = require("./work");
exports.PEERS = ["pytorch", "torchCompile", "jax", "keras"];
/** Largest relative difference of the first losses that still counts as the same work. */
const SAME_WORK = 1e-3;
/** @throws UserError when an engine does other work than ours, or the peers are not set up */
async function benchStep({ peers = [], rounds = 5, cells = work_1.CELLS, onProgress } = {}) {
    const python = (0, process_1.peersPython)(peers.length > 0);
    const rows = [];
    for (const cell of cells) {
        onProgress?.(`${cell.network}, batch ${cell.batch}`);
        const say = (line) => onProgress?.(`  ${line}`);
        const row = await measureCell(cell, { python, names: peers }, rounds, say);
        say(Object.entries(row.spreads)
            .map(([name, { median }]) => `${name} ${median.toPrecision(3)}`)
            .join(", "));
        rows.push(row);
    }
    return rows;
}
async function measureCell(cell, peers, rounds, say) {
    const work = peers.names.length > 0 ? (0, export_1.exportWork)(cell) : undefined;
    try {
        const engines = enginesOf(cell, peers, work?.folder ?? "");
        if (isTooLarge(cell)) {
            say(`without eager: it needs more than ${EAGER_BYTES / 1e9} GB of memory`);
            for (const name of ["eager", "ownEager"])
                engines.delete(name);
        }
        // Large batches do not fit into memory all at once: there the turns are whole engines.
        const groups = cell.batch > PAIRED ? [...engines].map((engine) => new Map([engine])) : [engines];
        const measured = { losses: new Map(), times: new Map(), memory: {} };
        for (const group of groups)
            await measureTogether(group, rounds, measured, say);
        compareLosses(cell, measured.losses);
        return rowOf(cell, measured.times, measured.memory);
    }
    finally {
        work?.remove();
    }
}
function enginesOf({ network, batch }, { python, names }, folder) {
    const ours = (kind, env = {}) => (0, process_1.startWorker)([process.execPath, (0, project_1.inProject)("dist/bench/worker.js"), kind, network, String(batch)], env);
    const engines = new Map([
        ["compiled", () => ours("compiled")],
        ["eager", () => ours("eager")],
        ["ownEager", () => ours("ownEager")],
        ["singleThread", () => ours("compiled", { LARGEBATCH_THREADS: "1" })],
    ]);
    for (const peer of names) {
        const start = (env) => (0, process_1.startWorker)([python, (0, project_1.inProject)("bench/peers", `${PEER_FILES[peer]}.py`), folder, peer], env);
        engines.set(peer, () => start({}));
        if (batch <= PAIRED)
            engines.set((0, exports.oneThread)(peer), () => start(ONE_THREAD));
    }
    return engines;
}
/** Measures engines in turn, all of them ready and resting. One that cannot do the work is left out, and said. */
async function measureTogether(engines, rounds, measured, say) {
    const workers = new Map();
    /** Engines that take no further turn: too slow for a second measurement, or ended early. */
    const gone = new Set();
    let second;
    try {
        const without = (name) => (error) => {
            if (!(error instanceof errors_1.UserError))
                throw error;
            say(`without ${name}: ${error.message.split("\n").slice(0, 1).join()}`);
        };
        for (const [name, start] of engines) {
            const worker = await start().catch(without(name));
            if (worker)
                workers.set(name, worker);
        }
        const turns = [...workers].map(([name, worker]) => ({ name, measure: worker.measure }));
        const first = workers.get("singleThread");
        if (first && workers.size > 1) {
            second = await engines.get("singleThread")?.();
            const pair = [first, second];
            turns.push({ name: "twoProcesses", measure: (epochs) => together(pair, epochs) });
        }
        for (const [name, { losses }] of workers)
            measured.losses.set(name, losses);
        for (const { name } of turns)
            measured.times.set(name, []);
        const epochs = new Map();
        for (const { name, measure } of turns) {
            const began = performance.now();
            const answer = await measure(1).catch(without(name));
            // An engine that ran out of memory: nothing else is lost.
            if (!answer) {
                measured.times.delete(name);
                gone.add(name);
                continue;
            }
            const { ms, memory } = answer;
            const epochMs = performance.now() - began;
            measured.memory[name] = Math.round(memory / 1e6);
            epochs.set(name, Math.ceil(SAMPLE_MS / epochMs));
            if (epochMs <= SLOW_MS)
                continue;
            say(`${name} takes ${Math.round(epochMs / 1000)} s an epoch: measured once`);
            measured.times.get(name)?.push(ms);
            gone.add(name);
        }
        for (let round = 0; round < rounds; round++) {
            // Each engine comes first once, so that none always follows the same one.
            for (const { name, measure } of [...turns.slice(round % turns.length), ...turns.slice(0, round % turns.length)]) {
                if (gone.has(name))
                    continue;
                const { ms, memory } = await measure(epochs.get(name));
                measured.times.get(name)?.push(ms);
                measured.memory[name] = Math.round(memory / 1e6);
            }
        }
    }
    finally {
        for (const worker of [...workers.values(), second])
            worker?.end();
    }
}
/** Memory from which on the eager engines are tried at C1 with batch 5,000: seen to need more than 24 GB. */
const EAGER_BYTES = 48e9;
const isTooLarge = ({ network, batch }) => network === "C1" && batch >= 5000 && (0, node_os_1.totalmem)() < EAGER_BYTES;
/** A measurement lasts at least this long, in whole epochs. */
const SAMPLE_MS = 500;
/** An epoch that lasts longer is measured once. */
const SLOW_MS = 20_000;
/** Largest batch at which all engines are kept in memory at once. */
const PAIRED = 256;
/** Several workers at once. @returns milliseconds a step of all together, and their memory */
async function together(workers, epochs) {
    const results = await Promise.all(workers.map((worker) => worker.measure(epochs)));
    return {
        ms: 1 / results.reduce((rate, { ms }) => rate + 1 / ms, 0),
        memory: results.reduce((sum, { memory }) => sum + memory, 0),
    };
}
/** The name of a peer on one thread. */
const oneThread = (peer) => `${peer}OneThread`;
exports.oneThread = oneThread;
/** One thread for PyTorch, for JAX and for TensorFlow under Keras. */
const ONE_THREAD = {
    OMP_NUM_THREADS: "1",
    MKL_NUM_THREADS: "1",
    NPROC: "1",
    XLA_FLAGS: "--xla_cpu_multi_thread_eigen=false",
    TF_NUM_INTRAOP_THREADS: "1",
    TF_NUM_INTEROP_THREADS: "1",
};
const PEER_FILES = {
    pytorch: "pytorch",
    torchCompile: "pytorch",
    jax: "jax_scan",
    keras: "keras_fit",
};
/** @throws UserError for an engine whose first losses differ from the compiled one's */
function compareLosses(cell, all) {
    const reference = all.get("compiled") ?? [];
    for (const [name, losses] of all) {
        losses.forEach((loss, i) => {
            const other = reference[i];
            if (Math.abs(loss - other) > SAME_WORK * Math.abs(other)) {
                throw new errors_1.UserError(`${name} does other work on ${cell.network} at batch ${cell.batch}: its loss at step ${i + 1} is ${loss}, ours ${other}.`);
            }
        });
    }
}
function rowOf({ network, batch }, times, memoryMB) {
    const spreads = Object.fromEntries([...times].map(([name, values]) => [name, (0, exports.spreadOf)(values)]));
    const median = (name) => spreads[name]?.median ?? null;
    const compiledMs = median("compiled");
    return {
        network,
        batch,
        eagerMs: median("eager"),
        compiledMs,
        singleThreadMs: median("singleThread"),
        twoProcessesMs: median("twoProcesses"),
        ownEagerMs: median("ownEager"),
        examplesPerSecond: compiledMs && Math.round((1000 * batch) / compiledMs),
        peers: Object.fromEntries(exports.PEERS.flatMap((peer) => (0, exports.bestOf)(peer, spreads).map(({ median }) => [peer, median]))),
        spreads,
        memoryMB,
    };
}
/** The quicker of a peer's two ways, if it was measured at all. */
const bestOf = (peer, spreads) => [spreads[peer], spreads[(0, exports.oneThread)(peer)]]
    .flatMap((spread) => spread ?? [])
    .sort((a, b) => a.median - b.median)
    .slice(0, 1);
exports.bestOf = bestOf;
/** @param values at least one */
const spreadOf = (values) => ({ median: (0, summary_1.median)(values), min: Math.min(...values), max: Math.max(...values) });
exports.spreadOf = spreadOf;
//# sourceMappingURL=step.js.map