"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.queuePart = void 0;
exports.queueFaults = queueFaults;
/** The queue under fire: a coordinator, workers, their processes and Redis are killed again and again, each comes back, and the sweep must come to its end as if nothing had been. */
const node_child_process_1 = require("node:child_process");
const promises_1 = require("node:fs/promises");
const node_path_1 = require("node:path");
const promises_2 = require("node:timers/promises");
const project_1 = require("../../project");
const random_1 = require("../../random");
const grid_1 = require("../grid");
const parse_1 = require("../parse");
const address_1 = require("../queue/address");
const local_redis_1 = require("../queue/local-redis");
const compare_1 = require("./compare");
const killer_1 = require("./killer");
/** Runs of one to a few seconds each. */
const INPUT = {
    network: ["mlp", "F1"],
    data: "glyphs",
    batches: [20, 200],
    seeds: [1, 2],
    budget: "epochs:25",
    settings: { trainSize: 1000, optimizer: "momentum", evaluateEvery: 5 },
};
const WORKERS = 2;
/** Seconds between two checkpoints. */
const CHECKPOINT = 0.2;
/** Seconds of silence after which a run is taken over. */
const LOCK = 1.5;
const EVERY = [500, 4000];
/** The longest that Redis stays away, milliseconds. */
const MOST_AWAY = 3000;
/** Times that a coordinator or worker may end by itself, in one sweep, before it counts as a fault. */
const MOST_ENDS = 20;
exports.queuePart = { name: "queue", run: (options) => queueFaults(options) };
/** Strikes until the number of kills is reached, a sweep after the other, and compares each with one that a pool did undisturbed. */
async function queueFaults({ seed, kills, folder, onLine, input = INPUT, every = EVERY }) {
    const began = performance.now();
    const report = { part: "queue", sweeps: 0, runs: 0, kills: {}, seconds: 0, wrong: [], leftovers: 0 };
    if (!(0, local_redis_1.findRedisServer)())
        return { ...report, wrong: ["there is no redis-server on this machine (apt-get install redis-server)"] };
    const ids = (0, grid_1.planRuns)((0, parse_1.parseSweep)(input)).map(({ id }) => id);
    const file = (0, node_path_1.join)(folder, "sweep.json");
    await (0, promises_1.mkdir)(folder, { recursive: true });
    await (0, promises_1.writeFile)(file, JSON.stringify(input));
    const undisturbed = (0, node_path_1.join)(folder, "undisturbed");
    const alone = start(["sweep", file, "--processes", String(WORKERS), "--json"], { LARGEBATCH_RUNS: undisturbed });
    const code = await alone.ended;
    if (code !== 0)
        return { ...report, wrong: [`the undisturbed sweep ended with ${code}: ${alone.said()}`] };
    onLine(`queue: ${ids.length} runs undisturbed in ${Math.round((performance.now() - began) / 1000)} s`);
    const rng = (0, random_1.random)(seed).split("faults", "queue");
    for (let left = kills; left > 0;) {
        const place = (0, node_path_1.join)(folder, `struck-${++report.sweeps}`);
        const struck = await strikeSweep(file, place, rng.split(report.sweeps), { most: left, every });
        const store = (0, node_path_1.join)(place, "runs");
        const wrong = [...struck.wrong, ...(await (0, compare_1.differences)(undisturbed, store, ids))];
        for (const [kind, count] of struck.kills)
            report.kills[kind] = (report.kills[kind] ?? 0) + count;
        left -= struck.count;
        report.runs += ids.length;
        report.wrong.push(...wrong);
        report.leftovers += (await (0, compare_1.leftovers)(store)).length;
        onLine(`queue: sweep ${report.sweeps}: ${struck.count} kills, ${struck.starts} starts, ${wrong.length} differences`);
        // A sweep that takes no strike at all would go on for ever.
        if (struck.count === 0)
            break;
    }
    return { ...report, seconds: (performance.now() - began) / 1000 };
}
/** One sweep to its end, under fire. */
async function strikeSweep(file, place, rng, { most, every }) {
    // Redis writes to its file before it answers, and to the disk within a second, as Debian's does.
    const redis = await (0, local_redis_1.startLocalRedis)({ folder: (0, node_path_1.join)(place, "redis"), alwaysSync: false });
    const env = { [address_1.PASSWORD_VARIABLE]: redis.password, LARGEBATCH_RUNS: (0, node_path_1.join)(place, "runs") };
    const url = `redis://127.0.0.1:${redis.port}`;
    const workers = Array.from({ length: WORKERS }, (_, i) => keep(() => start(["worker", "--queue", url, "--concurrency", "1", "--scratch", (0, node_path_1.join)(place, `scratch-${i}`), "--lock", String(LOCK)], env)));
    const coordinator = keep(() => start(["sweep", file, "--queue", url, "--checkpoint-every", String(CHECKPOINT), "--json"], env));
    let coming;
    const killer = (0, killer_1.startKiller)({
        random: rng,
        victims: () => [
            ...coordinator.victims("coordinators"),
            ...workers.flatMap((worker) => worker.victims("workers")),
            ...(redis.pid === undefined || coming ? [] : [{ pid: redis.pid, kind: "Redis" }]),
        ],
        every,
        most,
        strike: ({ pid, kind }) => {
            if (kind !== "Redis")
                return killed(pid);
            coming = backAgain(redis, rng.uniform() * MOST_AWAY).then(() => {
                coming = undefined;
            });
        },
    });
    try {
        const wrong = await coordinator.finished;
        return {
            kills: killer.kills,
            count: killer.count,
            starts: coordinator.starts(),
            wrong: [...wrong, ...workers.flatMap(({ wrong }) => wrong)],
        };
    }
    finally {
        killer.stop();
        await coming;
        await Promise.all([coordinator, ...workers].map((each) => each.stop()));
        await redis.stop();
    }
}
async function backAgain(redis, away) {
    await redis.kill();
    await (0, promises_2.setTimeout)(away);
    await redis.start();
}
function killed(pid) {
    try {
        process.kill(pid, "SIGKILL");
    }
    catch (error) {
        // It ended by itself a moment ago.
        if (error.code !== "ESRCH")
            throw error;
    }
}
/** A command, as a user would give it. */
function start(args, env) {
    const child = (0, node_child_process_1.spawn)(process.execPath, [(0, project_1.inProject)("dist/cli.js"), ...args], {
        env: { ...process.env, LARGEBATCH_THREADS: "1", ...env },
        stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.on("data", (data) => {
        said = (said + data).slice(-2000);
    });
    const ended = new Promise((resolve, reject) => {
        child.on("error", reject);
        child.on("exit", (code) => resolve(code));
    });
    return { process: child, ended, said: () => said };
}
/** Starts a command again whenever it was killed, until it ends with 0 or is stopped. */
function keep(begin) {
    const wrong = [];
    let starts = 0;
    let over = false;
    let current;
    const finished = (async () => {
        for (let ends = 0; !over;) {
            current = begin();
            starts++;
            const code = await current.ended;
            if (code === 0)
                break;
            if (code === null || over || ++ends < MOST_ENDS)
                continue;
            wrong.push(`${current.process.spawnargs.slice(2, 3)} ended by itself ${ends} times, at last with ${code}: ${current.said()}`);
            break;
        }
        return wrong;
    })();
    return {
        wrong,
        finished,
        starts: () => starts,
        /** The process, and those that it has started. */
        victims(kind) {
            const { pid, exitCode, signalCode } = current.process;
            if (pid === undefined || exitCode !== null || signalCode !== null)
                return [];
            return [{ pid, kind }, ...(0, killer_1.childrenOf)(pid).map((child) => ({ pid: child, kind: "processes of workers" }))];
        },
        async stop() {
            over = true;
            current.process.kill("SIGTERM");
            await finished;
        },
    };
}
//# sourceMappingURL=queue-part.js.map