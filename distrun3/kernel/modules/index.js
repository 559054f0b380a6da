"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.LiveModules = void 0;
/** Runs the files that cells import from their TypeScript, and runs those again that were edited since, with the files that depend on them. */
const node_module_1 = require("node:module");
const node_path_1 = __importDefault(require("node:path"));
const compiler_1 = require("../compile/compiler");
const stock_display_1 = require("../display/stock-display");
const built_1 = require("./built");
const esm_only_1 = require("./esm-only");
const evaluate_1 = require("./evaluate");
const twins_1 = require("./twins");
/** The name under which cells look for modules. */
const CELL = "cell.ts";
/** The imported files of one kernel. A file is run once, at its first import, and again only if it or something it needs has changed. */
class LiveModules {
    program;
    /** `require` for the cells. */
    require;
    loaded = new Map();
    built = new built_1.Built();
    constructor(program) {
        this.program = program;
        this.require = this.requireOf(node_path_1.default.join(program.folder, CELL));
    }
    /** Forgets what changed on the disk since the last call, and what depends on it. Returns the forgotten files. */
    refresh() {
        const dropped = this.built.drop();
        const stale = new Set([...this.loaded].filter(([file, module]) => this.isStale(file, module, dropped)).map(([file]) => file));
        for (let before = -1; before !== stale.size;) {
            before = stale.size;
            for (const [file, { needs }] of this.loaded)
                if ([...needs.values()].some((need) => stale.has(need)))
                    stale.add(file);
        }
        for (const file of stale)
            this.loaded.delete(file);
        return [...stale, ...dropped];
    }
    isStale(file, module, dropped) {
        if ([...module.uses].some((used) => dropped.has(used)))
            return true;
        const folder = node_path_1.default.posix.dirname(file);
        if ([...module.needs].some(([name, need]) => this.program.resolution.findSource(name, folder) !== need))
            return true;
        const version = this.program.version(file);
        if (version === module.version)
            return false;
        module.version = version;
        return this.program.read(file) !== module.text;
    }
    load(file) {
        if (!this.loaded.has(file) && this.isBuilt(file))
            this.takeTwin(file);
        const before = this.loaded.get(file);
        return before ? before.exports() : this.run(file);
    }
    /** Whether a file and all that it needs are built and unchanged since, and none of them runs from its source already. */
    isBuilt(file, seen = new Set()) {
        if (seen.has(file))
            return true;
        seen.add(file);
        const loaded = this.loaded.get(file);
        if (loaded)
            return loaded.isTwin;
        if (!(0, twins_1.twinOf)(file))
            return false;
        return [...this.needsOf(file).values()].every((need) => this.isBuilt(need, seen));
    }
    /** Lets the built twins of a file and of all that it needs run in their place, when they are asked for. */
    takeTwin(file) {
        const twin = (0, twins_1.twinOf)(file);
        if (this.loaded.has(file) || twin === undefined)
            return;
        const needs = this.needsOf(file);
        const exports = () => this.requireBuilt(twin, (0, node_module_1.createRequire)(file), file);
        this.loaded.set(file, { ...this.contents(file), needs, uses: new Set([twin]), isTwin: true, exports });
        for (const need of needs.values())
            this.takeTwin(need);
    }
    /** The user's own files that a file imports, as far as its text tells. */
    needsOf(file) {
        const needs = new Map();
        for (const { fileName } of compiler_1.typescript.preProcessFile(this.program.read(file) ?? "").importedFiles) {
            const need = this.program.resolution.findSource(fileName, node_path_1.default.posix.dirname(file));
            if (need)
                needs.set(fileName, need);
        }
        return needs;
    }
    contents(file) {
        return { text: this.program.read(file) ?? "", version: this.program.version(file) };
    }
    run(file) {
        const contents = this.contents(file);
        const module = { exports: {} };
        const loaded = { ...contents, needs: new Map(), uses: new Set(), isTwin: false, exports: () => module.exports };
        // Before it runs, for modules that need each other.
        this.loaded.set(file, loaded);
        try {
            if (file.endsWith(".json"))
                module.exports = readJson(file, contents.text);
            else
                (0, evaluate_1.runModule)({ file, text: contents.text, module, require: this.requireOf(file, loaded), program: this.program });
        }
        catch (error) {
            this.loaded.delete(file);
            throw error;
        }
        return module.exports;
    }
    /** `require` as it works in `file`. What it finds is noted in `owner`. */
    requireOf(file, owner) {
        const node = (0, node_module_1.createRequire)(file);
        const folder = node_path_1.default.posix.dirname(file.replaceAll("\\", "/"));
        const load = (name) => {
            if (name === "tslab")
                return (0, stock_display_1.requireTslab)();
            if ((0, node_module_1.isBuiltin)(name))
                return node(name);
            const source = this.program.resolution.findSource(name, folder);
            if (source === undefined)
                return this.requireBuilt(name, node, file, owner);
            owner?.needs.set(name, source);
            return this.load(source);
        };
        return Object.assign(load, { resolve: node.resolve, cache: node.cache, main: node.main, extensions: node.extensions });
    }
    requireBuilt(name, node, from, owner) {
        try {
            const file = resolveBuilt(name, node, node_path_1.default.dirname(from));
            if (this.built.isOurs(file))
                owner?.uses.add(file);
            return node(file);
        }
        catch (error) {
            throw shortened(error, name, node_path_1.default.relative(this.program.folder, from));
        }
        finally {
            this.built.note();
        }
    }
}
exports.LiveModules = LiveModules;
function resolveBuilt(name, node, folder) {
    try {
        return node.resolve(name);
    }
    catch (error) {
        const file = error.code === "ERR_PACKAGE_PATH_NOT_EXPORTED" ? (0, esm_only_1.importedFile)(name, folder) : undefined;
        if (file === undefined)
            throw error;
        return file;
    }
}
function readJson(file, text) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        throw new SyntaxError(`${file}: ${error.message}`);
    }
}
/** Node's list of who required a missing module names files that nobody wrote; `from` says it better. */
function shortened(error, name, from) {
    const { code, message } = error;
    if (code === "MODULE_NOT_FOUND" && message?.startsWith(`Cannot find module '${name}'`)) {
        error.message = `Cannot find module '${name}'${from === CELL ? "" : ` from ${from.replaceAll(node_path_1.default.sep, "/")}`}`;
    }
    return error;
}
//# sourceMappingURL=index.js.map