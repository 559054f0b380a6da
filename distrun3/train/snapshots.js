"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.SNAPSHOT_FOLDER = void 0;
exports.parseSpacing = parseSpacing;
exports.snapshotsIn = snapshotsIn;
exports.requireSnapshots = requireSnapshots;
exports.snapshotFiles = snapshotFiles;
exports.loadSnapshot = loadSnapshot;
exports.loadSnapshots = loadSnapshots;
/** Keeps the weights of a training on its way, one sealed safetensors file each: at the start, every so many epochs or steps, and at the end. */
const promises_1 = require("node:fs/promises");
const node_path_1 = require("node:path");
const config_1 = require("../config");
const files_1 = require("../data/files");
const fingerprint_1 = require("../data/fingerprint");
const errors_1 = require("../errors");
const safetensors_1 = require("./safetensors");
/** In the folder of the run. */
exports.SNAPSHOT_FOLDER = "snapshots";
const FORMAT = "largebatch snapshot";
/** Goes up when an older snapshot would be read wrongly. */
const VERSION = "1";
const VECTORS = ["weights", "statistics"];
/** The spacing that a text gives: "5" or "epochs:5", "steps:100". @throws UsageError for another one */
function parseSpacing(text) {
    const [, unit = "epochs", every] = /^(?:(epochs|steps):)?([1-9]\d*)$/.exec(text.trim()) ?? [];
    if (every === undefined)
        throw new errors_1.UsageError(`--snapshots takes a number of epochs, or steps:N; got "${text}".`);
    return { every: Number(every), unit: unit };
}
/**
 * Snapshots of one training, beside its run. A training that starts begins them anew; one that is resumed keeps those up to its step and makes the later ones again, so that none is there
 * twice and none is missing. Its methods throw a UserError where snapshots of another run lie there, where one is missing or damaged, and where the folder cannot be written to.
 */
function snapshotsIn({ folder, run, data, every, unit }) {
    const place = (0, node_path_1.join)(folder, exports.SNAPSHOT_FOLDER);
    const stepsAnEpoch = Math.floor(data.train.count / run.batch);
    const spacing = unit === "epochs" ? every * stepsAnEpoch : every;
    const identity = { run: (0, config_1.canonicalJson)(run), data: (0, fingerprint_1.fingerprint)(data) };
    const kept = new Set();
    return {
        async begin(from) {
            const there = await snapshotFiles(folder);
            for (const { file } of there)
                requireOwn(await loadSnapshot(file), identity, file, place);
            const stays = ({ step }) => from !== undefined && step <= from;
            for (const { step } of there.filter(stays))
                kept.add(step);
            for (let due = 0; due < (from ?? 0); due += spacing)
                if (!kept.has(due))
                    throw missing(place, due, from);
            await prepare(place, there.filter((each) => !stays(each)).map(({ file }) => file)); // biome-ignore format: one line
        },
        nextAfter: (step) => (Math.floor(step / spacing) + 1) * spacing,
        async keep(state, step) {
            if (kept.has(step))
                return;
            const file = (0, node_path_1.join)(place, `step-${String(step).padStart(9, "0")}.safetensors`);
            await (0, files_1.writeWhole)(file, encode(state, { ...identity, step, epoch: step / stepsAnEpoch })).catch((error) => {
                throw new errors_1.UserError(`Cannot write the snapshot ${file}: ${error.message}. Make room or give another folder, then start the training again.`);
            });
            kept.add(step);
        },
    };
}
/** A run's snapshots in the order of their steps. @throws UserError where there are none */
async function requireSnapshots(folder) {
    const files = await snapshotFiles(folder);
    if (files.length > 0)
        return files;
    throw new errors_1.UserError(`There are no snapshots in ${(0, node_path_1.join)(folder, exports.SNAPSHOT_FOLDER)}. Train again and keep some: npx largebatch train … --save ${folder} --snapshots 1`);
}
/** The same; none where there are none. */
async function snapshotFiles(folder) {
    const place = (0, node_path_1.join)(folder, exports.SNAPSHOT_FOLDER);
    const names = await (0, promises_1.readdir)(place).catch((error) => {
        if (error.code === "ENOENT")
            return [];
        throw new errors_1.UserError(`Cannot read ${place}: ${error.message}.`);
    });
    return names
        .flatMap((name) => {
        const step = /^step-(\d+)\.safetensors$/.exec(name)?.[1];
        return step === undefined ? [] : [{ step: Number(step), file: (0, node_path_1.join)(place, name) }];
    })
        .sort((a, b) => a.step - b.step);
}
/** @throws UserError for a file that cannot be read, is damaged, or is no snapshot */
async function loadSnapshot(file) {
    const bytes = await (0, promises_1.readFile)(file).catch((error) => {
        throw new errors_1.UserError(`Cannot read the snapshot ${file}: ${error.message}.`);
    });
    const { tensors, metadata } = decoded(bytes, file);
    if (metadata.format !== FORMAT)
        throw new errors_1.UserError(`${file} is no snapshot of a training. ${REMEDY}`);
    if (metadata.version !== VERSION)
        throw new errors_1.UserError(`${file} is of format ${metadata.version}; this version of largebatch reads ${VERSION}. ${REMEDY}`);
    const [weights, statistics] = VECTORS.map((name) => {
        const values = tensors[name]?.values;
        if (values instanceof Float32Array)
            return values;
        throw new errors_1.UserError(`${file} has no ${name}. ${REMEDY}`);
    });
    const { step, epoch, run = "", data = "" } = metadata;
    return { step: Number(step), epoch: Number(epoch), weights, statistics, run, data };
}
/**
 * The snapshots in a run's folder, in the order of their steps; all at once, with 4 bytes a weight each.
 * @throws UserError where there are none, where one is damaged, and where they are not all of one training
 */
