"use strict";
/** Names of a queue's keys in Redis, and its limits. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.KEPT_SECONDS = exports.PREFIX = void 0;
exports.queueName = queueName;
exports.orderKey = orderKey;
exports.runOfKey = runOfKey;
exports.keysOf = keysOf;
const files_1 = require("../../data/files");
const errors_1 = require("../../errors");
const identity_1 = require("../identity");
/** BullMQ's keys begin with it. */
exports.PREFIX = "largebatch";
/** Seconds after which what nobody fetched is dropped: a week. */
exports.KEPT_SECONDS = 7 * 24 * 3600;
/** @throws UsageError for a name that cannot be part of a key */
function queueName(name = "sweep") {
    if (/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(name))
        return name;
    throw new errors_1.UsageError(`A queue's name has up to 64 letters, digits, - and _, and begins with a letter or digit; got ${JSON.stringify(name)}.`);
}
const DIGITS = 12;
/**
 * What a run is called in a queue: a run that is asked for twice with the same measures and data is done once. The word in front keeps BullMQ, which takes no integers, from
 * refusing a run whose 20 digits happen to be decimal.
 * @param data fingerprint of the data set
 */
function orderKey(id, measure, data) {
    const more = (0, files_1.sha256)(new TextEncoder().encode(JSON.stringify([[...measure].sort(), data])));
    return `run-${id}-${more.slice(0, DIGITS)}`;
}
/** The run's id in such a name; undefined for any other text. */
function runOfKey(key) {
    const id = /^run-([0-9a-f]{20})-[0-9a-f]{12}$/.exec(key)?.[1];
    return id !== undefined && (0, identity_1.isRunId)(id) ? id : undefined;
}
/** Keys of a queue that are not BullMQ's. */
function keysOf(queue) {
    const own = `largebatch-runs:${queue}`;
    const bull = `${exports.PREFIX}:${queue}`;
    return {
        version: `${own}:version`,
        /** What workers have to say to coordinators; the newest few. */
        notices: `${own}:notices`,
        /** Where BullMQ keeps runs that are not done. */
        open: ["wait", "active", "delayed", "prioritized", "paused"].map((name) => `${bull}:${name}`),
        /** @param key an order's key */
        of: (key) => ({
            /** Set of the coordinators that want it. */
            wanted: `${own}:${key}:wanted`,
            /** What came of it: the files, or an error. */
            outcome: `${own}:${key}:outcome`,
            checkpoint: `${own}:${key}:checkpoint`,
            /** How often it was started without coming to an end. */
            tries: `${own}:${key}:tries`,
            /** Where an upload grows until it is whole. */
            staging: (token) => `${own}:${key}:staging:${token}`,
            /** BullMQ's: the worker that has it. */
            lock: `${bull}:${key}:lock`,
        }),
    };
}
//# sourceMappingURL=names.js.map