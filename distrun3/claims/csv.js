"use strict";
/** A strict reader of CSV (RFC 4180 without line breaks inside values): what is not exactly as it should be is refused, with its line. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.TableError = void 0;
exports.parseCsv = parseCsv;
/** What is wrong with a table, and where. */
class TableError extends Error {
    line;
    name = "TableError";
    constructor(line, problem) {
        super(`line ${line}: ${problem}`);
        this.line = line;
    }
}
exports.TableError = TableError;
/**
 * @param text the whole file
 * @param columns the names that its first line must have, in order
 * @throws TableError for other columns, a row of other length, a stray quote, an empty line, or a file that ends within a line
 */
function parseCsv(text, columns) {
    const lines = text.split("\n");
    if (lines.pop() !== "")
        throw new TableError(lines.length + 1, "the last line does not end: the file is cut short");
    const [head = "", ...body] = lines;
    if (head !== columns.join(","))
        throw new TableError(1, `expected the columns ${columns.join(",")}, got ${head}`);
    return body.map((each, index) => {
        const line = index + 2;
        const values = splitLine(each, line);
        if (values.length !== columns.length)
            throw new TableError(line, `expected ${columns.length} values, got ${values.length}${each === "" ? " (an empty line)" : ""}`);
        return { line, values: Object.fromEntries(columns.map((column, i) => [column, values[i]])) };
    });
}
/** A value in double quotes (with "" for a quote inside) or without any, and the comma or end after it. */
const VALUE = /(?:"((?:[^"]|"")*)"|([^",\r]*))(,|$)/y;
function splitLine(text, line) {
    const values = [];
    VALUE.lastIndex = 0;
    for (;;) {
        const match = VALUE.exec(text);
        if (!match)
            throw new TableError(line, "a quote or a carriage return stands where none may be");
        values.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
        if (match[3] === "")
            return values;
    }
}
//# sourceMappingURL=csv.js.map