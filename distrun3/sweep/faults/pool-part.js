"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.poolPart = void 0;
exports.poolFaults = poolFaults;
/** The pool under fire: sweeps whose workers and coordinator are killed again and again, and begun anew until they are done. */
const node_child_process_1 = require("node:child_process");
const node_fs_1 = require("node:fs");
const promises_1 = require("node:fs/promises");
const node_path_1 = require("node:path");
const project_1 = require("../../project");
const random_1 = require("../../random");
const grid_1 = require("../grid");
const parse_1 = require("../parse");
const compare_1 = require("./compare");
const killer_1 = require("./killer");
/** Runs of one to a few seconds each, so that a strike finds them at any point of their lives. */
const INPUT = {
    network: ["mlp", "F1"],
    data: "glyphs",
    batches: [20, 200],
    seeds: [1, 2],
    budget: "epochs:25",
    settings: { trainSize: 1000, optimizer: "momentum", evaluateEvery: 5 },
};
const PROCESSES = 2;
/** Seconds between two checkpoints. */
const CHECKPOINT = 0.2;
/** Milliseconds between two strikes. */
const EVERY = [500, 4000];
/** Milliseconds that a strike waits for a file being written. */
const MOMENT = 2000;
/** Times that a coordinator may end by itself without having finished, in one sweep: it reports what failed thrice, and is begun anew. */
const MOST_ENDS = 20;
exports.poolPart = { name: "pool", run: (options) => poolFaults(options) };
/** Strikes until the number of kills is reached, a sweep after the other, and compares each with an undisturbed one. */
async function poolFaults({ seed, kills, folder, onLine, input = INPUT }) {
    const began = performance.now();
    const ids = (0, grid_1.planRuns)((0, parse_1.parseSweep)(input)).map(({ id }) => id);
    const file = (0, node_path_1.join)(folder, "sweep.json");
    await (0, promises_1.mkdir)(folder, { recursive: true });
    await (0, promises_1.writeFile)(file, JSON.stringify(input));
    const undisturbed = (0, node_path_1.join)(folder, "undisturbed");
    const report = { part: "pool", sweeps: 0, runs: 0, kills: {}, seconds: 0, wrong: [], leftovers: 0 };
    const { code, said } = await startSweep(file, undisturbed).ended;
    if (code !== 0)
        return { ...report, wrong: [`the undisturbed sweep ended with ${code}: ${said}`] };
    onLine(`pool: ${ids.length} runs undisturbed in ${Math.round((performance.now() - began) / 1000)} s`);
    const rng = (0, random_1.random)(seed).split("faults", "pool");
    for (let left = kills; left > 0;) {
        const store = (0, node_path_1.join)(folder, `struck-${++report.sweeps}`);
        const struck = await strikeSweep(file, store, rng.split(report.sweeps), left);
        const wrong = [...struck.wrong, ...(await (0, compare_1.differences)(undisturbed, store, ids))];
        for (const [kind, count] of struck.kills)
            report.kills[kind] = (report.kills[kind] ?? 0) + count;
        left -= struck.count;
        report.runs += ids.length;
        report.wrong.push(...wrong);
        report.leftovers += (await (0, compare_1.leftovers)(store)).length;
        onLine(`pool: sweep ${report.sweeps}: ${struck.count} kills, ${struck.starts} starts, ${wrong.length} differences`);
        // A sweep that takes no strike at all would go on for ever.
        if (struck.count === 0)
            break;
    }
    return { ...report, seconds: (performance.now() - began) / 1000 };
}
/** One sweep to its end, under fire. */
async function strikeSweep(file, store, rng, most) {
    await (0, promises_1.mkdir)(store, { recursive: true });
    let coordinator;
    const moment = momentIn(store);
    const killer = (0, killer_1.startKiller)({
        random: rng,
        victims: () => victimsOf(coordinator),
        every: EVERY,
        most,
        // Half of the strikes come at any time, half while a file is being written.
        moment: () => (rng.uniform() < 0.5 ? Promise.resolve() : moment.next()),
    });
    const wrong = [];
    let starts = 0;
    try {
        for (let ends = 0;;) {
            const sweep = startSweep(file, store);
            coordinator = sweep.process;
            starts++;
            const { code, said } = await sweep.ended;
            if (code === 0)
                break;
            if (code !== null && ++ends >= MOST_ENDS) {
                wrong.push(`the sweep was not finished after ${starts} starts; it ended with ${code}: ${said}`);
                break;
            }
        }
    }
    finally {
        killer.stop();
        moment.end();
    }
    return { kills: killer.kills, count: killer.count, starts, wrong };
}
/** Starts the command that a user would give. */
function startSweep(file, store) {
    const args = ["sweep", file, "--processes", String(PROCESSES), "--checkpoint-every", String(CHECKPOINT), "--json"];
    const env = { ...process.env, LARGEBATCH_RUNS: store, LARGEBATCH_THREADS: "1" };
    const child = (0, node_child_process_1.spawn)(process.execPath, [(0, project_1.inProject)("dist/cli.js"), ...args], { env, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (data) => {
        said = (said + data).slice(-2000);
    });
    const ended = new Promise((resolve, reject) => {
        child.on("error", reject);
        // Its workers may hold its standard error a little longer, so its end is not waited for.
        child.on("exit", (code) => resolve({ code, said }));
    });
    return { process: child, ended };
}
/** The coordinator and its workers. */
function victimsOf(coordinator) {
    const { pid, exitCode, signalCode } = coordinator ?? {};
    if (pid === undefined || exitCode !== null || signalCode !== null)
        return [];
    const workers = (0, killer_1.childrenOf)(pid).filter((child) => (0, killer_1.commandOf)(child).includes("worker.js"));
    return [{ pid, kind: "coordinators" }, ...workers.map((worker) => ({ pid: worker, kind: "workers" }))];
}
/** The next time that a file in a store is being written. */
function momentIn(store) {
    let waiting;
    let watcher;
    try {
        watcher = (0, node_fs_1.watch)(store, { recursive: true }, (_, name) => {
            if (name?.endsWith(".part"))
                waiting?.();
        });
        // A folder that vanishes while it is looked at.
        watcher.on("error", () => undefined);
    }
    catch {
        // Without it every strike comes at any time.
    }
    return {
        next: () => new Promise((resolve) => {
            const timer = setTimeout(resolve, MOMENT);
            waiting = () => {
                clearTimeout(timer);
                resolve();
            };
        }),
        end: () => watcher?.close(),
    };
}
//# sourceMappingURL=pool-part.js.map