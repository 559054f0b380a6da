"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.isSeries = exports.isFrame = void 0;
exports.frameBundle = frameBundle;
const table_1 = require("./table");
/** What the last value of a cell shows at most; `table(frame)` shows more. */
const ROWS = 20;
const COLUMNS = 20;
const isNdframe = (value) => {
    if (typeof value !== "object" || value === null)
        return false;
    return typeof value.$isSeries === "boolean" && "columns" in value && "values" in value;
};
/** Whether `value` is danfojs' `DataFrame`. */
const isFrame = (value) => isNdframe(value) && !value.$isSeries && Array.isArray(value.columns) && Array.isArray(value.values);
exports.isFrame = isFrame;
/** Whether `value` is danfojs' `Series`. */
const isSeries = (value) => isNdframe(value) && value.$isSeries && Array.isArray(value.values);
exports.isSeries = isSeries;
const isRecords = (value) => {
    if (typeof value !== "object" || value === null)
        return false;
    const frame = value;
    return typeof frame.schema === "object" && typeof frame.head === "function" && typeof frame.toRecords === "function";
};
const sizes = (rows, columns) => `${rows.toLocaleString("en")} rows × ${columns} columns`;
/** The table of a data frame or series; undefined: `value` is neither. */
function frameBundle(value) {
    if ((0, exports.isFrame)(value)) {
        const note = sizes(value.values.length, value.columns.length);
        return (0, table_1.tableBundle)(value, { index: true, rows: ROWS, columns: COLUMNS, note });
    }
    if ((0, exports.isSeries)(value)) {
        const column = value.columns?.[0] ?? "0";
        const length = value.values.length;
        const shown = { columns: [String(column)], values: value.values.slice(0, ROWS + 1).map((each) => [each]), index: value.index };
        const note = `Series of ${length.toLocaleString("en")} values, ${value.dtypes?.[0] ?? "mixed"}`;
        return (0, table_1.tableBundle)(shown, { index: true, rows: ROWS, note, of: length });
    }
    if (!isRecords(value))
        return undefined;
    const columns = Object.keys(value.schema);
    const rows = value.head(ROWS + 1).toRecords();
    const of = value.height ?? rows.length;
    return (0, table_1.tableBundle)({ columns, values: rows.map((row) => columns.map((column) => row[column])) }, { rows: ROWS, columns: COLUMNS, note: sizes(of, columns.length), of });
}
//# sourceMappingURL=frames.js.map