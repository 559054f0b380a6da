"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.checkNotebook = checkNotebook;
exports.checkOut = checkOut;
/** Looks, before a run, at what would else end it late: damaged notebooks, a folder that cannot be written to. */
const node_fs_1 = require("node:fs");
const node_path_1 = __importDefault(require("node:path"));
const zod_1 = require("zod");
const files_1 = require("../data/files");
const errors_1 = require("../errors");
const Text = zod_1.z.union([zod_1.z.string(), zod_1.z.array(zod_1.z.string())], "expected a text or a list of lines");
const Notebook = zod_1.z.object({
    nbformat: zod_1.z.literal(4),
    nbformat_minor: zod_1.z.int(),
    metadata: zod_1.z.object({}),
    cells: zod_1.z.array(zod_1.z.object({ cell_type: zod_1.z.enum(["code", "markdown", "raw"]), metadata: zod_1.z.object({}), source: Text })),
});
const messageOf = (error) => (error instanceof Error ? error.message : String(error));
function problemOf(file) {
    let content;
    try {
        const text = (0, node_fs_1.readFileSync)(file, "utf8");
        if (text.trim() === "")
            return "the file is empty";
        content = JSON.parse(text);
    }
    catch (error) {
        return messageOf(error);
    }
    const issue = Notebook.safeParse(content).error?.issues[0];
    return issue && [issue.path.join("."), issue.message].filter(Boolean).join(": ");
}
/** @throws UserError unless `file` is a notebook of format 4. */
function checkNotebook(file) {
    const problem = problemOf(file);
    if (problem)
        throw new errors_1.UserError(`${node_path_1.default.basename(file)} is no notebook (${problem}): restore ${file}, or move it elsewhere.`);
}
/** Makes the folder `out` if it is not there. @throws UserError if that fails or no file can be written to it */
function checkOut(out) {
    const probe = node_path_1.default.join(out, `.probe-${process.pid}`);
    try {
        (0, files_1.makeFolder)(node_path_1.default.resolve(out));
        (0, node_fs_1.writeFileSync)(probe, "");
        (0, node_fs_1.rmSync)(probe);
    }
    catch (error) {
        throw new errors_1.UserError(`Expected a folder for what is written; "${out}" cannot be written to (${messageOf(error)}). Choose another with --out.`);
    }
}
//# sourceMappingURL=check.js.map