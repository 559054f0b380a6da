"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.historyMeasures = void 0;
/** The panel's measure of the histories of several runs: how steps to a target fall with the batch. */
const errors_1 = require("../../errors");
const checks_1 = require("../checks");
const steps_to_target_1 = require("../steps-to-target");
/** What may differ between runs that are compared: the rate, which is to be tuned for each batch, and what ends a training. */
const FREE = ["learningRate", "until", "epochs", "steps", "patience", "minDelta", "evaluateEvery"];
const stepsToTarget = {
    about: "steps to a target by batch, from the runs' histories: least steps and examples and the critical batch, fitted to (S/S_min − 1)(E/E_min − 1) = 1 with intervals; target: a test accuracy (loss=1: a training loss)",
    settings: { target: 0.9, loss: 0, resamples: 1000 },
    headline: "criticalBatch.value",
    runs: { least: 3, most: Number.POSITIVE_INFINITY },
    mayDiffer: (setting) => FREE.includes(setting),
    of: "histories",
    key: ({ run, result: { history } }) => [run.batch, run.seed, run.learningRate, history],
    async run({ runs, random }, { target = 0, loss = 0, resamples }) {
        const wanted = targetOf(target, loss);
        const rows = reachedBy(runs, wanted);
        const fit = (0, steps_to_target_1.fitStepsToTarget)(rows.map(({ batch, seed, step }) => ({ batch, seed, steps: step })), { random, resamples });
        return {
            ...fit,
            target: wanted,
            evaluatedOn: "loss" in wanted ? "train" : (runs[0]?.result.evaluatedOn ?? "test"),
            // A target is seen at the end of an epoch: by how much a step can be too large.
            coarsest: Math.max(...rows.map(({ step, after }) => (step - after) / step)),
            rows,
        };
    },
};
/** @throws RangeError for a target that cannot be one */
function targetOf(target, loss) {
    (0, checks_1.expectPositive)("target", target);
    if (loss !== 0)
        return { loss: target };
    if (target > 1)
        throw new RangeError(`target must be a test accuracy from 0 to 1 (90 % is 0.9), got ${target}. For a training loss give loss=1, too.`);
    return { accuracy: target };
}
/** By batch and seed. @throws UserError that names the runs that never reached it */
function reachedBy(runs, target) {
    const missed = [];
    const rows = runs.flatMap(({ folder, run: { batch, seed, learningRate }, result }) => {
        const found = (0, steps_to_target_1.firstReached)(result.history, target);
        if ("step" in found)
            return [{ batch, seed, learningRate, ...found, examples: batch * found.step }];
        missed.push(`${folder} (batch ${batch}, best ${Number(found.best.toPrecision(4))})`);
        return [];
    });
    const name = "loss" in target ? `the training loss ${target.loss}` : `the test accuracy ${target.accuracy}`;
    if (missed.length > 0)
        throw new errors_1.UserError(`stepsToTarget: ${missed.length} of ${runs.length} runs never reached ${name}: ${missed.join(", ")}. Choose another target (--set target=…), train longer, or leave these seeds out.`);
    return rows.sort((a, b) => a.batch - b.batch || a.seed - b.seed);
}
exports.historyMeasures = { stepsToTarget };
//# sourceMappingURL=histories.js.map