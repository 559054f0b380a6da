"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.toCommonJs = toCommonJs;
const compiler_1 = require("./compiler");
/** The options of `transpileModule`, and the one by which the compiler passes over a file of its own libraries. */
const ALONE = {
    isolatedModules: true,
    noLib: true,
    noResolve: true,
    allowJs: true,
    allowNonTsExtensions: true,
    suppressOutputPathCheck: true,
    skipDefaultLibCheck: true,
};
/** For a program without files: nothing is looked up. */
const HOST = {
    getSourceFile: () => undefined,
    writeFile: () => { },
    getDefaultLibFileName: () => "lib.d.ts",
    useCaseSensitiveFileNames: () => true,
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => "",
    getNewLine: () => "\n",
    fileExists: () => false,
    readFile: () => "",
    directoryExists: () => true,
    getDirectories: () => [],
};
/** So many sources are compiled with one program: its checker keeps a little of each. */
const USES = 100;
let latest;
/** An empty program with these options. To make one, with its checker, takes longer than to compile a cell with it. */
function programWith(options) {
    const key = JSON.stringify(options);
    if (!latest || latest.key !== key || latest.uses >= USES)
        latest = { key, program: compiler_1.typescript.createProgram([], options, HOST), uses: 0 };
    latest.uses++;
    return latest.program;
}
/** Compiles the JavaScript of one file, with nothing looked up or checked. `settings.fileName` ends in `.js`. */
function toCommonJs(source, { fileName = "module.js", compilerOptions = {}, transformers }) {
    const options = { ...compilerOptions, ...ALONE };
    const file = compiler_1.typescript.createSourceFile(fileName, source, options.target ?? compiler_1.typescript.ScriptTarget.ES2022);
    file.hasNoDefaultLib = true;
    compiler_1.typescript.bindSourceFile(file, options); // a program does so with its own files; it emits any that are bound
    const made = { outputText: "" };
    const write = (name, text) => {
        made[name.endsWith(".map") ? "sourceMapText" : "outputText"] = text;
    };
    programWith(options).emit(file, write, undefined, undefined, transformers);
    return made;
}
//# sourceMappingURL=commonjs.js.map