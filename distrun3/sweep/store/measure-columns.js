"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.measureFiles = measureFiles;
exports.readStoredMeasure = readStoredMeasure;
exports.addMeasures = addMeasures;
/** The measures that lie beside a run, as columns of its row: each measure's main number. */
const node_fs_1 = require("node:fs");
const node_path_1 = require("node:path");
const files_1 = require("../../data/files");
const panel_1 = require("../../measure/panel");
const measure_1 = require("../../measure/panel/measure");
const stored_1 = require("../../measure/panel/stored");
const paths_1 = require("./paths");
const read_1 = require("./read");
/** Columns that are not named as their measure is. */
const NAMES = {
    keskar: "keskarFull",
    hessian: "lambdaMax",
    average: "averageRise",
    fisher: "fisherTrace",
    noise: "noiseScale",
};
/** Names of files of measures; what is half done has another one. */
const NAME = /^[A-Za-z][A-Za-z0-9-]{0,79}-[0-9a-f]{12}\.json$/;
/** Paths of the measures that lie in a run's folder. @throws Fault for a folder that cannot be read */
function measureFiles(folder) {
    const place = (0, node_path_1.join)(folder, paths_1.MEASURES_FOLDER);
    try {
        const names = (0, node_fs_1.readdirSync)(place).filter((name) => NAME.test(name));
        return names.sort().map((name) => (0, node_path_1.join)(place, name));
    }
    catch (error) {
        const { code, message } = error;
        if (code === "ENOENT" || code === "ENOTDIR")
            return [];
        throw new read_1.Fault(place, `cannot be read (${message})`);
    }
}
/** A measure's file, checked against the SHA-256 that it holds. @throws Fault */
function readStoredMeasure(path) {
    const { sha256: sum, ...stored } = (0, read_1.readObject)(path, read_1.MOST_BYTES.measure) ?? {};
    if (sum !== (0, files_1.sha256)(Buffer.from(JSON.stringify(stored))))
        throw new read_1.Fault(path, "is damaged: its SHA-256 does not agree with its content");
    return stored;
}
/**
 * Puts the measures of a finished run into its row. Left out: those that are damaged, of other weights or of an older version, and those without a main number.
 * Settings that differ from the defaults are a part of the column's name, so that one column holds one quantity.
 */
function addMeasures(row, folder, result) {
    for (const path of measureFiles(folder)) {
        try {
            const stored = readStoredMeasure(path);
            const found = numberOf(stored, result);
            if (found)
                row[found.column] = found.value;
        }
        catch {
            // `runs verify` names the file.
        }
    }
}
function numberOf(stored, result) {
    const what = stored.what;
    if (typeof what !== "string" || !Object.hasOwn(panel_1.MEASURES, what))
        return undefined;
    if (stored.version !== stored_1.MEASURE_VERSION || stored.weights !== (0, read_1.own)(result, "weightsSha256"))
        return undefined;
    const measure = panel_1.MEASURES[what];
    const value = (0, measure_1.headlineOf)(measure, stored.result);
    if (value === undefined || !Number.isFinite(value))
        return undefined;
    const name = NAMES[what] ?? what;
    const others = differences(stored, measure, stored.data === (0, read_1.own)(result, "dataSha256"));
    return { column: others.length > 0 ? `${name}(${others.join(" ")})` : name, value };
}
/** What a measurement was told beyond the defaults, e.g. `epsilon=0.0005`. */
function differences(stored, { settings }, allExamples) {
    const given = (0, read_1.isObject)(stored.settings) ? stored.settings : {};
    const changed = Object.keys(settings).filter((key) => Object.hasOwn(given, key) && given[key] !== settings[key]);
    return [
        ...changed.map((key) => `${key}=${short(given[key])}`),
        ...(stored.seed === 1 ? [] : [`seed=${short(stored.seed)}`]),
        ...(stored.split === "train" ? [] : [`split=${short(stored.split)}`]),
        ...(allExamples ? [] : [`examples=${short(stored.examples)}`]),
        ...(stored.batchNorm === "running" ? [] : [`batchNorm=${short(stored.batchNorm)}`]),
    ];
}
/** A value as a part of a column's name. */
const short = (value) => String(typeof value === "number" || typeof value === "string" ? value : "?")
    .replace(/[^\w.+-]/g, "")
    .slice(0, 24);
//# sourceMappingURL=measure-columns.js.map