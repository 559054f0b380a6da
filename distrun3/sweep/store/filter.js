"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.testsOf = testsOf;
/** Which runs of a store are meant. */
const row_1 = require("./row");
/** A filter made ready: `settled` tests what stays as long as a run has its name, `rest` all else. */
function testsOf(filter = {}) {
    const tests = Object.entries(filter).flatMap(([column, wanted]) => {
        if (wanted === undefined)
            return [];
        const values = new Set(Array.isArray(wanted) ? wanted : [wanted]);
        return [{ column, passes: (row) => values.has(row[column]) }];
    });
    const all = (some) => (row) => some.every(({ passes }) => passes(row));
    return { settled: all(tests.filter(({ column }) => row_1.SETTLED.has(column))), rest: all(tests.filter(({ column }) => !row_1.SETTLED.has(column))) };
}
//# sourceMappingURL=filter.js.map