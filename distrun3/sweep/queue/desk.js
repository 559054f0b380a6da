"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.BATCH = void 0;
exports.makeDesk = makeDesk;
const errors_1 = require("../../errors");
const executor_1 = require("../executor");
const bull_1 = require("./bull");
const message_1 = require("./message");
const names_1 = require("./names");
const order_1 = require("./order");
const parcel_1 = require("./parcel");
const receive_1 = require("./receive");
const seed_1 = require("./seed");
/** Runs that are sent out together. */
exports.BATCH = 250;
/** Results that are fetched and written at a time. */
const LANES = 4;
/** Of the room in Redis, what may be filled with what goes out. */
const OUTWARD = 0.5;
/** Gives a run up; the last coordinator that does takes all of it away. KEYS wanted, outcome, checkpoint, tries; ARGV coordinator. */
const RELEASE = `
redis.call("SREM", KEYS[1], ARGV[1])
if redis.call("SCARD", KEYS[1]) == 0 then redis.call("UNLINK", KEYS[1], KEYS[2], KEYS[3], KEYS[4]) end
return 1`;
/** What the store cannot do, as against what is wrong with a message in the queue. */
class StoreError extends Error {
    cause;
    constructor(cause) {
        super("the store cannot be written");
        this.cause = cause;
    }
}
const storing = (error) => {
    throw new StoreError(error);
};
function makeDesk({ client, bull, me, options, say, queue }) {
    const { store, onEvent, signal } = options;
    const keys = (0, names_1.keysOf)(queue);
    const open = new Map();
    /** Those of which something came. */
    const ready = new Set();
    const busy = new Set();
    const atWork = new Set();
    const room = (0, parcel_1.roomIn)(client, signal, (usedMB) => say(`Redis holds ${usedMB} MB: what the store has of runs waits until there is room.`), OUTWARD);
    let failure;
    let wake = () => { };
    signal.addEventListener("abort", () => wake(), { once: true });
    /** Asks for runs: of those that came back already the results are taken, those that are nowhere are sent out. Waits where Redis has no room. */
    async function admit(orders) {
        for (;;) {
            try {
                await room();
                return await send(orders);
            }
            catch (error) {
                if (signal.aborted)
                    return;
                if (!/^OOM /.test(error.message))
                    throw error;
            }
        }
    }
    async function send(orders) {
        const ask = client.pipeline();
        for (const { key } of orders) {
            const { wanted, outcome } = keys.of(key);
            ask.sadd(wanted, me).expire(wanted, names_1.KEPT_SECONDS).exists(outcome).exists(`${names_1.PREFIX}:${queue}:${key}`);
        }
        const answers = ((await ask.exec()) ?? []).map(([error, value]) => {
            if (error)
                throw error;
            return value;
        });
        const absent = [];
        for (const [i, order] of orders.entries()) {
            open.set(order.key, order);
            if (answers[4 * i + 2] === 1)
                ended(order.key);
            else if (answers[4 * i + 3] !== 1)
                absent.push(order);
        }
        if (absent.length === 0)
            return;
        for (const order of absent) {
            const { checkpoint, staging } = keys.of(order.key);
            await (0, seed_1.seed)(order, { client, store, room, target: checkpoint, staging });
        }
        await bull.addBulk(absent.map((order) => ({ name: bull_1.JOB, data: (0, order_1.toJob)(order), opts: { ...bull_1.JOB_OPTIONS, jobId: order.key } })));
    }
    /** @param reason with which BullMQ gave the job up, where it did */
    function ended(key, reason) {
        const order = open.get(key);
        if (!order)
            return;
        if (reason !== undefined)
            order.why = (0, message_1.plain)(reason);
        ready.add(key);
        work();
    }
    /** Takes results, some at a time. */
    function work() {
        for (const key of ready) {
            if (atWork.size >= LANES || failure || signal.aborted)
                return;
            const order = open.get(key);
            if (busy.has(key))
                continue;
            ready.delete(key);
            if (!order)
                continue;
            busy.add(key);
            const job = collect(order)
                .catch((error) => {
                failure ??= error;
            })
                .finally(() => {
                busy.delete(key);
                atWork.delete(job);
                work();
                wake();
            });
            atWork.add(job);
        }
    }
    async function collect(order) {
        const { key, id, run } = order;
        const { outcome } = keys.of(key);
        try {
            const manifest = await (0, parcel_1.manifestAt)(client, outcome);
            if (!manifest)
                return await absent(order);
            order.attempts = manifest.attempts;
            if (manifest.kind === "failed")
                return await failed(order, (0, message_1.plain)(manifest.error ?? "no reason was given", 4000));
            if (manifest.kind !== "done")
                throw new errors_1.UserError("A message in the queue was refused: it is no result.");
            const found = await (0, parcel_1.bundleAt)(client, outcome, manifest);
            if (!found)
                return await absent(order);
            (0, receive_1.requireFinished)(order, found.files);
            const row = await (0, receive_1.keepFinished)(order, found, store, signal).catch(storing);
            if (row)
                await close(order, () => onEvent({ kind: "done", id, row }));
        }
        catch (error) {
            if (error instanceof StoreError)
                throw error.cause;
            if (!(error instanceof errors_1.UserError))
                throw error;
            say(`${run.network} on ${run.data}, batch ${run.batch}, seed ${run.seed}: ${error.message}`);
            await client.unlink(outcome);
            await oncemore(order, error.message);
        }
    }
    /** A job that is over and left nothing: another coordinator with the same store took it, or it is sent out again. */
    async function absent(order) {
        if (order.measure.length === 0 && (await store.statusOf(order.id)) === "done") {
            const row = (await store.rowsOf([order.id])).get(order.id);
            if (row)
                return close(order, () => onEvent({ kind: "done", id: order.id, row }));
        }
        await oncemore(order, order.why || "its job ended without a result");
    }
    async function oncemore(order, error) {
        order.refused++;
        if (order.refused > executor_1.MOST_RETRIES)
            return failed(order, error);
        await admit([order]);
    }
    async function failed(order, error) {
        const { id, run, attempts } = order;
        await store.noteFailure(id, run, { error, attempts }).catch(storing);
        await close(order, () => onEvent({ kind: "failed", id, attempts, error }));
    }
    async function close({ key }, tell) {
        open.delete(key);
        tell();
        const { wanted, outcome, checkpoint, tries } = keys.of(key);
        await client.eval(RELEASE, 4, wanted, outcome, checkpoint, tries, me);
    }
    return {
        count: () => open.size,
        admit,
        ended,
        /** Finds what an event that was lost would have told, and what Redis lost. */
        async lookAgain() {
            const quiet = [...open.values()].filter(({ key }) => !ready.has(key) && !busy.has(key));
            for (let i = 0; i < quiet.length; i += exports.BATCH)
                await admit(quiet.slice(i, i + exports.BATCH));
        },
        /** A worker's message; what is none is ignored. */
        told(key, data) {
            const order = open.get(key);
            const message = order && (0, message_1.parseMessage)(data);
            if (!order || !message)
                return;
            const { id } = order;
            if (message.kind === "progress")
                onEvent({ ...message, id, loss: message.loss ?? Number.NaN });
            else if (message.kind === "retrying")
                onEvent({ ...message, id, error: (0, message_1.plain)(message.error) });
            else {
                order.attempts = message.attempt;
                onEvent({ ...message, id, worker: (0, message_1.plain)(message.worker) });
            }
        },
        stalled(key) {
            const order = open.get(key);
            if (order)
                onEvent({ kind: "retrying", id: order.id, attempt: order.attempts + 1, error: "its worker died, hung or cannot be reached" });
        },
        /** Waits until something came back, or so long. */
        async nudged(ms) {
            if (signal.aborted)
                return;
            await new Promise((resolve) => {
                const timer = setTimeout(resolve, ms);
                wake = () => {
                    clearTimeout(timer);
                    resolve();
                };
            });
        },
        /** Resolves when the results at hand are written. */
        settled: () => Promise.all(atWork),
        rethrow() {
            if (failure)
                throw failure;
        },
    };
}
//# sourceMappingURL=desk.js.map