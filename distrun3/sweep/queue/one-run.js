"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.halt = halt;
exports.oneRun = oneRun;
/** One run in the hands of a worker: from its job to what came of it, in Redis. */
const promises_1 = require("node:fs/promises");
const promises_2 = require("node:timers/promises");
const bullmq_1 = require("bullmq");
const errors_1 = require("../../errors");
const executor_1 = require("../executor");
const failure_1 = require("../pool/failure");
const bundle_1 = require("./bundle");
const carry_1 = require("./carry");
const connect_1 = require("./connect");
const fingerprints_1 = require("./fingerprints");
const gather_1 = require("./gather");
const message_1 = require("./message");
const names_1 = require("./names");
const parcel_1 = require("./parcel");
function halt(held, why) {
    held.why ??= why;
    held.controller.abort();
}
/** Milliseconds between two messages of a run's progress. */
const TELL_MS = 1000;
/** Milliseconds that a word to a Redis which may be away can take when the worker stops. */
const LAST_WORD_MS = 10_000;
/** Milliseconds until a run is asked for again that another process of this machine has. */
const HELD_MS = 1000;
/**
 * Executes a run and puts what came of it into Redis.
 * @returns what BullMQ notes as the job's result
 * @throws WaitingError where the job went back, or is another worker's by now
 */
async function oneRun(spec) {
    const { client, queue, key, order, held, onEvent, name, token, say } = spec;
    const { id, run } = order;
    const keys = (0, names_1.keysOf)(queue).of(key);
    const [wants, came] = await Promise.all([client.scard(keys.wanted), client.exists(keys.outcome)]);
    // Its coordinator has it, or gave it up; or an earlier worker was killed between its last two words.
    if (wants === 0 || came === 1)
        return "not needed";
    // Counted before it starts, and taken back where it was left in good order: what remains are deaths.
    const attempt = await client.incr(keys.tries);
    await client.expire(keys.tries, names_1.KEPT_SECONDS);
    const room = (0, parcel_1.roomIn)(client, held.controller.signal, (usedMB) => say(`Redis holds ${usedMB} MB: results wait on this disk until a coordinator has fetched some.`));
    const place = (target) => ({ lock: keys.lock, holder: token, staging: keys.staging, target });
    /** @returns whether it is there; else the run is another's, or the worker stops */
    const send = async (about, files) => {
        try {
            if (await (0, parcel_1.putBundle)(client, place(keys.outcome), (0, bundle_1.bundle)({ ...about, worker: name, attempts: attempt }, files), room))
                return true;
            halt(held, "lost");
        }
        catch (error) {
            // What is done stays done on this disk.
            if (!held.controller.signal.aborted)
                throw error;
        }
        return false;
    };
    const left = async () => {
        if (held.why !== "lost")
            return back();
        await (0, connect_1.within)(LAST_WORD_MS, client.decr(keys.tries));
        onEvent({ kind: "lost", id, run });
        throw new bullmq_1.WaitingError();
    };
    const back = async () => {
        await (0, connect_1.within)(LAST_WORD_MS, client.decr(keys.tries));
        onEvent({ kind: "handed back", id, run });
        return handBack(spec);
    };
    const fail = async (error) => {
        if (!(await send({ kind: "failed", error: (0, message_1.plain)(error, 4000) }, new Map())))
            return left();
        onEvent({ kind: "failed", id, run, error });
        return "failed";
    };
    if (attempt > executor_1.MOST_RETRIES + 1)
        return fail(`Its worker died or hung ${executor_1.MOST_RETRIES + 1} times.`);
    const refused = await refusal(spec);
    if (held.controller.signal.aborted)
        return left();
    if (refused) {
        spec.refuse(refused);
        return back();
    }
    const folder = spec.store.folderOf(id);
    const carry = { client, place: place(keys.checkpoint), order, folder, worker: name, attempts: attempt, room, notice: say };
    const tell = teller(spec.job);
    const ended = await executed(spec, carry, attempt, tell);
    const retry = async (error) => {
        if (attempt > executor_1.MOST_RETRIES)
            return fail(error);
        tell({ kind: "retrying", attempt: attempt + 1, error: (0, message_1.plain)(error, 4000) });
        return handBack(spec);
    };
    switch (ended.kind) {
        case "done": {
            if (!(await send({ kind: "done" }, await (0, gather_1.gather)(folder))))
                return left();
            await (0, promises_1.rm)(folder, { recursive: true, force: true });
            onEvent({ kind: "done", id, run });
            return "done";
        }
        case "failed":
            return fail(ended.error);
        case "held":
            await (0, promises_2.setTimeout)(HELD_MS);
            return left();
        case "unwritable":
        case "unfit":
            spec.refuse(new errors_1.UserError(ended.error));
            return back();
        case "interrupted":
            return held.controller.signal.aborted ? left() : retry("its process was told to end");
        default:
            return held.controller.signal.aborted ? left() : retry(ended.error);
    }
}
/** Has the run executed; its checkpoint comes from Redis before, and goes there meanwhile and when the worker stops. */
async function executed({ order, held, store, execute, onEvent, name }, carry, attempt, tell) {
    const { id, run, measure, checkpointEvery } = order;
    try {
        const carrier = (0, carry_1.carryCheckpoint)(carry, await (0, carry_1.fetchCheckpoint)(carry));
        onEvent({ kind: "started", id, run });
        try {
            return await execute(order, { store: store.folder, measure, checkpointEvery }, {
                signal: held.controller.signal,
                onStarted: (from) => tell({ kind: "started", worker: name, attempt, ...(from ? { from } : {}) }),
                onProgress: ({ epoch, step, share, loss, accuracy, memoryMB }) => tell({
                    kind: "progress",
                    epoch,
                    step,
                    share,
                    loss: Number.isFinite(loss) ? loss : null,
                    ...(accuracy === undefined ? {} : { accuracy }),
                    memoryMB,
                }),
            });
        }
        finally {
            await carrier.stop();
            if (held.why === "stop")
                await (0, connect_1.within)(LAST_WORD_MS, carrier.bring());
        }
    }
    catch (error) {
        return (0, failure_1.failureOf)(error);
    }
}
/** Why this machine must not execute the run: its data are not there, or not the coordinator's. */
async function refusal({ order, dataOf }) {
    try {
        const data = await dataOf(order.run);
        return data.sha256 === order.data ? undefined : (0, fingerprints_1.dataRefused)(order.run, data);
    }
    catch (error) {
        if (error instanceof errors_1.UserError)
            return error;
        throw error;
    }
}
/** Gives a run to whoever comes next. @throws WaitingError: BullMQ then leaves the job alone */
async function handBack({ job, token }) {
    await (0, connect_1.within)(LAST_WORD_MS, job.moveToWait(token));
    throw new bullmq_1.WaitingError();
}
/** Tells the coordinator how a run goes, but not too often; that it cannot be told is no reason to stop. */
function teller(job) {
    let last = Number.NEGATIVE_INFINITY;
    return (message) => {
        const now = performance.now();
        if (message.kind === "progress" && now - last < TELL_MS)
            return;
        last = now;
        void job.updateProgress(message).catch(() => undefined);
    };
}
//# sourceMappingURL=one-run.js.map