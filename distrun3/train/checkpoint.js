"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.LOCK_FILE = exports.CHECKPOINT_FILE = void 0;
exports.checkpointIn = checkpointIn;
/** Keeps a training on disk: a folder with one safetensors file that is always whole, and that only the same run on the same data goes on from. */
const promises_1 = require("node:fs/promises");
const node_path_1 = require("node:path");
const zod_1 = require("zod");
const config_1 = require("../config");
const files_1 = require("../data/files");
const fingerprint_1 = require("../data/fingerprint");
const errors_1 = require("../errors");
const lock_1 = require("./lock");
const safetensors_1 = require("./safetensors");
exports.CHECKPOINT_FILE = "checkpoint.safetensors";
exports.LOCK_FILE = `${exports.CHECKPOINT_FILE}.lock`;
const FORMAT = "largebatch checkpoint";
/** Goes up when an older checkpoint would be read wrongly, or would lead to other numbers. */
const VERSION = "1";
/**
 * The checkpoint of a run in a folder, which it holds from its first `load` or `save` on until `close` or `remove`: one process a folder, one training at a time.
 * What is saved stays whole whenever the process is killed; the next one takes the folder over from a dead process. Its methods throw a UserError that names the file, what is wrong and what to do.
 */
function checkpointIn({ folder, run, data, everySeconds = 60 }) {
    const file = (0, node_path_1.join)(folder, exports.CHECKPOINT_FILE);
    const identity = { format: FORMAT, version: VERSION, run: (0, config_1.canonicalJson)(run), data: (0, fingerprint_1.fingerprint)(data), variant: data.variant ?? "" };
    const lock = (0, lock_1.lockAt)((0, node_path_1.join)(folder, exports.LOCK_FILE), `${run.network} on ${run.data}, batch ${run.batch}, seed ${run.seed}`);
    let kept;
    return {
        file,
        everySeconds,
        async load(like) {
            await prepare(folder, lock);
            try {
                const bytes = await (0, promises_1.readFile)(file).catch((error) => {
                    if (error.code === "ENOENT")
                        return undefined;
                    throw new errors_1.UserError(`Cannot read the checkpoint ${file}: ${error.message}. ${remedy(file)}`);
                });
                const saved = bytes && decode(bytes, file, identity, like);
                kept = saved?.progress.step;
                return saved;
            }
            catch (error) {
                await lock.release();
                throw error;
            }
        },
        async save(saved) {
            if (await prepare(folder, lock))
                await requireOwn(file, identity);
            await (0, files_1.writeWhole)(file, encode(saved, identity)).catch((error) => {
                const before = kept === undefined ? "Nothing was saved before it" : `What was saved at step ${kept} is whole`;
                throw new errors_1.UserError(`Cannot write the checkpoint ${file} at step ${saved.progress.step}: ${error.message}. ${before}. ` +
                    "Make room or give another folder, then start the same training again.");
            });
            kept = saved.progress.step;
        },
        async remove() {
            kept = undefined;
            try {
                if ((await (0, files_1.sizeOf)(file)) === undefined)
                    return false;
                await prepare(folder, lock);
                await requireOwn(file, identity);
                await (0, promises_1.rm)(file, { force: true });
                return true;
            }
            catch (error) {
                if (error instanceof errors_1.UserError)
                    return false;
                throw error;
            }
            finally {
                await lock.release();
            }
        },
        close: () => lock.release(),
    };
}
const remedy = (file) => `Delete ${file} to train from the start, or give another folder.`;
/**
 * Makes the folder, takes its lock and clears away what a killed process left half written. @returns whether the lock was not held before
 * @throws UserError where the folder cannot be written to, or another has it
 */
