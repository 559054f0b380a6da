"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.readSweepFile = readSweepFile;
/** Reads a sweep from a file: JSON as data; TypeScript or JavaScript is run, and its default export is the sweep. Such a file is a program: run only one that you trust. */
const node_fs_1 = require("node:fs");
const node_module_1 = require("node:module");
const node_path_1 = __importDefault(require("node:path"));
const node_url_1 = require("node:url");
const errors_1 = require("../errors");
const compiler_1 = require("../kernel/compile/compiler");
const evaluate_1 = require("../kernel/modules/evaluate");
const project_1 = require("../project");
const TYPESCRIPT = [".ts", ".mts", ".cts"];
const JAVASCRIPT = [".js", ".mjs", ".cjs"];
/**
 * What a file says of a sweep; not checked yet.
 * @throws UsageError for a file that is not there, of another kind or without a default export; UserError for one that cannot be read or run
 */
async function readSweepFile(file) {
    const whole = node_path_1.default.resolve(file);
    const kind = node_path_1.default.extname(whole);
    if (![".json", ...TYPESCRIPT, ...JAVASCRIPT].includes(kind))
        throw new errors_1.UsageError(`A sweep's file ends in .ts, .js or .json; got "${file}".`);
    if (!(0, node_fs_1.statSync)(whole, { throwIfNoEntry: false })?.isFile())
        throw new errors_1.UsageError(`There is no file ${file}.`);
    const found = kind === ".json" ? readJson(whole, file) : await defaultOf(whole, file);
    if (typeof found !== "object" || found === null || Array.isArray(found))
        throw new errors_1.UsageError(`${file} should hold one sweep, an object.`);
    return found;
}
function readJson(whole, file) {
    const text = (0, node_fs_1.readFileSync)(whole, "utf8");
    try {
        return JSON.parse(text);
    }
    catch (error) {
        throw new errors_1.UserError(`${file} is no JSON: ${error.message}.`);
    }
}
async function defaultOf(whole, file) {
    let exported;
    try {
        exported = TYPESCRIPT.includes(node_path_1.default.extname(whole)) ? new Sources().load(whole) : await import((0, node_url_1.pathToFileURL)(whole).href);
    }
    catch (error) {
        if (error instanceof errors_1.UserError)
            throw error;
        throw new errors_1.UserError(`${file} cannot be run: ${error instanceof Error ? error.message : String(error)}`);
    }
    const found = exported?.default;
    // What was compiled to CommonJS comes wrapped a second time.
    const inner = found?.__esModule
        ? found.default
        : found;
    if (inner === undefined)
        throw new errors_1.UsageError(`${file} has no default export. Write: export default { network: "F1", … }`);
    return inner;
}
/** A TypeScript file and those it imports, each compiled and run once. Types are taken out, not checked: the sweep's values are. */
class Sources {
    modules = new Map();
    program = {
        folder: process.cwd(),
        options: { target: compiler_1.typescript.ScriptTarget.ES2022, esModuleInterop: true, isolatedModules: true },
    };
    load(file) {
        const before = this.modules.get(file);
        if (before)
            return before.exports;
        const module = { exports: {} };
        this.modules.set(file, module);
        (0, evaluate_1.runModule)({ file, text: (0, node_fs_1.readFileSync)(file, "utf8"), module, require: this.requireOf(file), program: this.program });
        return module.exports;
    }
    requireOf(file) {
        const node = (0, node_module_1.createRequire)(file);
        const load = (name) => {
            const source = name.startsWith(".") ? sourceOf(node_path_1.default.resolve(node_path_1.default.dirname(file), name)) : undefined;
            if (source)
                return this.load(source);
            // By its own name also from outside of the project.
            return name === "largebatch" ? require((0, project_1.inProject)("dist", "index.js")) : node(name);
        };
        return Object.assign(load, { resolve: node.resolve, cache: node.cache, main: node.main, extensions: node.extensions });
    }
}
/** The TypeScript file that an import means: as it is written, with an ending, or in place of the `.js` that it will become. */
const sourceOf = (whole) => [whole, `${whole}.ts`, whole.replace(/\.([cm]?)js$/, ".$1ts"), node_path_1.default.join(whole, "index.ts")].find((file) => TYPESCRIPT.includes(node_path_1.default.extname(file)) && (0, node_fs_1.existsSync)(file));
//# sourceMappingURL=sweep-file.js.map