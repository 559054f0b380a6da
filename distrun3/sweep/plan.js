"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.planSweep = planSweep;
/** What a sweep would do: its runs, which of them are in the store, and how long the others will take. Nothing is trained. */
const estimate_1 = require("./estimate");
const grid_1 = require("./grid");
const parse_1 = require("./parse");
const places_1 = require("./pool/places");
const rates_1 = require("./rates");
const status_1 = require("./status");
const store_1 = require("./store");
const tune_1 = require("./tune");
/** @throws UsageError as `parseSweep` */
async function planSweep(input, options = {}) {
    const sweep = (0, parse_1.parseSweep)(input);
    const places = (0, places_1.placesFor)({ processes: options.processes, threads: options.threads }, (0, places_1.machineHere)());
    const threads = places[0]?.env.LARGEBATCH_THREADS;
    const { store = (0, store_1.openStore)(), processes = places.length, timer = (0, estimate_1.stepTimer)(threads === undefined ? undefined : Number(threads)), } = options;
    const tries = (0, grid_1.tuningRuns)(sweep);
    const known = await store.rowsOf(tries.map(({ id }) => id));
    const { rates } = (0, tune_1.tuneRates)(sweep, (id) => known.get(id));
    const decided = (0, grid_1.planRuns)(sweep, rates);
    for (const [id, row] of await store.rowsOf(decided.map((each) => each.id)))
        known.set(id, row);
    const tuning = tries.map((each) => withStatus(each, known));
    const runs = [...decided.map((each) => withStatus(each, known)), ...undecided(sweep, rates)];
    const open = [...tuning, ...runs].filter(({ status }) => !(0, status_1.isSettled)(status));
    const estimate = (0, estimate_1.estimator)(open.length > 0 ? await store.rows({ network: sweep.networks, data: sweep.data }) : [], timer);
    let assumed = false;
    for (const run of open) {
        const found = await estimate(run.run);
        run.seconds = found.seconds;
        run.basis = found.basis;
        assumed ||= found.assumed;
    }
    const count = (status) => [...tuning, ...runs].filter((run) => run.status === status).length;
    return {
        tuning,
        runs,
        done: count("done"),
        diverged: count("diverged"),
        toDo: open.length,
        seconds: wall(tuning, processes) + wall(runs, processes),
        processes,
        basis: basisOf(open, assumed),
        notes: sweep.notes,
    };
}
const withStatus = (planned, known) => ({
    ...planned,
    status: (0, status_1.statusOf)(known.get(planned.id)),
});
/** The runs of cells without a rate, with one from the middle of the grid: as long as with the one that will be found. */
function undecided(sweep, rates) {
    if (sweep.rate.rule !== "tuned")
        return [];
    const grid = (0, rates_1.rateGrid)(sweep.rate);
    const learningRate = grid[grid.length >> 1];
    const missing = (0, grid_1.cellsOf)(sweep)
        .map(({ network, recipe, batch }) => ({ network, recipe: recipe.name, batch, learningRate }))
        .filter((cell) => !rates.some((rate) => rate.network === cell.network && rate.recipe === cell.recipe && rate.batch === cell.batch));
    return (0, grid_1.planRuns)(sweep, missing).map(({ id: _, ...planned }) => ({ ...planned, status: "new" }));
}
/** Time of a stage: no shorter than its longest run. */
function wall(runs, processes) {
    const { sum, longest } = runs.reduce(({ sum, longest }, { seconds = 0 }) => ({ sum: sum + seconds, longest: Math.max(longest, seconds) }), { sum: 0, longest: 0 });
    return Math.max(sum / processes, longest);
}
const BASES = {
    "like it": "by stored runs of the same network, data, batch, optimizer and budget",
    "stored steps": "by the time of a step in stored runs of the same network, data and batch",
    "timed step": "by a step that was timed here, on random data",
};
function basisOf(open, assumed) {
    const lines = Object.keys(BASES).flatMap((basis) => {
        const runs = open.filter((run) => run.basis === basis).length;
        return runs > 0 ? [`${runs} ${runs > 1 ? "runs" : "run"} ${BASES[basis]}`] : [];
    });
    const unknown = open.some(({ id }) => id === undefined);
    return [
        ...lines,
        ...(assumed ? [`a training until the loss stalls is taken to need ${estimate_1.ASSUMED_EPOCHS} epochs where no stored run tells`] : []),
        ...(unknown ? ["a run whose learning rate is still to be tuned counts as new"] : []),
    ];
}
//# sourceMappingURL=plan.js.map