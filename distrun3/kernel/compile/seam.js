"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.createExecutor = exports.isCompleteCode = exports.createConverter = void 0;
exports.behind = behind;
const compiler_1 = require("./compiler");
const diagnostics_1 = require("./diagnostics");
const program_1 = require("./program");
const source_maps_1 = require("./source-maps");
let latest;
const changes = {
    transpileModule: source_maps_1.transpileModule,
    createWatchCompilerHost: (rootFiles, options, sys) => ({ rootFiles, options, sys }),
    createWatchProgram: (watched) => {
        const program = new program_1.CellProgram(watched);
        latest = { program, judge: new diagnostics_1.Judge(program) };
        return program.watch;
    },
    getPreEmitDiagnosticsOfFiles: (program, files) => latest?.judge.getPreEmitDiagnosticsOfFiles(program, files) ?? [],
};
// The compiler's exports are read-only accessors, so tslab gets a copy of them in the cache of `require` instead.
const cached = require.cache[compiler_1.compilerFile];
if (cached)
    cached.exports = { ...compiler_1.typescript, ...changes };
({ createConverter: exports.createConverter, isCompleteCode: exports.isCompleteCode } = require("tslab/dist/converter"));
({ createExecutor: exports.createExecutor } = require("tslab/dist/executor"));
/** Makes a converter for `folder` with `create`; tslab takes the current folder of the process for it. */
function behind(folder, create) {
    const current = compiler_1.typescript.sys.getCurrentDirectory;
    compiler_1.typescript.sys.getCurrentDirectory = () => folder;
    try {
        const made = create();
        if (!latest)
            throw new Error("tslab did not ask for a program: another version of it?");
        return { made, ...latest };
    }
    finally {
        compiler_1.typescript.sys.getCurrentDirectory = current;
    }
}
//# sourceMappingURL=seam.js.map