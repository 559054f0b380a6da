"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.runModule = runModule;
/** Compiles one file to CommonJS and runs it as a module; its frames lead back to its TypeScript. */
const node_path_1 = __importDefault(require("node:path"));
const node_vm_1 = __importDefault(require("node:vm"));
const compiler_1 = require("../compile/compiler");
const source_maps_1 = require("../compile/source-maps");
/** How often each file was run: functions of an older version live on, and their frames belong to its text. */
const runs = new Map();
/** Runs a module. @throws SyntaxError, with file and line, for what cannot be compiled; whatever the module throws */
function runModule({ file, text, module, require, program }) {
    const shown = node_path_1.default.relative(program.folder, file).replaceAll(node_path_1.default.sep, "/");
    const { outputText, sourceMapText, diagnostics = [], } = compiler_1.typescript.transpileModule(text, {
        fileName: file,
        reportDiagnostics: true,
        compilerOptions: optionsOf(program.options),
    });
    const [problem] = diagnostics.filter((each) => each.file);
    if (problem?.file) {
        const { line, character } = problem.file.getLineAndCharacterOfPosition(problem.start ?? 0);
        const message = compiler_1.typescript.flattenDiagnosticMessageText(problem.messageText, "\n");
        throw new SyntaxError(`${shown}:${line + 1}:${character + 1} - TS${problem.code}: ${message}`);
    }
    const run = (runs.get(file) ?? 0) + 1;
    runs.set(file, run);
    const name = run === 1 ? file : `${file}?${run}`;
    const map = (0, source_maps_1.chain)(sourceMapText ? [sourceMapText] : []);
    (0, source_maps_1.keepModuleMap)(name, map);
    const code = outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n");
    const parameters = ["exports", "require", "module", "__filename", "__dirname"];
    compile(code, parameters, name, (line) => `${shown}:${(map(line - 1, 0) ?? line - 1) + 1}`).call(module.exports, module.exports, require, module, file, node_path_1.default.dirname(file));
}
/** V8 still refuses some code that TypeScript lets pass, such as `await` outside a function. */
function compile(code, parameters, filename, place) {
    try {
        return node_vm_1.default.compileFunction(code, parameters, { filename });
    }
    catch (error) {
        const { message, stack = "" } = error;
        const [, line] = /:(\d+)$/m.exec(stack.split("\n")[0] ?? "") ?? [];
        throw new SyntaxError(`${place(Number(line ?? 1))}: ${message}`);
    }
}
function optionsOf(options) {
    const { noImplicitUseStrict: _, inlineSourceMap: __, allowImportingTsExtensions: ___, ...rest } = options;
    return {
        ...rest,
        module: compiler_1.typescript.ModuleKind.CommonJS,
        moduleResolution: compiler_1.typescript.ModuleResolutionKind.Node10,
        declaration: false,
        sourceMap: true,
    };
}
//# sourceMappingURL=evaluate.js.map