"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.requireFinished = requireFinished;
exports.keepFinished = keepFinished;
/** Takes a finished run that came through the queue into a store, once all that it says of itself was checked. */
const promises_1 = require("node:fs/promises");
const node_path_1 = require("node:path");
const promises_2 = require("node:timers/promises");
const zod_1 = require("zod");
const config_1 = require("../../config");
const files_1 = require("../../data/files");
const errors_1 = require("../../errors");
const checkpoint_1 = require("../../train/checkpoint");
const lock_1 = require("../../train/lock");
const run_folder_1 = require("../../train/run-folder");
const safetensors_1 = require("../../train/safetensors");
const state_1 = require("../store/state");
const count = zod_1.z.number().int().min(0);
/** JSON has no NaN and no infinity: a loss that is one is null there. */
const real = zod_1.z.number().nullable();
const HASH = zod_1.z.string().regex(/^[0-9a-f]{64}$/);
const EVALUATION = zod_1.z.object({ loss: real, accuracy: zod_1.z.number().min(0).max(1) });
/** What a row and the check below need of a result; what else a version keeps there is its own. */
const RESULT = zod_1.z.looseObject({
    run: zod_1.z.record(zod_1.z.string(), zod_1.z.unknown()),
    ending: zod_1.z.enum(["stall", "epochs", "steps"]),
    epochs: count,
    steps: count,
    train: EVALUATION,
    test: EVALUATION,
    evaluatedOn: zod_1.z.enum(["test", "validation"]),
    history: zod_1.z.array(zod_1.z.object({ epoch: count, step: count, trainLoss: real, test: EVALUATION.optional() })).max(1_000_000),
    seconds: zod_1.z.number().min(0),
    stepMs: real,
    backend: zod_1.z.string().max(200),
    parameters: count,
    weightsSha256: HASH,
    dataSha256: HASH,
    /** As the store seals it. */
    sha256: HASH.optional(),
    checksums: zod_1.z.record(zod_1.z.string(), HASH).optional(),
});
const VECTORS = ["weights", "start", "statistics"];
/** Milliseconds between two looks at a run that another process has in hand. */
const LOOK_MS = 200;
/** @throws UserError unless the files are those of the run that was ordered, trained to its end on the data of the order */
function requireFinished({ run, data }, files) {
    const refuse = (why) => new errors_1.UserError(`A result in the queue was refused: ${why}.`);
    const text = (name) => {
        const bytes = files.get(name);
        if (!bytes)
            throw refuse(`it has no ${name}`);
        return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
    };
    const result = asJson(text(run_folder_1.RUN_FILES.result));
    const parsed = RESULT.safeParse(result);
    if (!parsed.success)
        throw refuse(`its ${run_folder_1.RUN_FILES.result} is wrong: ${zod_1.z.prettifyError(parsed.error).slice(0, 500)}`);
    const { run: trained, dataSha256, parameters, weightsSha256, sha256: seal, checksums = {} } = parsed.data;
    if (seal !== undefined && seal !== (0, state_1.sealOf)(result, run_folder_1.RUN_FILES.result))
        throw refuse(`its ${run_folder_1.RUN_FILES.result} is damaged`);
    for (const [name, sum] of Object.entries(checksums))
        if ((0, files_1.sha256)(files.get(name) ?? new Uint8Array()) !== sum)
            throw refuse(`its ${name} is not that of its result`);
    const settings = JSON.stringify(trained, Object.keys(trained).sort());
    if (settings !== (0, config_1.canonicalJson)(run) || text(run_folder_1.RUN_FILES.config).trim() !== settings)
        throw refuse("it is of another run");
    if (dataSha256 !== data)
        throw refuse("it was trained on other data");
    const stored = (0, safetensors_1.decodeSealed)(files.get(run_folder_1.RUN_FILES.weights) ?? new Uint8Array(), `${run_folder_1.RUN_FILES.weights} of a result in the queue`);
    const vectors = VECTORS.map((name) => stored.tensors[name]?.values);
    const [weights, start] = vectors;
    if (!vectors.every((vector) => vector instanceof Float32Array) || stored.metadata.run !== settings)
        throw refuse("its weights are of another run");
    if (weights?.length !== parameters || start?.length !== parameters || (0, run_folder_1.vectorSha256)(weights) !== weightsSha256)
        throw refuse("its weights are not those of its result");
    for (const name of files.keys()) {
        const lines = name.endsWith(".jsonl") ? text(name).split("\n").filter(Boolean) : name.endsWith(".json") ? [text(name)] : [];
        if (lines.some((line) => typeof asJson(line) !== "object"))
            throw refuse(`its ${name} is no JSON`);
    }
}
function asJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/**
 * Writes a checked run into the store, `result.json` last, and notes it there. Where the store has it by now, that one stays, and gets the measures.
 * @throws UserError where the store cannot be written to: the run stays in the queue
 */
async function keepFinished({ id, measure }, { files }, store, signal) {
    const folder = store.folderOf(id);
    try {
        (0, files_1.makeFolder)(folder);
    }
    catch (error) {
        throw unwritable(folder, error);
    }
    const lock = (0, lock_1.lockAt)((0, node_path_1.join)(folder, checkpoint_1.LOCK_FILE), "a run that came through the queue");
    for (;;) {
        if (measure.length === 0 && (await store.statusOf(id)) === "done")
            return (await store.rowsOf([id])).get(id);
        if (await taken(lock, folder))
            break;
        await (0, promises_2.setTimeout)(LOOK_MS, undefined, { signal }).catch(() => undefined);
        if (signal.aborted)
            return undefined;
    }
    try {
        const isDone = (await store.statusOf(id)) === "done";
        if (isDone && measure.length === 0)
            return (await store.rowsOf([id])).get(id);
        const write = (name, bytes) => (0, files_1.writeWhole)((0, node_path_1.join)(folder, name), bytes).catch((error) => {
            throw unwritable(folder, error);
        });
        for (const [name, bytes] of files)
            if (name.startsWith("measures/") || (!isDone && name !== run_folder_1.RUN_FILES.result))
                await write(name, bytes);
        if (isDone)
            return await store.noteDone(id);
        // What an attempt without the queue left.
        await Promise.all([checkpoint_1.CHECKPOINT_FILE, "failure.json"].map((name) => (0, promises_1.rm)((0, node_path_1.join)(folder, name), { force: true })));
        await write(run_folder_1.RUN_FILES.result, files.get(run_folder_1.RUN_FILES.result));
        return await store.noteDone(id);
    }
    finally {
        await lock.release();
    }
}
/** Whether the lock is ours; false while another has it. */
async function taken(lock, folder) {
    try {
        await lock.take();
        return true;
    }
    catch (error) {
        if (error instanceof errors_1.UserError)
            return false;
        throw unwritable(folder, error);
    }
}
const unwritable = (folder, { message }) => new errors_1.UserError(`The run cannot be kept in ${folder}: ${message}. Make room or give another store; the run stays in the queue until the same command is given again.`);
//# sourceMappingURL=receive.js.map