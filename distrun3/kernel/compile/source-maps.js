"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.typescriptVersion = void 0;
exports.transpileModule = transpileModule;
exports.takeLineMap = takeLineMap;
exports.chain = chain;
exports.keepModuleMap = keepModuleMap;
exports.modulePlace = modulePlace;
/** Source maps of what the kernel compiles, so that a line of running JavaScript can be traced back to a line of TypeScript. */
const node_module_1 = require("node:module");
const awaits_1 = require("../interrupts/awaits");
const commonjs_1 = require("./commonjs");
const compiler_1 = require("./compiler");
var compiler_2 = require("./compiler");
Object.defineProperty(exports, "typescriptVersion", { enumerable: true, get: function () { return compiler_2.typescriptVersion; } });
const COMMENT = /\n?\/\/# sourceMappingURL=(?:data:application\/json;base64,([\w+/=]+))?.*\s*$/;
/** Maps of the last compiled text, in the order of compilation: TypeScript → JavaScript, then → CommonJS. */
const mapsOf = new Map();
/** Maps of the modules compiled for cells, by the name their frames carry. */
const modules = new Map();
/** tslab's second step of a cell: from modules to CommonJS, with the maps of both steps kept. */
function transpileModule(source, settings) {
    const [, inline] = COMMENT.exec(source) ?? [];
    const transformers = { before: [(0, awaits_1.guardAwaits)(compiler_1.typescript)] };
    const withMap = { ...settings, compilerOptions: { ...settings.compilerOptions, sourceMap: true }, transformers };
    const result = (0, commonjs_1.toCommonJs)(source.replace(COMMENT, ""), withMap);
    const outputText = result.outputText.replace(COMMENT, "\n");
    if (inline && result.sourceMapText)
        mapsOf.set(outputText, [Buffer.from(inline, "base64").toString(), result.sourceMapText]);
    return { outputText };
}
/** Takes (and forgets) the maps of `output`, a cell compiled by tslab. They are read only when something asks for a line. */
function takeLineMap(output) {
    const maps = mapsOf.get(output);
    mapsOf.clear();
    return maps ? chain(maps) : () => undefined;
}
/** The way back through `maps`, given in the order of compilation. */
function chain(maps) {
    let read;
    return (line, column) => {
        read ??= maps.map((json) => new node_module_1.SourceMap(JSON.parse(json))).reverse();
        let at = { line, column };
        for (const map of read) {
            const entry = map.findEntry(at.line, at.column);
            if (!("originalLine" in entry))
                return undefined;
            at = { line: entry.originalLine, column: entry.originalColumn };
        }
        return at.line;
    };
}
/** Keeps the map of a module under the name that its frames carry. */
function keepModuleMap(name, map) {
    modules.set(name, map);
}
/** The TypeScript place of a frame in a module that was compiled for cells; undefined for any other. Line and column count from 1. */
function modulePlace(name, line, column) {
    const found = modules.get(name)?.(line - 1, column - 1);
    return found === undefined ? undefined : { file: name.replace(/\?\d+$/, ""), line: found + 1 };
}
//# sourceMappingURL=source-maps.js.map