"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.stepOf = stepOf;
exports.fetchCheckpoint = fetchCheckpoint;
exports.carryCheckpoint = carryCheckpoint;
/** Carries a run's checkpoint through Redis, so that another machine goes on where this one was: taken before the run, brought now and then while it is at work. */
const promises_1 = require("node:fs/promises");
const node_path_1 = require("node:path");
const promises_2 = require("node:timers/promises");
const config_1 = require("../../config");
const files_1 = require("../../data/files");
const errors_1 = require("../../errors");
const checkpoint_1 = require("../../train/checkpoint");
const lock_1 = require("../../train/lock");
const safetensors_1 = require("../../train/safetensors");
const environment_1 = require("../execute/environment");
const bundle_1 = require("./bundle");
const parcel_1 = require("./parcel");
const receive_1 = require("./receive");
/** At the least so many times as long as an upload takes lies between two: a queue is no place for gigabytes a minute. */
const REST = 10;
/** A second: files are looked at no more often. */
const LEAST_MS = 1000;
/** The step of a checkpoint of this very run. @throws UserError for a file that is damaged or another run's */
function stepOf(bytes, { run }) {
    const { metadata } = (0, safetensors_1.decodeSealed)(bytes, checkpoint_1.CHECKPOINT_FILE);
    if (metadata.run !== (0, config_1.canonicalJson)(run))
        throw new errors_1.UserError(`${checkpoint_1.CHECKPOINT_FILE} is of another run.`);
    const { step } = JSON.parse(metadata.progress ?? "{}");
    if (typeof step !== "number")
        throw new errors_1.UserError(`${checkpoint_1.CHECKPOINT_FILE} does not say its step.`);
    return step;
}
/** The step of the checkpoint on this machine; −1 where there is none. One that cannot be read is removed: it would stop the run. */
async function localStep(folder, order) {
    const file = (0, node_path_1.join)(folder, checkpoint_1.CHECKPOINT_FILE);
    const bytes = await (0, promises_1.readFile)(file).catch(() => undefined);
    if (!bytes)
        return -1;
    try {
        return stepOf(bytes, order);
    }
    catch {
        await (0, promises_1.rm)(file, { force: true });
        return -1;
    }
}
/** Puts the checkpoint from Redis into the run's folder where it is further than the one there. @returns the step that the run will go on from; −1: its start */
async function fetchCheckpoint({ client, place, order, folder, notice }) {
    (0, files_1.makeFolder)(folder);
    const lock = (0, lock_1.lockAt)((0, node_path_1.join)(folder, checkpoint_1.LOCK_FILE), "a checkpoint from the queue");
    // Another process of this machine is at the run: it is further.
    if (!(await lock.take().catch(() => false)))
        return -1;
    try {
        const here = await localStep(folder, order);
        const manifest = await (0, parcel_1.manifestAt)(client, place.target);
        if (manifest?.kind === "given")
            return await takeGiven(order, folder, await (0, parcel_1.bundleAt)(client, place.target, manifest));
        if (manifest?.kind !== "checkpoint" || (manifest.step ?? -1) <= here)
            return here;
        const found = await (0, parcel_1.bundleAt)(client, place.target, manifest);
        const bytes = found?.files.get(checkpoint_1.CHECKPOINT_FILE);
        if (!found || !bytes)
            return here;
        const step = stepOf(bytes, order);
        for (const [name, content] of found.files)
            await (0, files_1.writeWhole)((0, node_path_1.join)(folder, name), content);
        return step;
    }
    catch (error) {
        if (!(error instanceof errors_1.UserError))
            throw error;
        notice(`A checkpoint in the queue cannot be used, the run goes on without it: ${error.message}`);
        await client.unlink(place.target);
        return localStep(folder, order);
    }
    finally {
        await lock.release();
    }
}
/** Puts a finished run into its folder, where measures are to be taken of it. @returns no step: nothing is trained */
async function takeGiven(order, folder, given) {
    if (!given)
        return -1;
    (0, receive_1.requireFinished)(order, given.files);
    for (const [name, content] of given.files)
        await (0, files_1.writeWhole)((0, node_path_1.join)(folder, name), content);
    return -1;
}
/** Brings the newest checkpoint to Redis now and then. @param known the step that is there already */
function carryCheckpoint({ client, place, order, folder, worker, attempts, room }, known) {
    const file = (0, node_path_1.join)(folder, checkpoint_1.CHECKPOINT_FILE);
    const controller = new AbortController();
    let step = known;
    let seen = Number.NaN;
    let took = 0;
    async function bring() {
        const modified = (await (0, promises_1.stat)(file).catch(() => undefined))?.mtimeMs;
        if (modified === undefined || modified === seen)
            return;
        const bytes = await (0, promises_1.readFile)(file).catch(() => undefined);
        if (!bytes)
            return;
        seen = modified;
        const newest = stepOf(bytes, order);
        if (newest <= step)
            return;
        const began = performance.now();
        const environment = await (0, promises_1.readFile)((0, node_path_1.join)(folder, environment_1.ENVIRONMENT_FILE)).catch(() => undefined);
        const files = new Map([
            [checkpoint_1.CHECKPOINT_FILE, bytes],
            ...(environment ? [[environment_1.ENVIRONMENT_FILE, environment]] : []),
        ]);
        if (await (0, parcel_1.putBundle)(client, place, (0, bundle_1.bundle)({ kind: "checkpoint", worker, attempts, step: newest }, files), room))
            step = newest;
        took = performance.now() - began;
    }
    const loop = (async () => {
        while (!controller.signal.aborted) {
            const pause = Math.max(LEAST_MS, 1000 * order.checkpointEvery, REST * took);
            await (0, promises_2.setTimeout)(pause, undefined, { signal: controller.signal }).catch(() => undefined);
            if (!controller.signal.aborted)
                await bring().catch(() => undefined);
        }
    })();
    return {
        /** Ends the carrying. */
        async stop() {
            controller.abort();
            await loop;
        },
        /** The newest, now. */
        bring,
    };
}
//# sourceMappingURL=carry.js.map