"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.writeParquet = writeParquet;
/** Rows of a group: what is held in memory until it is written. */
const GROUP = 10_000;
const TYPES = {
    text: { type: "BYTE_ARRAY", converted_type: "UTF8" },
    integer: { type: "INT64" },
    real: { type: "DOUBLE" },
};
/**
 * Writes a file. Every column may have missing values; what it means is in the file's metadata, under `columns`.
 * @param path is overwritten
 * @returns number of rows
 */
async function writeParquet(path, columns, rows) {
    const { fileWriter, parquetWriteRows } = await import("hyparquet-writer");
    let count = 0;
    const cells = async function* () {
        for await (const row of rows) {
            count++;
            yield Object.fromEntries(columns.map(({ name, kind }) => [name, cell(row[name], kind)]));
        }
    };
    await parquetWriteRows({
        writer: fileWriter(path),
        rows: cells(),
        columns: columns.map(({ name }) => ({ name })),
        schema: [
            { name: "root", num_children: columns.length },
            ...columns.map(({ name, kind }) => ({ name, ...TYPES[kind], repetition_type: "OPTIONAL" })),
        ],
        rowGroupSize: GROUP,
        kvMetadata: [{ key: "columns", value: JSON.stringify(Object.fromEntries(columns.map(({ name, about }) => [name, about]))) }],
    });
    return count;
}
const cell = (value, kind) => {
    if (value === undefined)
        return null;
    return kind === "integer" ? BigInt(value) : value;
};
//# sourceMappingURL=parquet.js.map