"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.findRedisServer = findRedisServer;
exports.startLocalRedis = startLocalRedis;
/** A Redis of its own on this machine: for tests, and to try the queue at home. Loopback, a password, a file of all that was written (AOF). */
const node_child_process_1 = require("node:child_process");
const node_crypto_1 = require("node:crypto");
const node_fs_1 = require("node:fs");
const promises_1 = require("node:fs/promises");
const node_net_1 = require("node:net");
const node_path_1 = require("node:path");
const ioredis_1 = require("ioredis");
const errors_1 = require("../../errors");
const project_1 = require("../../project");
/** A `redis-server` that runs: the one that LARGEBATCH_REDIS_SERVER names, else the system's, else the one that the set-up for tests fetched. */
function findRedisServer(env = process.env) {
    const path = (env.PATH ?? "").split(node_path_1.delimiter).filter(Boolean);
    const programs = [env.LARGEBATCH_REDIS_SERVER, ...path.map((folder) => (0, node_path_1.join)(folder, "redis-server"))];
    const candidates = [
        ...programs
            .filter((program) => program !== undefined && (0, node_fs_1.existsSync)(program))
            .map((program) => ({ program: program, libraries: [] })),
        ...fetched(),
    ];
    return candidates.find(runs);
}
/** What the set-up noted. */
function fetched() {
    try {
        const { server } = JSON.parse((0, node_fs_1.readFileSync)((0, project_1.inProject)(".setup", "redis.json"), "utf8"));
        return server ? [{ program: (0, project_1.inProject)(server.program), libraries: server.libraries.map((folder) => (0, project_1.inProject)(folder)) }] : [];
    }
    catch {
        return [];
    }
}
const runs = (server) => (0, node_child_process_1.spawnSync)(server.program, ["--version"], { env: environment(server), timeout: 10_000 }).status === 0;
function environment({ libraries }) {
    if (libraries.length === 0)
        return process.env;
    const search = [...libraries, ...(process.env.LD_LIBRARY_PATH ? [process.env.LD_LIBRARY_PATH] : [])];
    return { ...process.env, LD_LIBRARY_PATH: search.join(node_path_1.delimiter) };
}
/** Milliseconds that it may take to come up. */
const START_MS = 20_000;
/** @throws UserError where there is no redis-server, or it does not come up */
async function startLocalRedis(options, server = findRedisServer()) {
    if (!server)
        throw new errors_1.UserError("There is no redis-server on this machine. Debian and Ubuntu: apt-get install redis-server");
    const { folder, bind = ["127.0.0.1"], prefix = [], alwaysSync = true, settings = [] } = options;
    const port = options.port ?? (await freePort());
    const password = (0, node_crypto_1.randomBytes)(16).toString("hex");
    await (0, promises_1.mkdir)(folder, { recursive: true, mode: 0o700 });
    const file = (0, node_path_1.join)(folder, "redis.conf");
    const lines = [
        `bind ${bind.join(" ")}`,
        `port ${port}`,
        `requirepass ${password}`,
        `dir ${folder}`,
        "appendonly yes",
        `appendfsync ${alwaysSync ? "always" : "everysec"}`,
        'save ""',
        "maxmemory-policy noeviction",
        "loglevel warning",
        `logfile ${(0, node_path_1.join)(folder, "redis.log")}`,
        ...settings,
    ];
    await (0, promises_1.writeFile)(file, `${lines.join("\n")}\n`, { mode: 0o600 });
    const [program = "", ...args] = [...prefix, server.program, file];
    let child;
    let over = Promise.resolve();
    const host = bind[0];
    const end = async (signal) => {
        const dying = child;
        child = undefined;
        dying?.kill(signal);
        await over;
    };
    const onExit = () => void child?.kill("SIGKILL");
    const start = async () => {
        const started = (0, node_child_process_1.spawn)(program, args, { env: environment(server), stdio: "ignore" });
        child = started;
        over = new Promise((resolve) => {
            started.once("exit", resolve);
            started.once("error", resolve);
        });
        if (prefix.length === 0)
            await answers({ host, port, password }, started, (0, node_path_1.join)(folder, "redis.log"));
    };
    process.on("exit", onExit);
    await start();
    return {
        url: `redis://:${password}@${host}:${port}`,
        password,
        port,
        get pid() {
            return child?.pid;
        },
        kill: () => end("SIGKILL"),
        start,
        async stop() {
            process.off("exit", onExit);
            await end("SIGKILL");
        },
    };
}
async function freePort() {
    const server = (0, node_net_1.createServer)();
    await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
    const { port } = server.address();
    await new Promise((resolve) => server.close(resolve));
    return port;
}
/** @throws UserError where it ends, or gives no answer in time */
async function answers(at, child, log) {
    const client = new ioredis_1.Redis({ ...at, lazyConnect: true, maxRetriesPerRequest: null, retryStrategy: () => 20 });
    client.on("error", () => undefined);
    let timer;
    try {
        await new Promise((resolve, reject) => {
            const fail = (why) => reject(new errors_1.UserError(`${child.spawnfile} ${why}. See ${log}.`));
            timer = setTimeout(() => fail("gave no answer"), START_MS);
            child.once("exit", (code) => fail(`ended with ${code}`));
            child.once("error", (error) => fail(`could not be started: ${error.message}`));
            client.once("ready", resolve);
            client.connect().catch(() => undefined);
        });
    }
    finally {
        clearTimeout(timer);
        client.disconnect();
    }
}
//# sourceMappingURL=local-redis.js.map