"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.streamOf = exports.watch = void 0;
exports.headlineOf = headlineOf;
exports.settingsOf = settingsOf;
const errors_1 = require("../../errors");
const random_1 = require("../../random");
/** How a subject follows and ends a measure that evaluates its loss. */
const watch = ({ random, onPass, signal }) => ({ random, onEvaluation: onPass, ...(signal ? { signal } : {}) });
exports.watch = watch;
/** The main number of a result; undefined where it has none. */
function headlineOf({ headline }, result) {
    const found = headline?.split(".").reduce((value, key) => value?.[key], result);
    return typeof found === "number" ? found : undefined;
}
/** The settings of a measure with some changed. @throws UsageError for a name that the measure does not have */
function settingsOf(name, { settings }, changes) {
    const unknown = Object.keys(changes).find((key) => !(key in settings));
    if (unknown) {
        const known = Object.keys(settings);
        throw new errors_1.UsageError(`${name} has no setting ${unknown}. ${known.length > 0 ? `Its settings: ${known.join(", ")}.` : "It has none."}`);
    }
    const wrong = Object.entries(changes).find(([, value]) => typeof value !== "number");
    if (wrong)
        throw new errors_1.UsageError(`${name}.${wrong[0]} must be a number, got "${wrong[1]}".`);
    return { ...settings, ...changes };
}
/** The stream of random numbers of a measure: another measure beside it does not change its numbers. */
const streamOf = (seed, name) => (0, random_1.random)(seed).split("measure", name);
exports.streamOf = streamOf;
//# sourceMappingURL=measure.js.map