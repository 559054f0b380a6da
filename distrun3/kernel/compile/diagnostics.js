"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.formatDiagnostic = exports.Judge = void 0;
/** What the compiler finds wrong: in a cell, which is then not run, and in the files it imports. */
const node_path_1 = __importDefault(require("node:path"));
const compiler_1 = require("./compiler");
/** tslab puts `export {};` and a line break before a cell. */
const PREFIX_LINES = 1;
/** A package without types is `any`; a file may be imported with its ending, and from outside the notebook's folder. */
const ACCEPTED = new Set([7016, 5097, 6059]);
/** `await` outside an async function; at the top of a cell it is tslab's to handle. */
const AWAIT = 1308;
/** Judges cells; remembers which file it has already told about. */
class Judge {
    program;
    told = new Map();
    started = Date.now();
    latest = { errors: [], warnings: [] };
    constructor(program) {
        this.program = program;
    }
    /** What was found in the last cell. */
    get findings() {
        return this.latest;
    }
    /** Stands in for the compiler's function of that name: returns what tslab has to know of the cell `file`. */
    getPreEmitDiagnosticsOfFiles = (program, [cell]) => {
        if (!cell)
            return [];
        const found = compiler_1.typescript.getPreEmitDiagnosticsOfFiles(program, [cell]).filter(({ code, file }) => file === cell && !ACCEPTED.has(code));
        found.push(...awaitingLoops(cell));
        const files = this.program.sourcesBehind(cell);
        const wrong = found.filter((each) => !isTopLevelAwait(each, cell));
        const inside = wrong.filter(({ start = 0 }) => start <= this.program.written.length);
        const broken = files.flatMap((file) => [...program.getSyntacticDiagnostics(file)]);
        this.latest = {
            errors: [...(inside.length > 0 ? inside : wrong), ...broken].map((each) => this.describe(each, cell)),
            warnings: broken.length > 0 ? [] : files.flatMap((file) => this.warnOnce(program, file)).map((each) => this.describe(each, cell)),
        };
        return found;
    };
    /** Type errors of a file in the notebook's folder, or of one elsewhere that was edited since the kernel started: its own compiler has read the others. */
    warnOnce(program, file) {
        if (this.told.get(file.fileName) === file)
            return [];
        this.told.set(file.fileName, file);
        const inside = !node_path_1.default.relative(this.program.folder, file.fileName).startsWith("..");
        const edited = Number.parseFloat(this.program.version(file.fileName)) > this.started;
        if (!inside && !edited)
            return [];
        return program.getSemanticDiagnostics(file).filter(({ code }) => !ACCEPTED.has(code));
    }
    describe({ code, file, start = 0, length = 0, messageText }, cell) {
        const message = compiler_1.typescript.flattenDiagnosticMessageText(messageText, "\n");
        if (!file)
            return { code, line: 1, column: 1, length: 0, message, text: "" };
        // What is missing is missing behind the last word; nobody has written the exports that follow.
        const last = file === cell ? this.program.written.trimEnd().length : file.text.length;
        const { line, character } = file.getLineAndCharacterOfPosition(Math.min(start, last));
        const shifted = line - (file === cell ? PREFIX_LINES : 0);
        const text = file.text.split(/\r?\n/)[line] ?? "";
        const place = { code, line: shifted + 1, column: character + 1, length: Math.min(length, Math.max(0, last - start)), message, text };
        return file === cell ? place : { ...place, file: node_path_1.default.relative(this.program.folder, file.fileName).replaceAll(node_path_1.default.sep, "/") };
    }
}
exports.Judge = Judge;
/** Whether a finding is about an `await` outside any function: the cell becomes an async function then. */
function isTopLevelAwait({ code, start = 0, length = 0 }, cell) {
    if (code !== AWAIT)
        return false;
    let node = compiler_1.typescript.findPrecedingToken(start + length, cell)?.parent;
    for (; node && node !== cell; node = node.parent) {
        if (compiler_1.typescript.isFunctionLike(node) || compiler_1.typescript.isClassLike(node) || compiler_1.typescript.isModuleDeclaration(node))
            return false;
    }
    return true;
}
/** The compiler has nothing against `for await` at the top, and tslab knows only by a finding that a cell awaits. */
function awaitingLoops(cell) {
    const found = [];
    const visit = (node) => {
        if (compiler_1.typescript.isFunctionLike(node) || compiler_1.typescript.isClassLike(node) || found.length > 0)
            return;
        if (compiler_1.typescript.isForOfStatement(node) && node.awaitModifier) {
            const start = node.awaitModifier.getStart(cell);
            found.push({ code: AWAIT, category: 1, file: cell, start, length: node.awaitModifier.end - start, messageText: "" });
        }
        compiler_1.typescript.forEachChild(node, visit);
    };
    if (/\bfor\s+await\b/.test(cell.text))
        visit(cell);
    return found;
}
/** A finding in one line, with file, position and TypeScript's code. */
const formatDiagnostic = ({ file, line, column, code, message }) => `${file ? `${file}:` : ""}${line}:${column} - TS${code}: ${message}`;
exports.formatDiagnostic = formatDiagnostic;
//# sourceMappingURL=diagnostics.js.map