"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.twinOf = twinOf;
/** The built file of a source file: `dist/a/b.js` of `src/a/b.ts`. As long as it is up to date it is run in place of the source, so that both are one module with one state. */
const node_fs_1 = require("node:fs");
const node_path_1 = __importDefault(require("node:path"));
const ENDING = /\.[cm]?[jt]sx?$/;
const layouts = new Map();
/** The built file of `file`, if its package has one that is newer. */
function twinOf(file) {
    if (!/\.tsx?$/.test(file))
        return undefined;
    const layout = layoutOf(packageOf(file));
    const inside = layout && node_path_1.default.relative(layout.source, file);
    if (!layout || !inside || inside.startsWith("..") || node_path_1.default.isAbsolute(inside))
        return undefined;
    const twin = node_path_1.default.join(layout.built, inside.replace(ENDING, ".js"));
    const [source, built] = [file, twin].map((each) => (0, node_fs_1.statSync)(each, { throwIfNoEntry: false })?.mtimeMs);
    return source !== undefined && built !== undefined && built > source ? twin : undefined;
}
/** The folder of the nearest package.json. */
function packageOf(file) {
    let folder = node_path_1.default.dirname(file);
    while (!(0, node_fs_1.existsSync)(node_path_1.default.join(folder, "package.json"))) {
        if (node_path_1.default.dirname(folder) === folder)
            return folder;
        folder = node_path_1.default.dirname(folder);
    }
    return folder;
}
/** Reads the layout of a package from the source map of its main module. */
function layoutOf(folder) {
    if (layouts.has(folder))
        return layouts.get(folder);
    const layout = readLayout(folder);
    // A package that is not built yet may be built later.
    if (layout)
        layouts.set(folder, layout);
    return layout;
}
function readLayout(folder) {
    try {
        const { main } = JSON.parse((0, node_fs_1.readFileSync)(node_path_1.default.join(folder, "package.json"), "utf8"));
        const module = node_path_1.default.join(folder, main ?? "");
        const { sourceRoot = "", sources } = JSON.parse((0, node_fs_1.readFileSync)(`${module}.map`, "utf8"));
        let built = module.replace(ENDING, "");
        let source = node_path_1.default.resolve(node_path_1.default.dirname(module), sourceRoot, sources[0] ?? "").replace(ENDING, "");
        while (node_path_1.default.basename(built) === node_path_1.default.basename(source))
            [built, source] = [node_path_1.default.dirname(built), node_path_1.default.dirname(source)];
        return { source, built };
    }
    catch {
        return undefined;
    }
}
//# sourceMappingURL=twins.js.map