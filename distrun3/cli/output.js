"use strict";
/** Standard output for much text: written as fast as its reader takes it; a reader that goes away, as in `| head`, ends the command quietly. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.harmless = void 0;
exports.write = write;
exports.writeTable = writeTable;
/** @throws the system's error, but for a reader that went away */
function write(text) {
    if (process.stdout.listenerCount("error") === 0)
        process.stdout.on("error", leave);
    return new Promise((resolve, reject) => {
        process.stdout.write(text, (error) => {
            if (error)
                reject(error);
            else
                resolve();
        });
    });
}
function leave(error) {
    if (error.code !== "EPIPE")
        throw error;
    process.exit();
}
/** A table for people: columns as wide as they need to be, numbers at the right. Characters that would act on a terminal are shown as �. */
async function writeTable(header, rows) {
    const widths = header.map((title, i) => rows.reduce((most, row) => Math.max(most, String(row[i] ?? "").length), title.length));
    const line = (row) => `${(0, exports.harmless)(row.map((cell, i) => pad(cell, widths[i])).join("  ")).trimEnd()}\n`;
    await write(line(header));
    for (let from = 0; from < rows.length; from += BLOCK)
        await write(rows
            .slice(from, from + BLOCK)
            .map(line)
            .join(""));
}
/** Lines written at a time. */
const BLOCK = 2000;
const pad = (cell, width) => typeof cell === "number" ? String(cell).padStart(width) : String(cell ?? "").padEnd(width);
/** A text from a file, without the characters that would act on a terminal. */
const harmless = (text) => text.replace(/\r?\n/g, " ").replace(/\p{Cc}/gu, "�");
exports.harmless = harmless;
//# sourceMappingURL=output.js.map