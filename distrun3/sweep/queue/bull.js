"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.JOB_OPTIONS = exports.JOB = void 0;
exports.openQueue = openQueue;
exports.openEvents = openEvents;
/** BullMQ as this project uses it: names, and options that keep the cost of a run the same however many there are. */
const bullmq_1 = require("bullmq");
const connect_1 = require("./connect");
const names_1 = require("./names");
/** Events that Redis keeps; what a coordinator missed it finds by looking at its runs. */
const EVENTS = 10_000;
/** The name of every job. */
exports.JOB = "run";
/** A job that has come to an end goes at once: what came of it has a key of its own. */
exports.JOB_OPTIONS = { attempts: 1, removeOnComplete: true, removeOnFail: true };
function openQueue(address, queue) {
    const bull = new bullmq_1.Queue(queue, {
        connection: (0, connect_1.connectionOptions)(address),
        prefix: names_1.PREFIX,
        defaultJobOptions: exports.JOB_OPTIONS,
        streams: { events: { maxLen: EVENTS } },
    });
    // Said once by the connection that is watched; without a listener it would end the process.
    bull.on("error", () => undefined);
    return bull;
}
/** Events of a queue from now on: also those between this call and its first reading. */
async function openEvents(client, address, queue) {
    const [newest] = await client.xrevrange(`${names_1.PREFIX}:${queue}:events`, "+", "-", "COUNT", 1);
    const events = new bullmq_1.QueueEvents(queue, { connection: (0, connect_1.connectionOptions)(address), prefix: names_1.PREFIX, lastEventId: newest?.[0] ?? "0-0" });
    events.on("error", () => undefined);
    return events;
}
//# sourceMappingURL=bull.js.map