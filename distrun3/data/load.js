"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.loadData = loadData;
exports.requireName = requireName;
exports.fetchData = fetchData;
/** Loads a data set by its name. */
const errors_1 = require("../errors");
const cifar_1 = require("./cifar");
const dataset_1 = require("./dataset");
const made_1 = require("./made");
const mnist_1 = require("./mnist");
const places_1 = require("./places");
const subset_1 = require("./subset");
/**
 * A data set, checked: made here (glyphs), read from files at hand, from the cache, or downloaded.
 * @throws UserError for an unknown name, for files that are missing, damaged or not what they should be, and for a trainSize or validation beyond the data
 */
async function loadData(name, options = {}) {
    const set = await loadWhole(requireName(name), (0, places_1.settle)(options));
    const { trainSize, validation } = options;
    if (validation !== undefined) {
        const parts = (0, subset_1.holdOut)(set.train, set.classes, { trainSize, validation });
        return { ...set, train: parts.train, test: parts.validation, validation };
    }
    if (trainSize === undefined)
        return set;
    return { ...set, train: (0, subset_1.firstExamples)(set.train, set.classes, trainSize) };
}
/** @throws UserError unless it is the name of a data set */
function requireName(name) {
    const known = dataset_1.DATA_NAMES.find((each) => each === name);
    if (known === undefined)
        throw new errors_1.UserError(`There is no data set "${name}". Choose one of ${dataset_1.DATA_NAMES.join(", ")}.`);
    return known;
}
async function loadWhole(name, places) {
    if (name === "glyphs" || name === "glyphs-100") {
        return (0, made_1.loadMade)(name, places.cache, () => places.onProgress?.(`Drawing ${name}`));
    }
    await (0, places_1.requireFolder)(places.folder);
    return name === "mnist" ? (0, mnist_1.loadMnist)(places) : (0, cifar_1.loadCifar)(places);
}
/**
 * Makes sure that a data set is here and whole, whatever that takes. Call it before starting several processes, so that only one downloads.
 * @throws as loadData
 */
async function fetchData(name, onProgress, options = {}) {
    await loadData(name, { ...options, onProgress });
}
//# sourceMappingURL=load.js.map