"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.cellOptions = cellOptions;
/** Compiler options of the cells: strict, and what the tsconfig.json of the notebook's folder (or the nearest one above) says. */
const node_path_1 = __importDefault(require("node:path"));
const compiler_1 = require("./compiler");
/** Without a configuration, and in place of what is wrong in one. */
const DEFAULTS = { strict: true, noUncheckedIndexedAccess: true };
/** What newer versions of TypeScript take where a configuration says nothing. */
const UNSAID = { strict: true };
/** The compiler lists every value that would have been right. */
const LONGEST_MESSAGE = 120;
/** Node has no DOM, so without `lib` there is none either. */
const DEFAULT_LIB = ["lib.es2023.d.ts"];
/** Options that make no sense for a cell, or that tslab needs as they are: how cells are compiled and where output goes is the kernel's business. */
const OURS = [
    ...[
        "allowJs",
        "allowImportingTsExtensions",
        "allowUnreachableCode",
        "alwaysStrict",
        "composite",
        "customConditions",
        "declaration",
        "declarationDir",
    ],
    ...[
        "declarationMap",
        "emitBOM",
        "emitDeclarationOnly",
        "importHelpers",
        "importsNotUsedAsValues",
        "incremental",
        "inlineSourceMap",
        "inlineSources",
    ],
    ...[
        "isolatedModules",
        "mapRoot",
        "module",
        "moduleDetection",
        "moduleResolution",
        "newLine",
        "noEmit",
        "noEmitHelpers",
        "noEmitOnError",
        "noImplicitUseStrict",
    ],
    ...[
        "noLib",
        "noResolve",
        "noUnusedLocals",
        "noUnusedParameters",
        "out",
        "outDir",
        "outFile",
        "plugins",
        "preserveConstEnums",
        "preserveValueImports",
    ],
    ...["resolveJsonModule", "rootDir", "skipLibCheck", "sourceMap", "sourceRoot", "stripInternal", "target", "tsBuildInfoFile"],
    ...["verbatimModuleSyntax", "configFilePath"],
];
/** A lib that the compiler is too old to know is replaced by the newest it has. */
const NEWER_LIB = /^["']es20(2[4-9]|[3-9]\d)\b/i;
const UNKNOWN_VALUE = 6046;
/** An option of a newer TypeScript; no files to compile. */
const NO_MISTAKE = new Set([5023, 18002, 18003]);
/**
 * Options for the cells of notebooks in `folder`.
 * @param stock tslab's own options; they hold where neither the configuration nor the kernel says otherwise
 */
function cellOptions(folder, stock) {
    const file = compiler_1.typescript.findConfigFile(folder, compiler_1.typescript.sys.fileExists);
    const read = file === undefined ? { options: DEFAULTS, problems: [], files: [] } : readConfig(file);
    const own = Object.fromEntries(Object.entries(read.options).filter(([name]) => !OURS.includes(name)));
    const options = {
        ...stock,
        checkJs: false,
        lib: DEFAULT_LIB,
        ...own,
        // `strict` turns it on, and tslab turns its output off.
        alwaysStrict: false,
        allowImportingTsExtensions: true,
        inlineSourceMap: true,
        moduleResolution: compiler_1.typescript.ModuleResolutionKind.Bundler,
        allowUnreachableCode: true,
    };
    return { ...read, options };
}
/** Reads a tsconfig.json. What is wrong in it is left out; if it cannot be read at all, the defaults hold. */
function readConfig(file) {
    const files = [file];
    const source = compiler_1.typescript.readJsonConfigFile(file, compiler_1.typescript.sys.readFile);
    const [broken] = source.parseDiagnostics;
    if (broken) {
        return {
            options: DEFAULTS,
            problems: [`${describe(broken, file)} The file is not used; strict and noUncheckedIndexedAccess hold.`],
            files,
        };
    }
    const host = {
        useCaseSensitiveFileNames: true,
        // Which files a project has does not matter here, and listing them takes long.
        readDirectory: () => [],
        fileExists: compiler_1.typescript.sys.fileExists,
        readFile: (name) => {
            files.push(name);
            return compiler_1.typescript.sys.readFile(name);
        },
    };
    const { options, errors } = compiler_1.typescript.parseJsonSourceFileConfigFileContent(source, host, node_path_1.default.dirname(file), undefined, file);
    const problems = [];
    for (const error of errors) {
        if (NO_MISTAKE.has(error.code) || isOurs(error))
            continue;
        if (isNewerLib(error)) {
            options.lib = [...new Set([...(options.lib ?? []), "lib.esnext.d.ts"])];
            problems.push(`${where(error, file)}: TypeScript ${compiler_1.typescriptVersion}, which reads the cells, does not know this lib; esnext holds instead.`);
        }
        else
            problems.push(`${describe(error, file)} It is left out.`);
    }
    return { options: { ...(problems.length > 0 ? DEFAULTS : UNSAID), ...options }, problems, files };
}
function messageOf(problem) {
    const message = compiler_1.typescript.flattenDiagnosticMessageText(problem.messageText, " ").replace(/\.?$/, ".");
    return message.length <= LONGEST_MESSAGE ? message : `${message.slice(0, LONGEST_MESSAGE).replace(/[^ ]*$/, "")}….`;
}
/** Whether a problem is about the value of an option that the kernel sets itself, such as a `target` or `module` newer than this compiler. */
const isOurs = (problem) => OURS.includes(/'--(\w+)'/.exec(messageOf(problem))?.[1] ?? "");
function isNewerLib({ code, file, start = 0, length = 0 }) {
    return code === UNKNOWN_VALUE && NEWER_LIB.test(file?.text.slice(start, start + length) ?? "");
}
function where({ file: source, start }, file) {
    if (!source || start === undefined)
        return node_path_1.default.basename(file);
    return `${node_path_1.default.basename(source.fileName)}:${source.getLineAndCharacterOfPosition(start).line + 1}`;
}
const describe = (problem, file) => `${where(problem, file)}: ${messageOf(problem)}`;
//# sourceMappingURL=options.js.map