"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.coordinate = coordinate;
/** The coordinator's side of a queue: sends runs out, takes what comes back into the store, and finds its place again after a restart of itself or of Redis. */
const node_os_1 = require("node:os");
const node_path_1 = require("node:path");
const files_1 = require("../../data/files");
const address_1 = require("./address");
const bull_1 = require("./bull");
const connect_1 = require("./connect");
const desk_1 = require("./desk");
const fingerprints_1 = require("./fingerprints");
const message_1 = require("./message");
const names_1 = require("./names");
const notices_1 = require("./notices");
const order_1 = require("./order");
const version_1 = require("./version");
/** Most runs of one coordinator in Redis: its memory does not grow with the sweep. Some KB each. */
const MOST_OPEN = 5000;
/** Milliseconds between two looks at what may have been missed: notices of workers, and runs whose event was lost. */
const TICK_MS = 1000;
const LOOK_AGAIN_MS = 60_000;
/** Milliseconds that the results at hand are waited for when the coordinator stops. */
const LAST_RESULTS_MS = 30_000;
/** Takes the queue for a version, unless it still has runs of another. KEYS version, lists of open runs; ARGV version. Answers the other version, or "". */
const CLAIM = `
local found = redis.call("GET", KEYS[1])
if found == ARGV[1] then return "" end
if found then
  for i = 2, #KEYS do if redis.call("EXISTS", KEYS[i]) == 1 then return found end end
end
redis.call("SET", KEYS[1], ARGV[1])
return ""`;
/**
 * Has runs executed by the workers of a queue, until each is in the store or has failed, or the signal says stop; then the runs stay in the queue.
 * @throws UserError where Redis cannot be reached, the queue is of another version, or the store cannot be written to
 */
async function coordinate(runs, options, spec) {
    if (runs.length === 0)
        return;
    const { address, queue, notice } = spec;
    const { signal, store } = options;
    const say = (text) => notice((0, message_1.plain)((0, address_1.masked)(text, address), 4000));
    const back = { since: false };
    const client = await (0, connect_1.connect)(address, {
        signal,
        notice: say,
        onBack: () => {
            back.since = true;
        },
    });
    const bull = (0, bull_1.openQueue)(address, queue);
    const keys = (0, names_1.keysOf)(queue);
    let events;
    try {
        const other = await (0, connect_1.unlessAborted)(client.eval(CLAIM, 1 + keys.open.length, keys.version, ...keys.open, (0, version_1.versionText)((0, version_1.here)())), signal);
        if (other === undefined)
            return;
        if (other !== "")
            throw (0, version_1.queueRefused)(queue, String(other));
        events = await (0, connect_1.unlessAborted)((0, bull_1.openEvents)(client, address, queue), signal);
        const notices = await (0, connect_1.unlessAborted)((0, notices_1.noticesSince)(client, keys.notices), signal);
        if (!events || !notices)
            return;
        const me = (0, files_1.sha256)(Buffer.from(`${(0, node_os_1.hostname)()}\n${(0, node_path_1.resolve)(store.folder)}`)).slice(0, 16);
        const desk = (0, desk_1.makeDesk)({ client, bull, me, options, say, queue });
        events.on("completed", ({ jobId }) => desk.ended(jobId));
        events.on("failed", ({ jobId, failedReason }) => desk.ended(jobId, failedReason));
        events.on("stalled", ({ jobId }) => desk.stalled(jobId));
        events.on("progress", ({ jobId, data }) => desk.told(jobId, data));
        if ((await (0, connect_1.unlessAborted)(bull.getWorkersCount(), signal)) === 0)
            say(noWorker(address, queue));
        await attend({ desk, runs, options, notices, say, back, lookAgainMs: spec.lookAgainMs ?? LOOK_AGAIN_MS });
    }
    finally {
        if (!(await (0, connect_1.within)(5000, Promise.all([events?.close(), bull.close()]))))
            await (0, connect_1.within)(1000, Promise.all([events?.disconnect(), bull.disconnect()]));
        client.disconnect();
    }
}
/** Sends runs out, some at a time, until none is left and none is out. */
async function attend({ desk, runs, options, notices, say, back, lookAgainMs }) {
    const { signal } = options;
    const dataOf = (0, fingerprints_1.fingerprints)();
    let next = 0;
    let lookedAt = Date.now();
    while (!signal.aborted && (next < runs.length || desk.count() > 0)) {
        desk.rethrow();
        if (next < runs.length && desk.count() <= MOST_OPEN - desk_1.BATCH) {
            const batch = runs.slice(next, next + desk_1.BATCH);
            next += batch.length;
            await (0, connect_1.unlessAborted)(desk.admit(await ordersOf(batch, options, dataOf)), signal);
        }
        else
            await desk.nudged(TICK_MS);
        const now = Date.now();
        if (back.since || now - lookedAt > lookAgainMs) {
            back.since = false;
            lookedAt = now;
            await (0, connect_1.unlessAborted)(desk.lookAgain(), signal);
        }
        for (const text of (await (0, connect_1.unlessAborted)(notices(), signal)) ?? [])
            say(text);
    }
    await (0, connect_1.within)(LAST_RESULTS_MS, desk.settled());
    desk.rethrow();
    if (desk.count() > 0)
        say(`${desk.count()} runs stay in the queue, and workers go on with them. The same command collects what comes of them, and sends out the rest.`);
}
async function ordersOf(runs, { measure, checkpointEvery }, dataOf) {
    const orders = [];
    for (const { id, run, recipe } of runs) {
        const order = { id, run, recipe, measure, checkpointEvery, data: (await dataOf(run)).sha256, version: (0, version_1.here)() };
        orders.push({ ...order, key: (0, order_1.keyOf)(order), attempts: 0, refused: 0, why: "" });
    }
    return orders;
}
const noWorker = ({ shown }, queue) => `No worker is at the queue yet. On any machine: npx largebatch worker --queue ${shown}${queue === "sweep" ? "" : ` --queue-name ${queue}`}`;
//# sourceMappingURL=coordinator.js.map