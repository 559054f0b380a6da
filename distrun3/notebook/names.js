"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.listNotebooks = listNotebooks;
exports.findNotebooks = findNotebooks;
/** Finds notebooks by what people call them: `04-flat-and-sharp`, `04`, with or without `.ipynb`. */
const node_fs_1 = require("node:fs");
const node_path_1 = __importDefault(require("node:path"));
const errors_1 = require("../errors");
/** The names of all notebooks in `folder`, in order. */
function listNotebooks(folder) {
    const files = (0, node_fs_1.statSync)(folder, { throwIfNoEntry: false })?.isDirectory() ? (0, node_fs_1.readdirSync)(folder) : [];
    return files
        .filter((file) => file.endsWith(".ipynb") && !file.startsWith("."))
        .map((file) => file.slice(0, -".ipynb".length))
        .sort();
}
/** Whether `name`, as a path from here, lies in `folder`. */
function liesIn(name, folder) {
    try {
        return (0, node_fs_1.realpathSync)(node_path_1.default.dirname(name)) === (0, node_fs_1.realpathSync)(folder);
    }
    catch {
        return false;
    }
}
/**
 * The paths of the notebooks in `folder` that `names` mean, in the order of the names; all of them if there are no names.
 * A name may be a path if it leads into `folder`.
 * @throws UsageError for a name that is not there, with a list of those that are, and for a path elsewhere; UserError if the folder has no notebooks.
 */
function findNotebooks(names, folder) {
    const known = listNotebooks(folder);
    if (known.length === 0)
        throw new errors_1.UserError(`Expected notebooks (*.ipynb) in ${folder}; there are none.`);
    const find = (name) => {
        if (node_path_1.default.basename(name) !== name && !liesIn(name, folder)) {
            throw new errors_1.UsageError(`"${name}" is not in ${folder}. Use --folder ${node_path_1.default.dirname(name)} to run the notebooks of another folder.`);
        }
        const wanted = node_path_1.default.basename(name).replace(/\.ipynb$/, "");
        const found = known.find((each) => each === wanted) ?? known.find((each) => each.startsWith(`${wanted}-`));
        if (!found)
            throw new errors_1.UsageError(`There is no notebook "${name}". Choose from:\n${known.map((each) => `  ${each}`).join("\n")}`);
        return found;
    };
    const wanted = names.length > 0 ? names.map(find) : known;
    return [...new Set(wanted)].map((name) => node_path_1.default.join(folder, `${name}.ipynb`));
}
//# sourceMappingURL=names.js.map