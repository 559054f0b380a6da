"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.numbersOf = numbersOf;
exports.differences = differences;
exports.leftovers = leftovers;
/** What a sweep must come to, however often it was struck: every run exactly once, with the numbers of an undisturbed one. */
const promises_1 = require("node:fs/promises");
const node_path_1 = require("node:path");
const run_folder_1 = require("../../train/run-folder");
const history_1 = require("../execute/history");
const store_1 = require("../store");
function numbersOf({ result, weights, start, statistics }) {
    const { ending, epochs, steps, train, test, history } = result;
    const vectors = { weights: (0, run_folder_1.vectorSha256)(weights), start: (0, run_folder_1.vectorSha256)(start), statistics: (0, run_folder_1.vectorSha256)(statistics) };
    return { ending, epochs, steps, train, test, history, ...vectors };
}
/**
 * Compares two stores.
 * @param ids of all runs that the sweep has
 * @returns what is wrong, a sentence each; none: all is as it should be
 */
async function differences(undisturbed, disturbed, ids) {
    const rows = await (0, store_1.openStore)(disturbed).rows();
    const wrong = [];
    for (const id of ids) {
        const found = rows.filter((row) => row.id === id);
        if (found.length !== 1)
            wrong.push(`${id} is there ${found.length} times.`);
        else if (found[0]?.status !== "done")
            wrong.push(`${id} is ${found[0]?.status}${found[0]?.error ? `: ${found[0].error}` : ""}.`);
        else
            wrong.push(...(await differencesOfRun(undisturbed, disturbed, id)));
    }
    const strange = rows.filter(({ id }) => !ids.includes(id));
    return [...wrong, ...strange.map(({ id }) => `${id} is no run of the sweep.`)];
}
async function differencesOfRun(undisturbed, disturbed, id) {
    const folders = [undisturbed, disturbed].map((store) => (0, node_path_1.join)(store, id));
    const [expected, got] = await Promise.all(folders.map(async (folder) => numbersOf(await (0, run_folder_1.loadRun)(folder))));
    const wrong = Object.keys(expected ?? {}).filter((key) => text(expected?.[key]) !== text(got?.[key]));
    const history = await (0, history_1.readHistory)(folders[1]);
    return [
        ...wrong.map((key) => `${id}: ${key} differ${Array.isArray(got?.[key]) ? "" : "s"} from the undisturbed sweep's.`),
        // Numbers that JSON lacks are spelled in the one, null in the other.
        ...(text(plain(history)) === text(got?.history) ? [] : [`${id}: its history.jsonl is not that of its result.`]),
    ];
}
const text = (value) => JSON.stringify(value);
const plain = (value) => JSON.parse(JSON.stringify(value));
/** Files in a store that no finished sweep needs, by their paths in it: halves that a killed process left, checkpoints of finished runs. For the table, no fault. */
async function leftovers(store) {
    const names = await (0, promises_1.readdir)(store, { recursive: true });
    return names.filter((name) => /\.part$|checkpoint\.safetensors/.test(name));
}
//# sourceMappingURL=compare.js.map