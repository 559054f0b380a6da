"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.work = work;
/** A worker of a queue: takes runs, has them executed on this machine, and sends back what comes of them. */
const node_os_1 = require("node:os");
const bullmq_1 = require("bullmq");
const address_1 = require("./address");
const connect_1 = require("./connect");
const fingerprints_1 = require("./fingerprints");
const message_1 = require("./message");
const names_1 = require("./names");
const notices_1 = require("./notices");
const one_run_1 = require("./one-run");
const order_1 = require("./order");
const poison_1 = require("./poison");
const version_1 = require("./version");
/** Milliseconds that a stop may take once the runs at hand are saved, and a word to Redis. */
const STOP_MS = 15_000;
/** Milliseconds that the runs at hand may take to be saved and handed back. */
const SAVE_MS = 180_000;
/** BullMQ's own count of what it took from silent workers decides nothing: `one-run.ts` counts, and a restart of Redis is not a worker's death. */
const ANY_NUMBER = 1_000_000;
/**
 * Works until the signal says stop, or nothing was to do for so long.
 * @throws UserError where Redis cannot be reached, or the worker is refused: another version, other data
 */
async function work(spec) {
    const { address, queue, signal, onEvent, idleSeconds } = spec;
    const say = (text) => onEvent({ kind: "notice", text: (0, message_1.plain)((0, address_1.masked)(text, address), 4000) });
    const client = await (0, connect_1.connect)(address, { signal, notice: say, patience: spec.patience ?? 60 });
    const stop = new AbortController();
    const name = `${(0, node_os_1.hostname)()}:${process.pid}`;
    const notices = (0, names_1.keysOf)(queue).notices;
    let fatal;
    let told = Promise.resolve();
    const refuse = (error) => {
        if (fatal)
            return;
        fatal = error;
        told = (0, notices_1.postNotice)(client, notices, `The worker ${name} was refused. ${(0, address_1.masked)(error.message, address)}`).catch(() => undefined);
        stop.abort();
    };
    const onAbort = () => stop.abort();
    signal.addEventListener("abort", onAbort, { once: true });
    if (signal.aborted)
        stop.abort();
    const takes = makeTaker({ ...spec, client, name, say, refuse, stop: stop.signal });
    let worker;
    try {
        const version = await client.get((0, names_1.keysOf)(queue).version);
        if (version !== null && !isOurs(version))
            refuse((0, version_1.workerRefused)(queue, version));
        if (!stop.signal.aborted) {
            worker = openWorker(spec, takes);
            await new Promise((resolve) => {
                stop.signal.addEventListener("abort", () => resolve(), { once: true });
                if (idleSeconds !== undefined)
                    takes.whenIdle(1000 * idleSeconds, () => stop.abort());
            });
        }
    }
    finally {
        signal.removeEventListener("abort", onAbort);
        // First, so that no further run is taken.
        const closing = worker?.close() ?? Promise.resolve();
        takes.stopAll();
        await (0, connect_1.within)(SAVE_MS, takes.settled());
        await (0, connect_1.within)(1000, told);
        // Where Redis is away, its locks on our runs end by themselves.
        if (!(await (0, connect_1.within)(STOP_MS, closing)))
            await (0, connect_1.within)(1000, worker?.disconnect() ?? Promise.resolve());
        client.disconnect();
    }
    if (fatal)
        throw fatal;
}
function openWorker({ address, queue, concurrency, lockSeconds }, { take, lose, troubled, cameBack }) {
    const worker = new bullmq_1.Worker(queue, take, {
        connection: (0, connect_1.connectionOptions)(address),
        prefix: names_1.PREFIX,
        concurrency,
        lockDuration: 1000 * lockSeconds,
        stalledInterval: 1000 * lockSeconds,
        maxStalledCount: ANY_NUMBER,
        runRetryDelay: 500,
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 0 },
    });
    worker.on("lockRenewalFailed", (keys) => keys.forEach(lose));
    worker.on("stalled", cameBack);
    worker.on("error", troubled);
    return worker;
}
function isOurs(text) {
    const version = (0, version_1.parseVersion)(text);
    return version !== undefined && (0, version_1.sameVersion)(version, (0, version_1.here)());
}
/** Takes jobs, refuses those that are no runs, and can stop those at hand. */
function makeTaker(spec) {
    const { client, queue, say, refuse, stop } = spec;
    const held = new Map();
    const atWork = new Set();
    const dataOf = (0, fingerprints_1.fingerprints)();
    let busyAt = Date.now();
    let lastTrouble = "";
    async function take(job, token = "") {
        const key = job.id ?? "";
        let order;
        try {
            order = (0, order_1.parseOrder)(key, job.data);
        }
        catch (error) {
            const why = (0, message_1.plain)(error.message);
            say(why);
            throw new bullmq_1.UnrecoverableError(why);
        }
        if (!(0, version_1.sameVersion)(order.version, (0, version_1.here)())) {
            refuse((0, version_1.workerRefused)(queue, (0, version_1.versionText)(order.version)));
            await (0, connect_1.within)(STOP_MS, job.moveToWait(token));
            throw new bullmq_1.WaitingError();
        }
        const before = held.get(key);
        if (before) {
            // It was lost to nobody but us. BullMQ forgets to renew the lock of the second when the first ends, so this one goes back, too.
            (0, one_run_1.halt)(before, "lost");
            await before.ended;
            await (0, connect_1.within)(STOP_MS, job.moveToWait(token));
            throw new bullmq_1.WaitingError();
        }
        const mine = { controller: new AbortController(), ended: Promise.resolve() };
        held.set(key, mine);
        if (stop.aborted)
            (0, one_run_1.halt)(mine, "stop");
        const doing = (0, one_run_1.oneRun)({ ...spec, job, token, key, order, held: mine, dataOf });
        mine.ended = doing.catch(() => undefined);
        atWork.add(doing);
        try {
            return await doing;
        }
        finally {
            atWork.delete(doing);
            held.delete(key);
            busyAt = Date.now();
        }
    }
    return {
        take,
        /** Another worker may have the run: BullMQ could not renew its lock. */
        lose(key) {
            const one = held.get(key);
            if (one)
                (0, one_run_1.halt)(one, "lost");
        },
        stopAll() {
            for (const one of held.values())
                (0, one_run_1.halt)(one, "stop");
        },
        settled: () => Promise.allSettled(atWork),
        /** A job was taken from a worker that was silent. */
        cameBack(key) {
            void (0, poison_1.removePoison)(client, queue, key)
                .then((removed) => removed && say(`The queue had a job that cannot be read (${JSON.stringify(key.slice(0, 60))}); it was removed.`))
                .catch(() => undefined);
        },
        /** Errors of BullMQ; that a connection is lost is said by the one that is watched. */
        troubled(error) {
            if (error.message === lastTrouble || USUAL.test(error.message))
                return;
            lastTrouble = error.message;
            say(`The queue reports: ${error.message}`);
        },
        whenIdle(ms, end) {
            const timer = setInterval(() => {
                if (atWork.size > 0)
                    busyAt = Date.now();
                if (!stop.aborted && Date.now() - busyAt < ms)
                    return;
                clearInterval(timer);
                end();
            }, Math.min(ms, 1000));
        },
    };
}
/** What BullMQ says while Redis is away, and of runs that another worker took meanwhile. */
const USUAL = /ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOST|ENET|onnection is closed|ocket |LOADING|could not renew lock|Missing lock|Missing key|not in the active state/;
//# sourceMappingURL=worker.js.map