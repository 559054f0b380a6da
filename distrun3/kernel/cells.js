"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Cells = void 0;
const diagnostics_1 = require("./compile/diagnostics");
const seam_1 = require("./compile/seam");
const source_maps_1 = require("./compile/source-maps");
const modules_1 = require("./modules");
/** tslab puts `export {};` and a line break before a cell. */
const LINES_BEFORE_SOURCE = 1;
/** Cells whose source is kept for tracebacks. */
const KEPT = 1000;
/** tslab's executor puts `(async function(exports, require) { ` or the same without `async ` before the first compiled line. */
const wrapperLength = (awaits) => `(${awaits ? "async " : ""}function(exports, require) { `.length;
/** Whether a cell may ask for a module; the disk is looked at only then. */
const asksForModules = (source) => /\b(?:import|require)\b/.test(source);
/** The cells of one kernel, in the order they ran. */
class Cells {
    executor;
    program;
    judge;
    modules;
    ran = new Map();
    current = { number: 0, source: "" };
    value;
    thrown;
    unfinished;
    diagnostics = [];
    /** @param folder The notebook's folder: relative imports and `node_modules` are looked up from here. */
    constructor(folder) {
        const { made: node, program, judge } = (0, seam_1.behind)(folder, () => (0, seam_1.createConverter)({ isJS: false, isBrowser: false }));
        this.program = program;
        this.judge = judge;
        this.modules = new modules_1.LiveModules(program);
        const { convert, addModule } = node;
        node.convert = (declarations, source) => this.takeUnfinished() ?? this.keep(convert(declarations, source));
        node.addModule = (name, content, meta) => {
            const found = addModule(name, content, meta);
            this.diagnostics = found.map(({ code, start, end, messageText, fileName }) => ({
                ...{ code, line: start.line + 1, column: start.character + 1, length: end.offset - start.offset, message: messageText },
                ...{ text: content.split("\n")[start.line] ?? "", file: fileName },
            }));
            return found;
        };
        const converters = { node, browser: node, close: () => node.close() };
        this.executor = (0, seam_1.createExecutor)(folder, converters, {
            log: (value) => {
                this.value = value;
            },
            // tslab gives one value for what a cell threw, and a format with four arguments for each finding of the compiler.
            error: (...args) => {
                if (args.length === 1)
                    this.thrown = { error: args[0] };
            },
        });
        // tslab's own `require` runs imported files from copies it keeps for good.
        globalThis.__tslab__.require = this.modules.require;
    }
    /** Runs `source` as cell `number`. Never rejects. */
    async run(source, number) {
        this.current = { number, source };
        this.value = undefined;
        this.thrown = undefined;
        this.diagnostics = [];
        try {
            if (asksForModules(source) || this.program.isConfiguredAnew())
                this.refresh();
            // tslab forgets what a cell has declared that did not come to its end.
            if (this.unfinished)
                await this.executor.execute("");
            const ok = await this.executor.execute(source);
            if (ok)
                this.unfinished = undefined;
            if (ok)
                return { kind: "ok", value: this.value, notes: [...this.program.takeProblems(), ...this.diagnostics.map(diagnostics_1.formatDiagnostic)] };
            return this.diagnostics.length > 0
                ? { kind: "not compiled", diagnostics: this.diagnostics }
                : { kind: "thrown", error: this.thrown?.error };
        }
        catch (error) {
            return { kind: "thrown", error };
        }
    }
    /** The cell that ran under `number`, for tracebacks. */
    find(number) {
        return this.ran.get(number);
    }
    /** Reads the libraries that every cell is checked against, which takes most of a second, before the first cell needs them. */
    warm() {
        this.executor.inspect("", 0);
    }
    /** From now on cells see files and packages as they are on the disk. */
    refresh() {
        this.program.look();
        this.modules.refresh();
    }
    /** What the last cell declared, in the place of a converted cell, if it was interrupted or threw: nothing of it is run again. */
    takeUnfinished() {
        const declarations = this.unfinished;
        this.unfinished = undefined;
        return declarations;
    }
    /** Keeps what the rest of the kernel has to know of a converted cell. */
    keep(converted) {
        const { errors, warnings } = this.judge.findings;
        this.diagnostics = errors.length > 0 ? errors : warnings;
        // tslab passes over findings in files outside the notebook's folder.
        if (errors.length > 0 || converted.output === undefined)
            return { diagnostics: [NOT_COMPILED] };
        this.unfinished = { diagnostics: [], declOutput: converted.declOutput };
        const toSource = (0, source_maps_1.takeLineMap)(converted.output);
        const indent = wrapperLength(converted.hasToplevelAwait);
        const { number, source } = this.current;
        this.ran.set(number, {
            source,
            compiledLines: converted.output.split("\n").length,
            sourceLine: (line, column) => {
                const found = toSource(line, line === 0 ? Math.max(0, column - indent) : column);
                return found === undefined ? undefined : found - LINES_BEFORE_SOURCE + 1;
            },
        });
        const [oldest = number] = this.ran.keys();
        if (this.ran.size > KEPT)
            this.ran.delete(oldest);
        return { ...converted, output: `${converted.output}\n//# sourceURL=cell-${number}` };
    }
}
exports.Cells = Cells;
const START = { offset: 0, line: 0, character: 0 };
/** Tells tslab not to run a cell; what is wrong with it is kept elsewhere. */
const NOT_COMPILED = { start: START, end: START, messageText: "", category: 1, code: 0 };
//# sourceMappingURL=cells.js.map