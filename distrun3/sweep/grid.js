"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.tuningRuns = exports.cellName = exports.cellsOf = exports.PLAIN = void 0;
exports.runName = runName;
exports.planRuns = planRuns;
exports.tuningOf = tuningOf;
exports.unusedSeed = unusedSeed;
/** A sweep as data, and its runs: networks × recipes × batches × seeds. A cell is a network, a recipe and a batch: its runs differ in the seed alone, and share a learning rate. */
const config_1 = require("../config");
const dimensions_1 = require("../data/dimensions");
const identity_1 = require("./identity");
const rates_1 = require("./rates");
/** Name of the one recipe of a sweep that names none. */
exports.PLAIN = "plain";
const cellsOf = ({ networks, recipes, batches }) => networks.flatMap((network) => recipes.flatMap((recipe) => batches.map((batch) => ({ network, recipe, batch }))));
exports.cellsOf = cellsOf;
/** "F1, batch 256", with its recipe where the sweep names any. */
const cellName = ({ network, recipe: { name }, batch }) => `${network}, batch ${batch}${name === exports.PLAIN ? "" : `, ${name}`}`;
exports.cellName = cellName;
/** "F1 on mnist, batch 256, seed 3", with its recipe where the sweep names any, and with its rate where that is being tuned. */
function runName({ run: { network, data, batch, seed, learningRate, validation }, recipe }) {
    const words = [`${network} on ${data}, batch ${batch}`, ...(recipe === exports.PLAIN ? [] : [recipe]), `seed ${seed}`];
    return [...words, ...(validation === undefined ? [] : [`learning rate ${learningRate}`])].join(", ");
}
/**
 * The runs of a sweep, seed by seed, so that one that is stopped early has whole comparisons.
 * @param rates where the rule is tuned: runs of a cell that none is given for are left out
 */
function planRuns(sweep, rates = []) {
    const found = new Map(rates.map((each) => [keyOf(each.network, each.recipe, each.batch), each.learningRate]));
    const cells = (0, exports.cellsOf)(sweep).flatMap((cell) => {
        const learningRate = ruledRate(sweep.rate, cell) ?? found.get(keyOf(cell.network, cell.recipe.name, cell.batch));
        return learningRate === undefined ? [] : [{ cell, learningRate }];
    });
    const ofSeed = (seed) => cells.map(({ cell, learningRate }) => planned(sweep, cell, { ...cell.recipe.settings, learningRate, seed }));
    return once(sweep.seeds.flatMap(ofSeed));
}
/** The rates that are tried for a cell, smallest first, each with its runs. Empty where the rule needs no tuning. */
function tuningOf(sweep, cell) {
    const { rate, data } = sweep;
    if (rate.rule !== "tuned")
        return [];
    const settings = (0, rates_1.tuningSettings)(cell.recipe.settings, rate, (0, dimensions_1.dimensionsOf)(data).train);
    const seeds = rate.seeds ?? [unusedSeed(sweep.seeds)];
    return (0, rates_1.rateGrid)(rate).map((learningRate) => ({
        learningRate,
        runs: seeds.map((seed) => planned(sweep, cell, { ...settings, learningRate, seed })),
    }));
}
/** All runs that tune a sweep's learning rates. No test example is read in them, and no validation example trained on. */
const tuningRuns = (sweep) => once((0, exports.cellsOf)(sweep).flatMap((cell) => tuningOf(sweep, cell).flatMap(({ runs }) => runs)));
exports.tuningRuns = tuningRuns;
/** The smallest seed that a sweep does not use: a rate is not chosen by the luck of a seed that it is then judged with. */
function unusedSeed(seeds) {
    const used = new Set(seeds);
    let seed = 0;
    while (used.has(seed))
        seed++;
    return seed;
}
/** Undefined where the rate is tuned. */
function ruledRate(rate, { recipe: { settings }, batch }) {
    if (rate.rule === "tuned")
        return undefined;
    return (0, rates_1.rateFor)(rate, settings.learningRate ?? config_1.LEARNING_RATES[settings.optimizer ?? "adam"], batch);
}
function planned(sweep, { network, recipe, batch }, settings) {
    const run = (0, config_1.parseRun)({ ...settings, ...sweep.budget, network, data: sweep.data, batch });
    return { id: (0, identity_1.runId)(run), run, recipe: recipe.name };
}
/** A run that two recipes share is made once, for the first of them. */
function once(runs) {
    const seen = new Set();
    return runs.filter(({ id }) => !seen.has(id) && seen.add(id));
}
const keyOf = (network, recipe, batch) => JSON.stringify([network, recipe, batch]);
//# sourceMappingURL=grid.js.map