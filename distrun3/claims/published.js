"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.quotable = exports.PUBLISHED_NAMES = exports.MARKS = void 0;
exports.published = published;
/** Reads the published figures in data/published: typed rows, each with its source and a mark of trust. A damaged table is refused. */
const node_fs_1 = require("node:fs");
const node_path_1 = require("node:path");
const zod_1 = require("zod");
const errors_1 = require("../errors");
const project_1 = require("../project");
const csv_1 = require("./csv");
/** How far a figure can be trusted; data/published/README.md says what each means. */
exports.MARKS = ["verified", "second-hand", "computed", "recalled"];
/** What every row ends with. */
const trust = {
    source: zod_1.z.string().min(1, "expected a source, got nothing"),
    mark: zod_1.z.enum(exports.MARKS, `expected one of ${exports.MARKS.join(", ")}`),
};
const name = zod_1.z.string().min(1, "expected a name, got nothing");
const number = zod_1.z
    .string()
    .regex(/^-?\d+(\.\d+)?(e-?\d+)?$/, "expected a plain number")
    .transform(Number);
const positive = number.refine((value) => value > 0, "expected a positive number");
const integer = number.refine(Number.isSafeInteger, "expected an integer");
const count = integer.refine((value) => value > 0, "expected a positive integer");
const year = integer.refine((value) => value >= 1950 && value <= 2100, "expected a year");
/** Empty where it is not known. */
const known = (schema) => zod_1.z.union([zod_1.z.literal("").transform(() => undefined), schema]);
/** The tables. A new one is a file in data/published and an entry here; `key` names the columns that no two rows may share. */
const TABLES = {
    networks: {
        key: ["network", "quantity"],
        row: zod_1.z.strictObject({
            network: name,
            year,
            quantity: zod_1.z.enum(["layers", "parameters", "multiply-adds", "top-5 error"], "expected a known quantity"),
            value: positive,
            unit: zod_1.z.enum(["layers", "millions", "billions", "percent"], "expected a known unit"),
            ...trust,
        }),
    },
    imagenet: {
        key: ["data", "split"],
        row: zod_1.z.strictObject({
            data: name,
            year,
            split: zod_1.z.enum(["train", "validation", "test", "all"], "expected train, validation, test or all"),
            images: count,
            classes: known(count),
            ...trust,
        }),
    },
    hardware: {
        key: ["card"],
        row: zod_1.z.strictObject({ card: name, year, teraflops: positive, what: name, ...trust }),
    },
    trainings: {
        key: ["network", "card"],
        row: zod_1.z.strictObject({
            network: name,
            year,
            card: name,
            devices: count,
            epochs: known(count),
            days_low: positive,
            days_high: positive,
            ...trust,
        }),
    },
    records: {
        key: ["team"],
        row: zod_1.z.strictObject({
            team: name,
            year,
            batch: known(count),
            devices: known(count),
            device: name,
            library: name,
            minutes: positive,
            top1: known(positive),
            table1: zod_1.z.enum(["yes", "no"], "expected yes or no"),
            ...trust,
        }),
    },
};
exports.PUBLISHED_NAMES = Object.keys(TABLES);
/**
 * The rows of a table, in the order of its file.
 * @param folder where the tables are; default: data/published of the project
 * @throws UsageError for an unknown name; UserError, with file and line, where the file is missing or damaged
 */
function published(table, folder = (0, project_1.inProject)("data", "published")) {
    if (!Object.hasOwn(TABLES, table))
        throw new errors_1.UsageError(`Unknown table "${table}". Expected one of ${exports.PUBLISHED_NAMES.join(", ")}.`);
    const file = (0, node_path_1.join)(folder, `${table}.csv`);
    const { key, row } = TABLES[table];
    try {
        const seen = new Set();
        const rows = (0, csv_1.parseCsv)((0, node_fs_1.readFileSync)(file, "utf8"), Object.keys(row.shape)).map(({ line, values }) => {
            const parsed = row.safeParse(values);
            const issue = parsed.error?.issues[0];
            if (issue)
                throw new csv_1.TableError(line, `${issue.path.join(".")}: ${issue.message}, got "${values[String(issue.path[0])] ?? ""}"`);
            const id = key.map((column) => values[column]).join(", ");
            if (seen.has(id))
                throw new csv_1.TableError(line, `a second row for ${id}`);
            seen.add(id);
            return parsed.data;
        });
        if (rows.length === 0)
            throw new csv_1.TableError(2, "expected rows, got none");
        return rows;
    }
    catch (error) {
        const system = error.code;
        if (!(error instanceof csv_1.TableError) && system === undefined)
            throw error;
        throw new errors_1.UserError(`${file} cannot be used (${error.message}). Restore it: git checkout -- data/published/${table}.csv`);
    }
}
/** Whether a figure may be printed and compared with: all but what is recalled. */
const quotable = ({ mark }) => mark !== "recalled";
exports.quotable = quotable;
//# sourceMappingURL=published.js.map