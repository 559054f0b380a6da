"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.gridFile = gridFile;
exports.keptCells = keptCells;
exports.keptSurface = keptSurface;
/** Keeps a grid on disk while it is measured: one JSON file with its settings, its finished cells and their SHA-256, always whole, from which only the same grid goes on. */
const promises_1 = require("node:fs/promises");
const zod_1 = require("zod");
const files_1 = require("../data/files");
const errors_1 = require("../errors");
const surface_1 = require("./surface");
const FORMAT = "largebatch grid";
/** Goes up when an older file would be read wrongly. */
const VERSION = 1;
/**
 * A grid's file. Two processes that measure the same grid do not harm each other: both have the same numbers, and the last one's cells stay.
 * @param path e.g. `surface.json` in the folder of a run
 */
function gridFile(path, settings) {
    const own = canonical(settings);
    return {
        path,
        async load() {
            const text = await (0, promises_1.readFile)(path, "utf8").catch((error) => {
                if (error.code === "ENOENT")
                    return undefined;
                throw new errors_1.UserError(`Cannot read the grid ${path}: ${error.message}. ${remedy(path)}`);
            });
            if (text === undefined)
                return [];
            const stored = parse(text, path);
            const there = canonical(stored.settings);
            if (there !== own)
                throw new errors_1.UserError(`${path} is a grid of other settings: ${differences(stored.settings, JSON.parse(own))}. ${remedy(path)}`);
            return stored.cells;
        },
        async save(cells) {
            const content = { format: FORMAT, version: VERSION, settings, cells };
            const text = `${canonical({ ...content, sha256: seal(content) })}\n`;
            await (0, files_1.writeWhole)(path, text).catch((error) => {
                throw new errors_1.UserError(`Cannot write the grid ${path}: ${error.message}. Make room or give another folder, then start the same grid again.`);
            });
        },
    };
}
/**
 * Measures cells one after another, going on from what the file holds, and keeps them there: every few seconds, at the end, and when it is interrupted or fails.
 * @param work is given the cells that are finished, and a function to hand each new one to
 * @throws as `work` and `GridFile` do
 */
async function keptCells(file, { everySeconds = 5 }, work) {
    const cells = await file.load();
    let saved = { count: cells.length, at: performance.now() };
    const save = async () => {
        if (cells.length > saved.count)
            await file.save(cells);
        saved = { count: cells.length, at: performance.now() };
    };
    const add = async (cell) => {
        cells.push(cell);
        if (performance.now() - saved.at >= 1000 * everySeconds)
            await save();
    };
    try {
        return await work([...cells], add);
    }
    finally {
        await save();
    }
}
/**
 * The surface, kept in a file while it is measured. The grid's coordinates join the settings.
 * @throws as `lossSurface` and `GridFile` do
 */
function keptSurface(path, settings, spec, keep = {}) {
    const file = gridFile(path, { ...settings, alphas: spec.alphas, betas: spec.betas ?? [0] });
    return keptCells(file, keep, (finished, add) => {
        const onCell = async (cell, done, of) => {
            await add(cell);
            await spec.onCell?.(cell, done, of);
        };
        return (0, surface_1.lossSurface)({ ...spec, finished, onCell });
    });
}
const remedy = (path) => `Delete ${path} to measure it anew, or give another name.`;
/** JSON has no such numbers, and far from a minimum a loss can be one. */
const spelled = (value) => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value);
/** JSON with sorted keys: equal for equal values. */
const canonical = (value) => JSON.stringify(value, (_key, each) => typeof each === "object" && each !== null && !Array.isArray(each)
    ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
    : spelled(each));
const seal = (content) => (0, files_1.sha256)(Buffer.from(canonical(content)));
const real = zod_1.z.union([zod_1.z.number(), zod_1.z.enum(["NaN", "Infinity", "-Infinity"]).transform(Number)]);
const index = zod_1.z.number().int().min(0);
const STORED = zod_1.z.object({
    format: zod_1.z.literal(FORMAT),
    version: zod_1.z.number(),
    settings: zod_1.z.record(zod_1.z.string(), zod_1.z.unknown()),
    cells: zod_1.z.array(zod_1.z.object({ row: index, column: index, loss: real, accuracy: real })),
    sha256: zod_1.z.string(),
});
function parse(text, path) {
    let json;
    try {
        json = JSON.parse(text);
    }
    catch (error) {
        throw new errors_1.UserError(`${path} is damaged: ${error.message}. ${remedy(path)}`);
    }
    const { sha256: sum, ...content } = (json ?? {});
    if (content.format !== FORMAT)
        throw new errors_1.UserError(`${path} is no grid of a surface. ${remedy(path)}`);
    if (content.version !== VERSION)
        throw new errors_1.UserError(`${path} is a grid of format ${content.version}; this version of largebatch reads format ${VERSION}. ${remedy(path)}`);
    if (sum !== seal(content))
        throw new errors_1.UserError(`${path} is damaged: its SHA-256 does not agree with its content. ${remedy(path)}`);
    const parsed = STORED.safeParse(json);
    if (!parsed.success)
        throw new errors_1.UserError(`${path} is damaged: ${zod_1.z.prettifyError(parsed.error)}. ${remedy(path)}`);
    return parsed.data;
}
/** The settings in which two grids differ, in words. */
function differences(there, asked) {
    const show = (value) => {
        const text = value === undefined ? "not set" : canonical(value);
        return text.length > 60 ? `${text.slice(0, 57)}…` : text;
    };
    return [...new Set([...Object.keys(there), ...Object.keys(asked)])]
        .filter((key) => canonical([there[key]]) !== canonical([asked[key]]))
        .map((key) => `${key} is ${show(there[key])} there, ${show(asked[key])} here`)
        .join("; ");
}
//# sourceMappingURL=grid-file.js.map