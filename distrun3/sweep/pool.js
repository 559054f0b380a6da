"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.pool = pool;
/** The executor on this machine: a pool of processes that a crash, a hang or a lack of memory in one run does not take along. */
const errors_1 = require("../errors");
const execute_1 = require("./execute");
const executor_1 = require("./executor");
const agenda_1 = require("./pool/agenda");
const places_1 = require("./pool/places");
const process_1 = require("./pool/process");
/** Processes that end by themselves before they have ever come up, one after the other, until the pool gives up. */
const FALSE_STARTS = 3;
/** @throws UsageError for options that make no sense */
function pool(options = {}) {
    const machine = (0, places_1.machineHere)();
    const places = (0, places_1.placesFor)(options, machine);
    const most = options.memoryMB ?? (0, places_1.memoryBound)(places.length, machine);
    if (!(most > 0))
        throw new errors_1.UsageError(`memoryMB must be a number of megabytes above 0, got ${options.memoryMB}.`);
    return {
        name: `${describePlaces(places)}, renewed beyond ${most.toLocaleString("en")} MB each`,
        async execute(runs, given) {
            if (runs.length === 0 || given.signal.aborted)
                return;
            const agenda = new agenda_1.Agenda(runs);
            const trouble = new AbortController();
            const signal = AbortSignal.any([given.signal, trouble.signal]);
            signal.addEventListener("abort", () => agenda.close());
            if (signal.aborted)
                agenda.close();
            const falseStarts = { count: 0 };
            const crew = places.slice(0, runs.length).map(async (place) => {
                try {
                    await serve({ place, agenda, most, falseStarts, silence: options.silence, options: { ...given, signal } });
                }
                catch (error) {
                    trouble.abort();
                    throw error;
                }
            });
            const failed = (await Promise.allSettled(crew)).find((ended) => ended.status === "rejected");
            if (failed)
                throw failed.reason;
        },
    };
}
function describePlaces(places) {
    const [first] = places;
    if (first?.name.startsWith("GPU"))
        return places.map(({ name }) => name).join(", ");
    const { LARGEBATCH_THREADS: threads } = first?.env ?? {};
    const each = threads === undefined ? "" : ` with ${threads} thread${threads === "1" ? "" : "s"} each`;
    return places.length === 1 ? `1 process${each.replace(" each", "")}` : `${places.length} processes${each}`;
}
/** Keeps one place at work until nothing is left to do. */
async function serve(service) {
    const { place, agenda, most, silence, options } = service;
    const { store, measure, checkpointEvery, signal, onEvent } = options;
    let worker;
    try {
        for (let job = await agenda.take(); job; job = await agenda.take()) {
            const { planned, attempt } = job;
            const { id } = planned;
            if (worker?.gone)
                worker = undefined;
            worker ??= (0, process_1.startProcess)(place, silence);
            const ended = await worker.execute(planned, { store: store.folder, measure, checkpointEvery }, {
                signal,
                onStarted: (from) => onEvent({ kind: "started", id, worker: place.name, attempt, ...(from ? { from } : {}) }),
                onProgress: onEvent,
            });
            await settle(job, ended, worker, service);
            if (worker.gone || ended.kind === "crashed" || ended.kind === "interrupted" || worker.memoryMB > most) {
                await worker.end();
                worker = undefined;
            }
        }
    }
    finally {
        await worker?.end();
    }
}
/** Tells what became of a run, or has it done again. @throws UserError where no run can be kept any more, or no process started */
async function settle(job, ended, worker, { agenda, falseStarts, options }) {
    const { store, signal, onEvent } = options;
    const { id, run } = job.planned;
    if (worker.falseStart)
        falseStarts.count++;
    else if (worker.ready)
        falseStarts.count = 0;
    if (ended.kind === "unwritable")
        throw unwritable(ended.error);
    if (ended.kind === "held")
        agenda.putOff(job, execute_1.LOOK_MS);
    else if (ended.kind === "done") {
        onEvent({ kind: "done", id, row: ended.row });
        agenda.settle();
    }
    else if (signal.aborted)
        agenda.settle();
    else if (falseStarts.count >= FALSE_STARTS)
        throw new errors_1.UserError(`The processes of the pool do not come up: ${errorOf(ended)}`);
    else if (ended.kind !== "failed" && job.attempt <= executor_1.MOST_RETRIES) {
        onEvent({ kind: "retrying", id, attempt: job.attempt + 1, error: errorOf(ended) });
        agenda.giveBack({ ...job, attempt: job.attempt + 1 });
    }
    else {
        const failure = { error: errorOf(ended), attempts: job.attempt };
        await store.noteFailure(id, run, failure);
        onEvent({ kind: "failed", id, ...failure });
        agenda.settle();
    }
}
const errorOf = (ended) => ("error" in ended ? ended.error : "its process was told to end");
const unwritable = (error) => new errors_1.UserError(`${error}\nThe sweep stops here. What is done is kept: when this is mended, start the same sweep again, and it goes on.`);
//# sourceMappingURL=pool.js.map