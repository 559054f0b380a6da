"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.jobsOf = void 0;
exports.blaming = blaming;
/** What a call to the panel is told: which measures, on which examples, with which choices; and how it is followed and ended. */
const errors_1 = require("../../errors");
const index_1 = require("./index");
const measure_1 = require("./measure");
/** @throws UsageError for unknown measures or settings */
const jobsOf = ({ what, settings }) => what.map((text) => {
    const name = (0, index_1.measureName)(text);
    const measure = (0, index_1.measureNamed)(name);
    return { name, measure, settings: (0, measure_1.settingsOf)(name, measure, settings?.[name] ?? {}) };
});
exports.jobsOf = jobsOf;
/** What a measure says of its settings is meant for whoever chose them. */
async function blaming(name, work) {
    try {
        return await work();
    }
    catch (error) {
        throw error instanceof RangeError ? new errors_1.UsageError(`${name}: ${error.message}`) : error;
    }
}
//# sourceMappingURL=options.js.map