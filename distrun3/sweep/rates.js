"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.rateGrid = void 0;
exports.parseRate = parseRate;
exports.rateText = rateText;
exports.rateFor = rateFor;
exports.trialOf = trialOf;
exports.bestOf = bestOf;
exports.edgeOf = edgeOf;
exports.tuningSettings = tuningSettings;
/** The learning rate of each batch of a sweep: the same for all, in proportion to the batch or to its square root, or tuned on a validation split. */
const config_1 = require("../config");
const errors_1 = require("../errors");
const status_1 = require("./status");
const FORMS = "fixed, linear:BATCH, sqrt:BATCH or tuned:LOW..HIGH:POINTS[:VALIDATION EXAMPLES], e.g. linear:256 or tuned:1e-4..1e-1:7";
/**
 * The rule that a text names; its numbers are checked with those of all rules, by `parseSweep`.
 * @throws UsageError for a text of none of the forms
 */
function parseRate(text) {
    const [rule, ...parts] = text.split(":");
    if (rule === "fixed" && parts.length === 0)
        return { rule };
    if ((rule === "linear" || rule === "sqrt") && parts.length === 1)
        return { rule, base: numberIn(text, parts[0]) };
    const [range = "", points, validation] = parts;
    const [from, to, ...more] = range.split("..");
    if (rule === "tuned" && (parts.length === 2 || parts.length === 3) && to !== undefined && more.length === 0) {
        const grid = { rule, from: numberIn(text, from), to: numberIn(text, to), points: numberIn(text, points) };
        return validation === undefined ? grid : { ...grid, validation: numberIn(text, validation) };
    }
    throw new errors_1.UsageError(`expected ${FORMS}; got "${text}"`);
}
function numberIn(text, part) {
    const value = (0, config_1.decimal)(part ?? "");
    if (value === undefined)
        throw new errors_1.UsageError(`expected ${FORMS}; got "${text}", where "${part}" is no number`);
    return value;
}
/** The rule as it is written. */
function rateText(rule) {
    if (rule.rule === "fixed")
        return rule.rule;
    if (rule.rule !== "tuned")
        return `${rule.rule}:${rule.base}`;
    return [`${rule.rule}:${rule.from}..${rule.to}`, rule.points, ...(rule.validation === undefined ? [] : [rule.validation])].join(":");
}
/** Six significant digits: machines differ in the last bits of a power, and a rate is part of a run's name. */
const rounded = (rate) => Number(rate.toPrecision(6));
/** The learning rate of a batch by a rule that needs no tuning. @param learningRate at the rule's base batch */
function rateFor(rule, learningRate, batch) {
    if (rule.rule === "fixed")
        return learningRate;
    const factor = batch / rule.base;
    return rounded(learningRate * (rule.rule === "linear" ? factor : Math.sqrt(factor)));
}
/** The rates that are tried, smallest first. */
const rateGrid = ({ from, to, points }) => Array.from({ length: points }, (_, i) => rounded(from * (to / from) ** (i / (points - 1))));
exports.rateGrid = rateGrid;
/** The mean of a rate's tuning runs. @param rows of them; undefined for one that is not done */
function trialOf(learningRate, rows) {
    if (rows.some((row) => row?.status === "failed" && (0, status_1.hasDiverged)(row.error)))
        return { learningRate, diverged: true };
    const bad = rows.find((row) => row?.status !== "done");
    if (bad || rows.includes(undefined))
        return { learningRate, error: bad?.error ?? "it was not trained to its end" };
    const mean = (value) => rows.reduce((sum, row) => sum + value(row), 0) / rows.length;
    return { learningRate, accuracy: mean((row) => row.testAccuracy ?? 0), loss: mean((row) => row.testLoss ?? Number.POSITIVE_INFINITY) };
}
/** The best trial: highest accuracy, then lowest loss, then smallest rate; undefined where all diverged. @param trials smallest rate first */
function bestOf(trials) {
    const finished = trials.filter((trial) => trial.accuracy !== undefined);
    return finished.sort((a, b) => b.accuracy - a.accuracy || a.loss - b.loss || a.learningRate - b.learningRate)[0];
}
/** At which end of the grid a rate lies, if at any: then a better one may lie beyond. Where the next rate diverged there is no better one. */
function edgeOf(trials, chosen) {
    if (trials[0]?.learningRate === chosen)
        return "smallest";
    return trials.at(-1)?.learningRate === chosen ? "largest" : undefined;
}
/** The settings with which a rate is tried: as they are, but on fewer examples where the validation examples are needed of them. */
function tuningSettings(settings, rule, examples) {
    const validation = rule.validation ?? settings.validation ?? Math.max(1, Math.round(examples / 10));
    const { trainSize } = settings;
    return { ...settings, validation, ...(trainSize === undefined ? {} : { trainSize: Math.min(trainSize, examples - validation) }) };
}
//# sourceMappingURL=rates.js.map