"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.handFolders = exports.cifarNames = exports.mnistNames = exports.settle = void 0;
exports.requireFolder = requireFolder;
exports.howToPlace = howToPlace;
exports.downloadLines = downloadLines;
/** Where data sets are looked for, and what a user can do when one is not there. */
const promises_1 = require("node:fs/promises");
const node_path_1 = require("node:path");
const errors_1 = require("../errors");
const project_1 = require("../project");
const sources_1 = require("./sources");
const settle = (options) => ({
    ...options,
    folder: options.folder ?? (process.env.LARGEBATCH_DATA || undefined),
    cache: options.cache ?? (0, project_1.inProject)("data", "cache"),
    sources: options.sources ?? (0, sources_1.readSources)(),
});
exports.settle = settle;
/** @throws UserError if the folder that was named is none */
async function requireFolder(folder) {
    if (folder === undefined)
        return;
    const found = await (0, promises_1.stat)(folder).catch(() => undefined);
    if (!found?.isDirectory())
        throw new errors_1.UserError(`The data folder ${folder} is not there. Make it, or correct or unset LARGEBATCH_DATA.`);
}
const mnistNames = ({ train, test }) => [train, test].flatMap(({ images, labels }) => [images.name, labels.name]);
exports.mnistNames = mnistNames;
const cifarNames = ({ train, test }) => [...train.files, ...test.files];
exports.cifarNames = cifarNames;
/** Folders in which a user may have laid files of a set, likeliest first. */
const handFolders = (folder, usual) => (folder ? [(0, node_path_1.join)(folder, usual), folder] : []);
exports.handFolders = handFolders;
/** The sentence that says which files to place where. */
function howToPlace(name, { sources, cache, folder }) {
    const what = name === "mnist" ? `${(0, exports.mnistNames)(sources.mnist).join(", ")} (as they are or with .gz)` : sources["cifar-10"].archive.name;
    const where = folder ? `${folder} (LARGEBATCH_DATA)` : "a folder of yours, and set LARGEBATCH_DATA to it";
    return `Place ${what} in ${(0, node_path_1.join)(cache, name)}, or in ${where}.`;
}
/** Turns the bytes of a download into lines: one at the start, then one for each further tenth, or each 10 MB where the size is unknown. */
function downloadLines(file, onProgress) {
    let last = -1;
    return (done, total) => {
        const step = Math.floor(total ? (10 * done) / total : done / 10e6);
        if (step === last)
            return;
        last = step;
        onProgress?.(`Downloading ${file}: ${(done / 1e6).toFixed(1)}${total ? ` of ${(total / 1e6).toFixed(1)}` : ""} MB`);
    };
}
//# sourceMappingURL=places.js.map