async function loadSnapshots(folder) {
    const files = await requireSnapshots(folder);
    const all = [];
    for (const { file } of files) {
        const snapshot = await loadSnapshot(file);
        requireOwn(snapshot, all[0] ?? snapshot, file, (0, node_path_1.join)(folder, exports.SNAPSHOT_FOLDER));
        all.push(snapshot);
    }
    return all;
}
const REMEDY = "Delete the folder that it lies in, and train the run again with --save and --snapshots.";
function decoded(bytes, file) {
    try {
        return (0, safetensors_1.decodeSealed)(bytes, file);
    }
    catch (error) {
        throw error instanceof errors_1.UserError ? new errors_1.UserError(`${error.message} ${REMEDY}`) : error;
    }
}
function encode(state, { step, epoch, ...identity }) {
    const tensors = Object.fromEntries(VECTORS.map((name) => [name, { shape: [state[name].length], values: state[name] }]));
    return (0, safetensors_1.encodeSealed)({ tensors, metadata: { format: FORMAT, version: VERSION, ...identity, step: String(step), epoch: String(epoch) } });
}
/** @throws UserError for a snapshot of another training */
function requireOwn(found, own, file, place) {
    if (found.run === own.run && found.data === own.data)
        return;
    const what = found.run === own.run ? "of other data" : "of another run";
    throw new errors_1.UserError(`${file} is a snapshot ${what}. Give another folder, or delete ${place}.`);
}
const missing = (place, step, from) => new errors_1.UserError(`The training goes on at step ${from}, but ${place} has no snapshot of step ${step}: it began without --snapshots, or with others. ` +
    "Go on without --snapshots, or delete the checkpoint to train from the start.");
/** Makes the folder, and clears away what the training will write again, and what a killed process left half written. */
async function prepare(place, stale) {
    try {
        (0, files_1.makeFolder)(place);
        const halves = (await (0, promises_1.readdir)(place)).filter((name) => /^step-.*\.part$/.test(name)).map((name) => (0, node_path_1.join)(place, name));
        for (const file of [...stale, ...halves])
            await (0, promises_1.rm)(file, { force: true });
    }
    catch (error) {
        throw new errors_1.UserError(`Snapshots cannot be kept in ${place}: ${error.message}. Give a folder that can be written to.`);
    }
}
//# sourceMappingURL=snapshots.js.map