"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.writeCsv = writeCsv;
/** Characters that are handed on at a time. */
const BLOCK = 1 << 20;
/** @param write takes pieces of the text, one after the other. @returns number of rows */
async function writeCsv(write, columns, rows) {
    let text = lineOf(columns.map(({ name }) => name));
    let count = 0;
    for await (const row of rows) {
        text += lineOf(columns.map(({ name }) => row[name]));
        count++;
        if (text.length < BLOCK)
            continue;
        await write(text);
        text = "";
    }
    await write(text);
    return count;
}
const lineOf = (values) => `${values.map(field).join(",")}\r\n`;
const field = (value) => {
    if (value === undefined)
        return "";
    const text = String(value);
    return typeof value === "string" && /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
//# sourceMappingURL=csv.js.map