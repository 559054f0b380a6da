"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.tableBundle = tableBundle;
/** A data frame as a table: HTML for notebooks, aligned columns for everything else, in one bundle. */
const html_1 = require("./html");
/** Characters of one value at most. */
const VALUE = 200;
const shorten = (text) => (text.length > VALUE ? `${text.slice(0, VALUE)}…` : text);
/** A number as it is read: integers in full, others to `digits` significant digits without trailing zeros. */
function formatValue(value, digits) {
    if (typeof value !== "number")
        return { text: value === undefined || value === null ? "" : shorten(String(value)), numeric: false };
    if (Number.isInteger(value) || !Number.isFinite(value))
        return { text: String(value), numeric: true };
    const rounded = Number(value.toPrecision(digits));
    const small = Math.abs(rounded) < 1e-4 || Math.abs(rounded) >= 1e9;
    return { text: small ? rounded.toExponential() : String(rounded), numeric: true };
}
function html(head, body, notes) {
    const cell = (tag, { text, numeric }) => `<${tag} style="text-align: ${numeric ? "right" : "left"}">${(0, html_1.escapeHtml)(text)}</${tag}>`;
    const row = (tag, cells) => `    <tr>${cells.map((each) => cell(tag, each)).join("")}</tr>`;
    const lines = [
        "<table>",
        "  <thead>",
        row("th", head),
        "  </thead>",
        "  <tbody>",
        ...body.map((cells) => row("td", cells)),
        "  </tbody>",
        "</table>",
    ];
    return [...lines, ...notes.map((note) => `<div style="${html_1.QUIET}">${(0, html_1.escapeHtml)(note)}</div>`)].join("\n");
}
function plain(head, body, notes) {
    const rows = [head, ...body];
    const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.text.length ?? 0)));
    const line = (cells) => cells
        .map(({ text, numeric }, column) => (numeric ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0)))
        .join("  ")
        .trimEnd();
    return [...rows.map(line), ...notes].join("\n");
}
/** The first `columns` of `frame`. */
function narrow(frame, columns) {
    const values = frame.values;
    if (frame.columns.length <= columns)
        return { names: frame.columns, values };
    return { names: frame.columns.slice(0, columns), values: values.map((row) => row.slice(0, columns)) };
}
const counted = (count, what) => (count > 0 ? [`… ${count.toLocaleString("en")} more ${what}`] : []);
/** The `text/html` and `text/plain` of a frame. */
function tableBundle(frame, options = {}) {
    const { index = false, digits = 4, rows = 100, columns = Number.POSITIVE_INFINITY, note } = options;
    const all = frame.values;
    const { names, values } = narrow({ ...fieldsOf(frame), values: all.slice(0, rows) }, columns);
    const cells = values.map((row, i) => {
        const shown = row.map((value) => formatValue(value, digits));
        return index ? [formatValue(frame.index?.[i] ?? i, digits), ...shown] : shown;
    });
    const head = (index ? ["", ...names] : names).map((text, column) => ({
        text: shorten(String(text)),
        numeric: cells.length > 0 && cells.every((row) => row[column]?.numeric || row[column]?.text === ""),
    }));
    const notes = [
        ...counted((options.of ?? all.length) - values.length, "rows"),
        ...counted(frame.columns.length - names.length, "columns"),
        ...(note ? [note] : []),
    ];
    return { "text/html": html(head, cells, notes), "text/plain": plain(head, cells, notes) };
}
// danfojs' fields are getters of its class, which a spread would miss.
const fieldsOf = ({ columns, index }) => ({ columns, index });
//# sourceMappingURL=table.js.map