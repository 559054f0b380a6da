"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.Built = void 0;
/** Code that was built elsewhere and runs as it is, such as the `dist/` of a linked package: read again after a build, with what depends on it. */
const node_crypto_1 = require("node:crypto");
const node_fs_1 = require("node:fs");
const node_module_1 = require("node:module");
const node_path_1 = __importDefault(require("node:path"));
const disk_1 = require("../compile/disk");
const { cache } = (0, node_module_1.createRequire)(__filename);
/** The running kernel cannot be replaced under its own feet. */
const KERNEL = node_path_1.default.dirname(__dirname) + node_path_1.default.sep;
const isInstalled = (file) => file.includes(`${node_path_1.default.sep}node_modules${node_path_1.default.sep}`);
function hashOf(file) {
    try {
        return (0, node_crypto_1.createHash)("sha256").update((0, node_fs_1.readFileSync)(file)).digest("base64");
    }
    catch {
        return "";
    }
}
/** The CommonJS modules that Node has loaded from outside any `node_modules`. */
class Built {
    known = new Map();
    constructor() {
        this.note();
    }
    /** Remembers the contents of modules that were loaded since the last time. */
    note() {
        for (const file of Object.keys(cache)) {
            if (!this.known.has(file) && this.isOurs(file))
                this.known.set(file, { version: (0, disk_1.versionOf)(file), hash: hashOf(file) });
        }
    }
    /** Whether `file` is read again when it changes. */
    isOurs(file) {
        return node_path_1.default.isAbsolute(file) && !isInstalled(file) && !file.startsWith(KERNEL);
    }
    /** Has Node forget the modules whose contents changed, and those that depend on them. Returns their files. */
    drop() {
        this.note();
        const stale = new Set([...this.known.keys()].filter((file) => this.hasChanged(file)));
        if (stale.size === 0)
            return stale;
        const dependents = dependentsOf(this.known.keys());
        // A set grows while it is walked.
        for (const file of stale)
            for (const dependent of dependents.get(file) ?? [])
                stale.add(dependent);
        for (const file of stale) {
            delete cache[file];
            this.known.delete(file);
        }
        for (const module of Object.values(cache)) {
            if (module && !isInstalled(module.filename))
                module.children = module.children.filter(({ filename }) => !stale.has(filename));
        }
        return stale;
    }
    hasChanged(file) {
        const before = this.known.get(file);
        const version = (0, disk_1.versionOf)(file);
        // While a file is being built it is not there for a moment.
        if (!before || version === before.version || version === "")
            return false;
        before.version = version;
        return hashOf(file) !== before.hash;
    }
}
exports.Built = Built;
/** For each file, which of `files` require it. */
function dependentsOf(files) {
    const dependents = new Map();
    for (const file of files) {
        for (const { filename } of cache[file]?.children ?? []) {
            const before = dependents.get(filename);
            if (before)
                before.push(file);
            else
                dependents.set(filename, [file]);
        }
    }
    return dependents;
}
//# sourceMappingURL=built.js.map