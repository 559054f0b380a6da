"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.queue = queue;
exports.workQueue = workQueue;
/** Runs on many machines: a coordinator sends them through a queue in Redis (BullMQ), and workers anywhere execute them. No disk is shared. */
const errors_1 = require("../errors");
const address_1 = require("./queue/address");
const coordinator_1 = require("./queue/coordinator");
const hands_1 = require("./queue/hands");
const names_1 = require("./queue/names");
const worker_1 = require("./queue/worker");
const onError = (text) => console.error(text);
/**
 * The coordinator's side. Runs that are done are in the store before their event is told; stopped or killed, the same sweep goes on with what is in the queue.
 * @throws UsageError for an address or a name that is none
 */
function queue({ url, name, onNotice = onError }) {
    const address = (0, address_1.parseAddress)(url);
    const queue = (0, names_1.queueName)(name);
    return { name: describe(address, queue), execute: (runs, options) => (0, coordinator_1.coordinate)(runs, options, { address, queue, notice: onNotice }) };
}
const describe = ({ shown }, queue) => `the queue ${queue} at ${shown}`;
const LOCK_SECONDS = 30;
/**
 * A worker: executes runs until the signal says stop.
 * @throws UserError where Redis cannot be reached, or the worker is refused: another version, other data
 */
async function workQueue(options) {
    const { url, name, concurrency, execute, onEvent = () => undefined, lockSeconds = LOCK_SECONDS, ...rest } = options;
    if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 1024)
        throw new errors_1.UsageError(`The number of processes (--concurrency) must be an integer from 1 to 1024, got ${concurrency}.`);
    const spec = { ...rest, address: (0, address_1.parseAddress)(url), queue: (0, names_1.queueName)(name), concurrency, lockSeconds, onEvent };
    if (execute)
        return (0, worker_1.work)({ ...spec, execute });
    const hands = (0, hands_1.makeHands)(concurrency);
    try {
        await (0, worker_1.work)({ ...spec, execute: hands.execute });
    }
    finally {
        await hands.end();
    }
}
//# sourceMappingURL=queue.js.map