async function prepare(folder, lock) {
    try {
        (0, files_1.makeFolder)(folder);
        await (0, promises_1.access)(folder, promises_1.constants.W_OK | promises_1.constants.X_OK);
        if (!(await lock.take()))
            return false;
        const left = (await (0, promises_1.readdir)(folder)).filter((name) => name.startsWith(`${exports.CHECKPOINT_FILE}.`) && /\.(part|stale)$/.test(name));
        await Promise.all(left.map((name) => (0, promises_1.rm)((0, node_path_1.join)(folder, name), { force: true })));
        return true;
    }
    catch (error) {
        if (error instanceof errors_1.UserError)
            throw error;
        throw new errors_1.UserError(`Checkpoints cannot be kept in ${folder}: ${error.message}. Give a folder that can be written to.`);
    }
}
/** @throws UserError where the file is there and is not this run's */
async function requireOwn(file, identity) {
    if ((await (0, files_1.sizeOf)(file)) === undefined)
        return;
    const bytes = await (0, promises_1.readFile)(file);
    advising(file, () => requireSame((0, safetensors_1.decodeSealed)(bytes, file).metadata, identity, file));
}
const VECTORS = ["weights", "slots", "statistics"];
function encode({ state, progress, backend }, identity) {
    const tensors = Object.fromEntries(VECTORS.map((name) => [name, { shape: [state[name].length], values: state[name] }]));
    return (0, safetensors_1.encodeSealed)({ tensors, metadata: { ...identity, backend, progress: JSON.stringify(progress, spellNonFinite) } });
}
function decode(bytes, file, identity, like) {
    return advising(file, () => {
        const { tensors, metadata } = (0, safetensors_1.decodeSealed)(bytes, file);
        requireSame(metadata, identity, file);
        const state = Object.fromEntries(VECTORS.map((name) => [name, vector(tensors, name, like[name].length, file)]));
        return { state: state, progress: parseProgress(metadata.progress ?? "", file), backend: metadata.backend ?? "" };
    });
}
/** Adds to what is wrong with a file what to do. */
function advising(file, check) {
    try {
        return check();
    }
    catch (error) {
        throw error instanceof errors_1.UserError ? new errors_1.UserError(`${error.message} ${remedy(file)}`) : error;
    }
}
/** @throws UserError unless the checkpoint is of this format, run and data */
function requireSame(metadata, identity, file) {
    const { format, version, run, data, variant } = metadata;
    if (format !== identity.format)
        throw new errors_1.UserError(`${file} is no checkpoint of a training${format ? ` (its format is ${JSON.stringify(format)})` : ""}.`);
    if (version !== identity.version)
        throw new errors_1.UserError(`${file} is a checkpoint of format ${version}; this version of largebatch reads format ${identity.version}.`);
    if (run !== identity.run)
        throw new errors_1.UserError(`${file} is the checkpoint of another run: ${differences(run ?? "{}", identity.run)}.`);
    if (data !== identity.data) {
        const name = (text) => (text ? `“${text}”` : "the official data");
        const which = variant === identity.variant ? "the files have changed since" : `${name(variant)} there, ${name(identity.variant)} now`;
        throw new errors_1.UserError(`${file} was trained on other data: ${which}.`);
    }
}
/** The settings in which two runs differ, each given as JSON. */
function differences(there, asked) {
    const [a, b] = [JSON.parse(there), JSON.parse(asked)];
    return [...new Set([...Object.keys(a), ...Object.keys(b)])]
        .filter((key) => a[key] !== b[key])
        .map((key) => `${key} is ${a[key] ?? "not set"} there, ${b[key] ?? "not set"} here`)
        .join("; ");
}
function vector(tensors, name, length, file) {
    const values = tensors[name]?.values;
    if (!(values instanceof Float32Array) || values.length !== length)
        throw new errors_1.UserError(`${file} is of another network or optimizer: expected ${length} numbers of ${name}, got ${values?.length ?? "none"}.`);
    return values;
}
/** JSON has no such numbers; a stall's first reference is infinite, and a test loss can be. */
const spellNonFinite = (_key, value) => typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
const real = zod_1.z.union([zod_1.z.number(), zod_1.z.enum(["NaN", "Infinity", "-Infinity"]).transform(Number)]);
const count = zod_1.z.number().int().min(0);
const PROGRESS = zod_1.z.object({
    step: count,
    epoch: count,
    done: count,
    sum: real,
    stall: zod_1.z.object({ reference: real, waited: count, stalled: zod_1.z.boolean() }),
    history: zod_1.z.array(zod_1.z.object({ epoch: count, step: count, trainLoss: real, test: zod_1.z.object({ loss: real, accuracy: real }).optional() })),
    seconds: real,
});
function parseProgress(text, file) {
    try {
        return PROGRESS.parse(JSON.parse(text));
    }
    catch (error) {
        const why = error instanceof zod_1.z.ZodError ? zod_1.z.prettifyError(error) : error.message;
        throw new errors_1.UserError(`${file} does not say how far its training was: ${why}.`);
    }
}
//# sourceMappingURL=checkpoint.js.map