"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.runsFrame = runsFrame;
const row_1 = require("./row");
/** danfojs' types; it has no other numbers. */
const TYPES = { text: "string", integer: "float32", real: "float32" };
/**
 * The rows of a store or a sweep as a danfojs `DataFrame`, a column each; columns without any value are left out, and what is missing of others is NaN (numbers) or "" (texts).
 * danfojs names all numbers float32 here; they are kept as they are.
 */
function runsFrame(rows) {
    // Loaded when it is wanted: it takes a second.
    const { DataFrame } = require("danfojs-node");
    const columns = (0, row_1.columnsOf)(rows).filter(({ name }) => rows.some((row) => row[name] !== undefined));
    if (columns.length === 0)
        return new DataFrame([]);
    const missing = (kind) => (kind === "text" ? "" : Number.NaN);
    const values = rows.map((row) => columns.map(({ name, kind }) => row[name] ?? missing(kind)));
    return new DataFrame(values, { columns: columns.map(({ name }) => name), dtypes: columns.map(({ kind }) => TYPES[kind]) });
}
//# sourceMappingURL=frame.js.map