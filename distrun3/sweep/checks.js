"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.settingsFaults = settingsFaults;
exports.faultsOf = faultsOf;
/** What does not go together in a sweep whose single fields are right: a fault each, beginning with the field's name. */
const config_1 = require("../config");
const dimensions_1 = require("../data/dimensions");
const errors_1 = require("../errors");
const networks_1 = require("../model/networks");
const budget_1 = require("./budget");
const grid_1 = require("./grid");
const measured_1 = require("./measured");
const rates_1 = require("./rates");
/** Settings of a run that are fields of a sweep. */
const FIELDS = { network: "network", data: "data", batch: "batches", seed: "seeds" };
/** What is wrong with the settings of a sweep or a recipe: unknown ones, impossible values, and those that other fields decide. */
function settingsFaults(field, settings, { budget, rate }) {
    const decided = Object.keys(settings).flatMap((key) => {
        const name = `${field}.${key}`;
        const own = FIELDS[key];
        if (own)
            return [`${name}: the sweep's own field ${own} says it; leave it out here`];
        if ((0, budget_1.decidedBy)(budget).includes(key))
            return [`${name}: the budget (${(0, budget_1.budgetText)(budget)}) decides it; leave it out here`];
        if (key === "learningRate" && rate.rule === "tuned")
            return [`${name}: the rate is tuned; leave it out, or choose another rule`];
        return [];
    });
    return [...decided, ...(0, config_1.settingFaults)(settings).map(({ key, fault }) => `${field}.${key}: ${fault}`)];
}
/** Combinations that no run can have. Places in lists are those of the input. */
function faultsOf(sweep) {
    const dimensions = (0, dimensions_1.dimensionsOf)(sweep.data);
    return [
        ...networkFaults(sweep, dimensions),
        ...measureFaults(sweep),
        ...(sweep.rate.rule === "tuned" ? gridFaults(sweep.rate) : []),
        ...sweep.recipes.flatMap((recipe) => sizeFaults(sweep, recipe, dimensions.train)),
    ];
}
const networkFaults = ({ networks }, { shape, classes }) => networks.flatMap((network, i) => faultIn(`network[${i}]`, () => (0, networks_1.buildNetwork)(network, shape, classes)));
const measureFaults = ({ measure }) => measure.flatMap((name, i) => faultIn(`measure[${i}]`, () => (0, measured_1.requireMeasures)([name])));
function gridFaults(rule) {
    if (rule.from >= rule.to)
        return [`rate.from: expected less than rate.to (${rule.to}), got ${rule.from}`];
    if (new Set((0, rates_1.rateGrid)(rule)).size === rule.points)
        return [];
    return [`rate.points: ${rule.points} rates from ${rule.from} to ${rule.to} are not different in six digits; take fewer or a wider range`];
}
/** Whether there are examples enough, in the runs and in those that tune their rates. @param examples for training, in the whole data set */
function sizeFaults({ data, batches, rate }, recipe, examples) {
    const { name, settings } = recipe;
    const field = name === grid_1.PLAIN ? "settings" : `recipes.${name}`;
    const { trainSize, validation = 0 } = settings;
    const left = examples - validation;
    if (left < 1)
        return [`${field}.validation: ${validation} of ${examples} training examples of ${data} held out leave none`];
    if (trainSize !== undefined && trainSize > left) {
        const held = validation > 0 ? ` when ${validation} are held out` : "";
        return [`${field}.trainSize: ${trainSize} is more than the ${left} training examples of ${data}${held}`];
    }
    const size = trainSize ?? left;
    const inRecipe = name === grid_1.PLAIN ? "" : ` in the recipe ${name}`;
    const large = batches.flatMap((batch, i) => batch > size ? [`batches[${i}]: ${batch} is larger than the training set (${size} examples of ${data}${inRecipe})`] : []);
    if (large.length > 0 || rate.rule !== "tuned")
        return large;
    const tuning = (0, rates_1.tuningSettings)(settings, rate, examples);
    if (tuning.validation >= examples)
        return [`rate.validation: ${tuning.validation} of ${examples} training examples of ${data} held out leave none`];
    const training = tuning.trainSize ?? examples - tuning.validation;
    return batches.flatMap((batch, i) => batch > training
        ? [
            `batches[${i}]: ${batch} is larger than the ${training} examples of ${data} that its rate is tuned on${inRecipe}, while ${tuning.validation} are held out; ` +
                "hold out fewer (rate.validation) or leave the batch out",
        ]
        : []);
}
function faultIn(field, check) {
    try {
        check();
        return [];
    }
    catch (error) {
        if (error instanceof errors_1.UserError)
            return [`${field}: ${error.message}`];
        throw error;
    }
}
//# sourceMappingURL=checks.js.map