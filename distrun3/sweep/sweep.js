"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.sweep = sweep;
/** Runs a sweep: takes from the store what is done, tunes learning rates where the rule says so, and has the rest executed. */
const signal_1 = require("../signal");
const grid_1 = require("./grid");
const measured_1 = require("./measured");
const parse_1 = require("./parse");
const pool_1 = require("./pool");
const same_data_1 = require("./same-data");
const status_1 = require("./status");
const store_1 = require("./store");
const tune_1 = require("./tune");
/** Seconds between two checkpoints, unless told. */
const CHECKPOINT_SECONDS = 60;
/**
 * Runs a sweep to its end. Called again, it takes what is done from the store, in milliseconds, and goes on with the rest.
 * A run that failed is named in the result and keeps no other from being executed; the next call tries it again, unless it diverged.
 * @throws UsageError for a sweep that is wrong, UserError where the store or the executor cannot work at all
 */
async function sweep(input, options = {}) {
    const plan = (0, parse_1.parseSweep)(input);
    const notes = [];
    const note = (line) => {
        notes.push(line);
        options.onNote?.(line);
    };
    plan.notes.forEach(note);
    const session = {
        store: options.store ?? (0, store_1.openStore)(),
        executor: () => options.executor ?? (0, pool_1.pool)(),
        signal: options.signal ?? (0, signal_1.defaultSignal)() ?? new AbortController().signal,
        options,
    };
    const tuning = await runStage("tuning", (0, grid_1.tuningRuns)(plan), [], session);
    const tuned = (0, tune_1.tuneRates)(plan, (id) => tuning.rows.get(id));
    tuned.notes.forEach(note);
    const planned = (0, grid_1.planRuns)(plan, tuned.rates);
    const runs = await runStage("runs", planned, plan.measure, session);
    return {
        rows: planned.flatMap(({ id, recipe }) => {
            const row = runs.rows.get(id);
            return row?.status === "done" ? [{ ...row, recipe }] : [];
        }),
        // A tuning run that failed is told with the cell that it leaves without a rate.
        failed: [...(tuning.missing ? [] : tuned.untuned.map(({ cell, error }) => ({ what: (0, grid_1.cellName)(cell), error }))), ...runs.failed],
        taken: tuning.taken + runs.taken,
        executed: tuning.executed + runs.executed,
        interrupted: tuning.missing || runs.missing,
        rates: tuned.rates,
        notes,
    };
}
async function runStage(name, runs, measure, session) {
    if (runs.length === 0)
        return { rows: new Map(), failed: [], taken: 0, executed: 0, missing: false };
    const { store, signal, options } = session;
    const ids = runs.map(({ id }) => id);
    const before = await store.rowsOf(ids);
    const wasSettled = (id) => (0, status_1.isSettled)((0, status_1.statusOf)(before.get(id)));
    const unmeasured = await lacking(store, measure, ids.filter((id) => before.get(id)?.status === "done"));
    const toDo = runs.filter(({ id }) => unmeasured.has(id) || !wasSettled(id));
    const open = new Set(toDo.map(({ id }) => id));
    const executor = toDo.length > 0 && !signal.aborted ? session.executor() : undefined;
    options.onStage?.({ name, runs, toDo, ...(executor ? { executor: executor.name } : {}) });
    const { done, failures } = executor ? await execute(toDo, executor, { before, measure }, session) : NOTHING;
    const rows = executor ? await store.rowsOf(ids) : before;
    const ends = runs.map((run) => endOf(run, {
        row: rows.get(run.id),
        failure: failures.get(run.id),
        interrupted: signal.aborted && open.has(run.id) && !done.has(run.id),
    }));
    return {
        rows,
        failed: ends.flatMap((end) => (typeof end === "object" ? [end] : [])),
        taken: runs.length - toDo.length,
        executed: toDo.filter(({ id }) => done.has(id)).length,
        missing: ends.includes("missing"),
    };
}
const NOTHING = { done: new Set(), failures: new Map() };
/** Has runs executed, and hears what becomes of them. @param before rows of the whole stage */
async function execute(toDo, executor, { before, measure }, { store, signal, options }) {
    const failures = new Map();
    const done = new Set();
    await (0, same_data_1.requireStoredData)(toDo, before, { store, onProgress: options.onNote });
    const onEvent = (event) => {
        if (event.kind === "failed")
            failures.set(event.id, event);
        if (event.kind === "done")
            done.add(event.id);
        options.onEvent?.(event);
    };
    const { checkpointEvery = CHECKPOINT_SECONDS } = options;
    await executor.execute(toDo, { store, onEvent, signal, measure, checkpointEvery });
    return { done, failures };
}
function endOf(planned, { row, failure, interrupted }) {
    const named = { id: planned.id, what: (0, grid_1.runName)(planned) };
    if (failure)
        return { ...named, error: failure.error, attempts: failure.attempts };
    if (interrupted)
        return "missing";
    if (row?.status === "done")
        return "done";
    return { ...named, error: row?.error ?? "it was neither finished nor reported; start the sweep again" };
}
/** Runs at a time whose measures are looked for. */
const AT_A_TIME = 32;
/** Those of some finished runs that lack a measure. */
async function lacking(store, measure, ids) {
    const found = new Set();
    for (let at = 0; measure.length > 0 && at < ids.length; at += AT_A_TIME) {
        await Promise.all(ids.slice(at, at + AT_A_TIME).map(async (id) => {
            // What cannot be read is the executor's to mend or to report.
            const missing = await (0, measured_1.missingMeasures)(store.folderOf(id), measure).catch(() => measure);
            if (missing.length > 0)
                found.add(id);
        }));
    }
    return found;
}
//# sourceMappingURL=sweep.js.map