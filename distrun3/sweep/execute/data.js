"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.dataOf = dataOf;
const data_1 = require("../../data");
/** Two, since a sweep that tunes its learning rates goes from one set to the other. */
const MOST = 2;
/** By what the set depends on, latest last. */
const kept = new Map();
/** @throws UserError as `loadData` does */
function dataOf({ data, trainSize, validation }) {
    const key = JSON.stringify([data, trainSize, validation]);
    const set = kept.get(key) ?? (0, data_1.loadData)(data, { trainSize, validation });
    kept.delete(key);
    kept.set(key, set);
    // What could not be loaded may be there the next time.
    set.catch(() => kept.delete(key));
    for (const oldest of [...kept.keys()].slice(0, -MOST))
        kept.delete(oldest);
    return set;
}
//# sourceMappingURL=data.js.map