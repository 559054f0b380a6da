"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.gather = gather;
/** The files of a finished run that travel: all that a store keeps of it. */
const promises_1 = require("node:fs/promises");
const node_path_1 = require("node:path");
const checkpoint_1 = require("../../train/checkpoint");
const bundle_1 = require("./bundle");
/** By name relative to the run's folder; the result last, so that it is written last. */
async function gather(folder) {
    const names = [
        ...(await (0, promises_1.readdir)(folder)),
        ...(await (0, promises_1.readdir)((0, node_path_1.join)(folder, "measures")).catch(() => [])).map((name) => `measures/${name}`),
    ];
    const those = names
        .filter((name) => (0, bundle_1.mayTravel)(name) && name !== checkpoint_1.CHECKPOINT_FILE)
        .sort((a, b) => Number(a === "result.json") - Number(b === "result.json"));
    const files = new Map();
    for (const name of those)
        files.set(name, await (0, promises_1.readFile)((0, node_path_1.join)(folder, name)));
    return files;
}
//# sourceMappingURL=gather.js.map