"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.loadConfig = exports.vectorSha256 = exports.RUN_FILES = void 0;
exports.saveRun = saveRun;
exports.loadRun = loadRun;
exports.requireSameData = requireSameData;
/** A finished run on disk: a folder with its config, its weights and, last, its result, which alone says that the run is done. */
const promises_1 = require("node:fs/promises");
const node_path_1 = require("node:path");
const config_1 = require("../config");
const files_1 = require("../data/files");
const fingerprint_1 = require("../data/fingerprint");
const errors_1 = require("../errors");
const safetensors_1 = require("./safetensors");
exports.RUN_FILES = { config: "config.json", weights: "weights.safetensors", result: "result.json" };
const FORMAT = "largebatch run";
const VERSION = "1";
const VECTORS = ["weights", "start", "statistics"];
/** The hash of a vector's bytes. */
const vectorSha256 = ({ buffer, byteOffset, byteLength }) => (0, files_1.sha256)(new Uint8Array(buffer, byteOffset, byteLength));
exports.vectorSha256 = vectorSha256;
/**
 * Writes a finished run; `result.json` last, so that a folder with one is whole.
 * @throws UserError where the folder cannot be written to
 */
async function saveRun(folder, result, data) {
    const { weights, start, statistics, ...rest } = result;
    const stored = { ...rest, parameters: weights.length, weightsSha256: (0, exports.vectorSha256)(weights), dataSha256: (0, fingerprint_1.fingerprint)(data) };
    const tensors = Object.fromEntries(VECTORS.map((name) => [name, { shape: [result[name].length], values: result[name] }]));
    try {
        (0, files_1.makeFolder)(folder);
        await (0, files_1.writeWhole)((0, node_path_1.join)(folder, exports.RUN_FILES.config), `${(0, config_1.canonicalJson)(result.run)}\n`);
        await (0, files_1.writeWhole)((0, node_path_1.join)(folder, exports.RUN_FILES.weights), (0, safetensors_1.encodeSealed)({ tensors, metadata: { format: FORMAT, version: VERSION, run: (0, config_1.canonicalJson)(result.run) } }));
        await (0, files_1.writeWhole)((0, node_path_1.join)(folder, exports.RUN_FILES.result), `${JSON.stringify(stored, null, 2)}\n`);
    }
    catch (error) {
        throw new errors_1.UserError(`The run cannot be kept in ${folder}: ${error.message}. Give a folder that can be written to.`);
    }
    return stored;
}
/** @throws UserError for a folder without a finished run, or with damaged files: which one, and what to do */
async function loadRun(folder) {
    const result = JSON.parse(await text(folder, exports.RUN_FILES.result));
    const file = (0, node_path_1.join)(folder, exports.RUN_FILES.weights);
    const bytes = await (0, promises_1.readFile)(file).catch((error) => {
        throw new errors_1.UserError(`Cannot read ${file}: ${error.message}. ${AGAIN}`);
    });
    const { tensors, metadata } = advising(() => (0, safetensors_1.decodeSealed)(bytes, file));
    if (metadata.format !== FORMAT)
        throw new errors_1.UserError(`${file} is no run's weights. ${AGAIN}`);
    if (metadata.version !== VERSION)
        throw new errors_1.UserError(`${file} is of format ${metadata.version}; this version of largebatch reads ${VERSION}. ${AGAIN}`);
    const vectors = VECTORS.map((name) => {
        const values = tensors[name]?.values;
        if (!(values instanceof Float32Array))
            throw new errors_1.UserError(`${file} has no ${name}. ${AGAIN}`);
        return [name, values];
    });
    const { weights, start, statistics } = Object.fromEntries(vectors);
    if ((0, exports.vectorSha256)(weights) !== result.weightsSha256)
        throw new errors_1.UserError(`${file} does not belong to ${exports.RUN_FILES.result} beside it. ${AGAIN}`);
    return { folder, run: (0, config_1.parseRun)(JSON.parse(metadata.run ?? "{}")), result, weights, start, statistics };
}
/** The config of a run alone, without its weights. @throws UserError as `loadRun` does */
const loadConfig = async (folder) => (0, config_1.parseRun)(JSON.parse(await text(folder, exports.RUN_FILES.config)));
exports.loadConfig = loadConfig;
/** @throws UserError where the data at hand is not what the run was trained on */
function requireSameData({ folder, run, result }, data) {
    if ((0, fingerprint_1.fingerprint)(data) === result.dataSha256)
        return;
    const name = (variant) => (variant ? `“${variant}”` : "the official files");
    throw new errors_1.UserError(`The run in ${folder} was trained on other data of ${run.data}: ${name(result.variant)} there, ${name(data.variant)} now. Put the same files in place, or train it again.`);
}
const AGAIN = "Train the run again with --save.";
async function text(folder, name) {
    const file = (0, node_path_1.join)(folder, name);
    const found = await (0, promises_1.readFile)(file, "utf8").catch((error) => {
        if (error.code === "ENOENT")
            throw new errors_1.UserError(`There is no finished run in ${folder}: it has no ${name}. Make one with: npx largebatch train … --save ${folder}`);
        throw new errors_1.UserError(`Cannot read ${file}: ${error.message}.`);
    });
    return advising(() => {
        try {
            JSON.parse(found);
        }
        catch (error) {
            throw new errors_1.UserError(`${file} is damaged: ${error.message}.`);
        }
        return found;
    });
}
function advising(check) {
    try {
        return check();
    }
    catch (error) {
        throw error instanceof errors_1.UserError ? new errors_1.UserError(`${error.message} ${AGAIN}`) : error;
    }
}
//# sourceMappingURL=run-folder.js.map