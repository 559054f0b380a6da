"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.tuneRates = tuneRates;
/** Chooses each cell's learning rate from its tuning runs: by their accuracy on the validation examples, never by the test set. */
const grid_1 = require("./grid");
const rates_1 = require("./rates");
/**
 * The rates of all cells whose tuning runs are there.
 * @param outcomeOf what a tuning run came to, by its id; undefined where nothing is known
 */
function tuneRates(sweep, outcomeOf) {
    const tuned = { rates: [], untuned: [], notes: [] };
    if (sweep.rate.rule !== "tuned")
        return tuned;
    for (const cell of (0, grid_1.cellsOf)(sweep)) {
        const tried = (0, grid_1.tuningOf)(sweep, cell);
        const trials = tried.map(({ learningRate, runs }) => (0, rates_1.trialOf)(learningRate, runs.map(({ id }) => outcomeOf(id))));
        // A rate of which nothing is known could be the best one: to choose among the others would depend on what failed.
        const lost = trials.find(({ error }) => error !== undefined);
        const best = (0, rates_1.bestOf)(trials);
        if (lost)
            tuned.untuned.push({ cell, error: `its learning rate is not tuned: at ${lost.learningRate}, ${lost.error}` });
        else if (!best)
            tuned.untuned.push({
                cell,
                error: `its learning rate is not tuned: at every rate ${span(trials)} the training diverged; try smaller ones`,
            });
        else {
            const { learningRate, accuracy, loss } = best;
            const validation = tried[0]?.runs[0]?.run.validation ?? 0;
            tuned.rates.push({
                network: cell.network,
                recipe: cell.recipe.name,
                batch: cell.batch,
                learningRate,
                accuracy,
                loss,
                validation,
                trials,
            });
            const edge = (0, rates_1.edgeOf)(trials, learningRate);
            if (edge) {
                const other = edge === "largest" ? "larger" : "smaller";
                tuned.notes.push(`${(0, grid_1.cellName)(cell)}: the best rate, ${learningRate}, is the ${edge} of the grid; a ${other} one may be better still.`);
            }
        }
    }
    return tuned;
}
const span = (trials) => `from ${trials[0]?.learningRate} to ${trials.at(-1)?.learningRate}`;
//# sourceMappingURL=tune.js.map