"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.LOOK_MS = void 0;
exports.executeRun = executeRun;
exports.attemptRun = attemptRun;
/** One run of a sweep, here, in this process: from its checkpoint, if it has one, to a row of the store. */
const promises_1 = require("node:fs/promises");
const node_path_1 = require("node:path");
const promises_2 = require("node:timers/promises");
const config_1 = require("../config");
const files_1 = require("../data/files");
const checkpoint_1 = require("../train/checkpoint");
const lock_1 = require("../train/lock");
const loop_1 = require("../train/loop");
const run_folder_1 = require("../train/run-folder");
const data_1 = require("./execute/data");
const environment_1 = require("./execute/environment");
const history_1 = require("./execute/history");
const holding_1 = require("./execute/holding");
const pulse_1 = require("./execute/pulse");
const measured_1 = require("./measured");
const paths_1 = require("./store/paths");
/** Milliseconds between two looks at a run that another process has. */
exports.LOOK_MS = 1000;
/**
 * Executes a run and puts it into the store; one that is done already is not done again, one that another process has is waited for.
 * @returns undefined where the signal came first: the run is saved, and the same call goes on with it
 * @throws UserError for what no other attempt would mend: a diverged loss, other data than the checkpoint's, a store that cannot be written
 */
async function executeRun(planned, options) {
    for (;;) {
        const attempt = await attemptRun(planned, options);
        if (attempt.kind === "done")
            return attempt.row;
        if (attempt.kind === "interrupted")
            return undefined;
        await (0, promises_2.setTimeout)(exports.LOOK_MS, undefined, { signal: options.signal }).catch(() => undefined);
    }
}
/** As `executeRun`, but does not wait for another process. */
async function attemptRun(planned, options) {
    const { store, signal, checkpointEvery } = options;
    if (signal.aborted)
        return { kind: "interrupted" };
    const folder = store.folderOf(planned.id);
    try {
        const isNew = (await store.statusOf(planned.id)) !== "done";
        if (isNew && (await trained(planned, folder, options)) === "interrupted")
            return { kind: "interrupted" };
        const isMeasured = await measured(planned, folder, options);
        if (isMeasured === "interrupted")
            return { kind: "interrupted" };
        const known = isNew || isMeasured ? undefined : (await store.rowsOf([planned.id])).get(planned.id);
        return { kind: "done", row: known ?? (await store.noteDone(planned.id)) };
    }
    catch (error) {
        if (!(error instanceof holding_1.Held))
            throw error;
        await (0, holding_1.requireSignOfLife)(folder, error, checkpointEvery);
        return { kind: "held" };
    }
}
/** Another process finished the run before the lock was ours. */
class AlreadyDone extends Error {
}
/** Trains the run to its end and keeps its result. @throws Held */
async function trained({ id, run }, folder, options) {
    const { store, signal, checkpointEvery, onStart } = options;
    const data = await (0, data_1.dataOf)(run);
    const disk = (0, checkpoint_1.checkpointIn)({ folder, run, data, everySeconds: checkpointEvery });
    const sign = (0, holding_1.signOf)(folder);
    const telling = (0, pulse_1.pulse)(id, run, data, options);
    let saved = [];
    const checkpoint = {
        everySeconds: disk.everySeconds,
        async load(like) {
            const from = await (0, holding_1.holding)(folder, () => disk.load(like));
            if ((await store.statusOf(id)) === "done")
                throw new AlreadyDone();
            saved = from?.progress.history ?? [];
            await begin(folder, run, from);
            return from;
        },
        async save(state) {
            await disk.save(state);
            saved = state.progress.history;
        },
        // Not closed by the training: the lock is held until its result is safe.
    };
    try {
        const result = await (0, loop_1.train)(run, data, {
            signal,
            checkpoint,
            onStart: (from) => onStart?.(from && { step: from.progress.step, epoch: from.progress.epoch }),
            onStep: (step) => {
                sign();
                telling.onStep(step);
            },
            onEpoch: (epoch) => {
                sign();
                (0, history_1.appendEpoch)(folder, epoch);
                telling.onEpoch(epoch);
            },
        });
        if (result.ending === "interrupted") {
            // The epoch at hand was closed for the interruption alone.
            await (0, history_1.cutHistory)(folder, saved);
            return "interrupted";
        }
        await (0, run_folder_1.saveRun)(folder, result, data);
        await disk.remove();
        return "finished";
    }
    catch (error) {
        if (error instanceof AlreadyDone)
            return "finished";
        throw error;
    }
    finally {
        await disk.close();
    }
}
/** Makes the folder say that the run is at work, or at work again. */
async function begin(folder, run, from) {
    const config = `${(0, config_1.canonicalJson)(run)}\n`;
    const file = (0, node_path_1.join)(folder, paths_1.FILES.config);
    if ((await (0, promises_1.readFile)(file, "utf8").catch(() => undefined)) !== config)
        await (0, files_1.writeWhole)(file, config);
    // A result that is there at this point is damaged, else the run would count as done.
    for (const name of [paths_1.FILES.failure, paths_1.FILES.result])
        await (0, promises_1.rm)((0, node_path_1.join)(folder, name), { force: true });
    await (0, environment_1.keepEnvironment)(folder, run.seed, from !== undefined);
    await (0, history_1.cutHistory)(folder, from?.progress.history ?? []);
}
/** Seconds beyond the least that one pass of a measure over the examples may take, for each second that it should. */
const PASS_FACTOR = 30;
/** Takes the measures that are missing of a finished run. @returns whether there were any @throws Held */
async function measured({ run }, folder, options) {
    const { measure, signal, onSign } = options;
    const missing = await (0, measured_1.missingMeasures)(folder, measure);
    if (missing.length === 0)
        return false;
    const lock = (0, lock_1.lockAt)((0, node_path_1.join)(folder, paths_1.FILES.lock), `measures of ${run.network} on ${run.data}, batch ${run.batch}, seed ${run.seed}`);
    await (0, holding_1.holding)(folder, () => lock.take());
    const sign = (0, holding_1.signOf)(folder);
    let quiet = pulse_1.QUIET_START;
    const onPass = () => {
        sign();
        onSign?.(quiet);
    };
    try {
        onSign?.(quiet);
        await (0, measured_1.measureFinished)(folder, missing, {
            signal,
            onEstimate: (_what, { seconds, passes }) => {
                quiet = PASS_FACTOR * (seconds / Math.max(1, passes));
                onPass();
            },
            onPass,
        });
        return true;
    }
    catch (error) {
        if (signal.aborted)
            return "interrupted";
        throw error;
    }
    finally {
        await lock.release();
    }
}
//# sourceMappingURL=execute.js.map