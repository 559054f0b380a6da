"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.importedFile = importedFile;
/** Finds the file of a package that offers itself to `import` alone: compiled cells `require`, and Node can `require` such a module too, if only it is told the file. */
const node_fs_1 = require("node:fs");
const node_path_1 = __importDefault(require("node:path"));
const CONDITIONS = new Set(["node", "import", "module-sync", "default"]);
/** The file that `import name` would load, for a file of the folder `from`; undefined if there is none. */
function importedFile(name, from) {
    const [, packageName, rest = ""] = /^((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(name) ?? [];
    if (!packageName)
        return undefined;
    for (let at = from;; at = node_path_1.default.dirname(at)) {
        const folder = node_path_1.default.join(at, "node_modules", packageName);
        if ((0, node_fs_1.existsSync)(node_path_1.default.join(folder, "package.json")))
            return targetIn(folder, `.${rest}`);
        if (node_path_1.default.dirname(at) === at)
            return undefined;
    }
}
function targetIn(folder, entry) {
    const { exports } = JSON.parse((0, node_fs_1.readFileSync)(node_path_1.default.join(folder, "package.json"), "utf8"));
    if (exports === undefined || exports === null)
        return undefined;
    const entries = isEntries(exports) ? exports : { ".": exports };
    for (const [pattern, target] of Object.entries(entries)) {
        const [before = "", after] = pattern.split("*");
        const fits = after === undefined ? entry === pattern : entry.startsWith(before) && entry.endsWith(after) && entry.length >= pattern.length;
        const found = fits && choose(target);
        if (found)
            return node_path_1.default.join(folder, found.replaceAll("*", entry.slice(before.length, entry.length - (after?.length ?? 0))));
    }
    return undefined;
}
const isEntries = (exports) => typeof exports === "object" && exports !== null && Object.keys(exports).some((key) => key.startsWith("."));
/** The first target whose conditions hold. */
function choose(target) {
    if (typeof target === "string")
        return target;
    if (target === null)
        return undefined;
    const targets = Array.isArray(target) ? target : Object.keys(target).flatMap((key) => (CONDITIONS.has(key) ? [target[key] ?? null] : []));
    for (const each of targets) {
        const found = choose(each);
        if (found !== undefined)
            return found;
    }
    return undefined;
}
//# sourceMappingURL=esm-only.js.map