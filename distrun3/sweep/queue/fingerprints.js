"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.dataRefused = void 0;
exports.fingerprints = fingerprints;
const data_1 = require("../../data");
const fingerprint_1 = require("../../data/fingerprint");
const errors_1 = require("../../errors");
/** @returns a function that throws as `loadData` does where the data are not here */
function fingerprints() {
    const known = new Map();
    return ({ data: name, trainSize, validation }) => {
        const key = JSON.stringify([name, trainSize, validation]);
        const found = known.get(key) ?? (0, data_1.loadData)(name, { trainSize, validation }).then((set) => ({ sha256: (0, fingerprint_1.fingerprint)(set), variant: set.variant }));
        known.set(key, found);
        // A download that failed is tried again by the next run.
        found.catch(() => known.delete(key));
        return found;
    };
}
/** Said by a worker whose data are not the coordinator's. */
const dataRefused = ({ data }, { variant }) => new errors_1.UserError(`The examples of ${data} on this machine are not the coordinator's${variant ? ` (here: ${variant})` : ""}: the runs would not be comparable. ` +
    "Put the same files in place on both machines (npx largebatch data), then start the worker again.");
exports.dataRefused = dataRefused;
//# sourceMappingURL=fingerprints.js.map