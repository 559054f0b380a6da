/** Compiles and runs cells with tslab, and reports how each ended: its value, what it threw, or what the compiler found wrong. */
import type { ConvertResult } from "tslab/dist/converter";
import type { Executor } from "tslab/dist/executor";
import { type Diagnostic, formatDiagnostic, type Judge } from "./compile/diagnostics";
import type { CellProgram } from "./compile/program";
import { behind, createConverter, createExecutor } from "./compile/seam";
import { takeLineMap } from "./compile/source-maps";
import { LiveModules } from "./modules";

export type { Diagnostic } from "./compile/diagnostics";

/** How a cell ended. `notes` are what the compiler says of a cell that defines a module (it counts as run), and of files that a cell imports. */
export type Outcome =
  | { kind: "ok"; value: unknown; notes: string[] }
  | { kind: "thrown"; error: unknown }
  | { kind: "not compiled"; diagnostics: Diagnostic[] };

/** A cell that ran: its source, and the way from a compiled position to its line. */
interface Cell {
  source: string;
  /** Compiled lines; a frame beyond them belongs to tslab's wrapper. */
  compiledLines: number;
  /** Compiled line and column, from 0, to the source line, from 1. */
  sourceLine(line: number, column: number): number | undefined;
}

/** tslab puts `export {};` and a line break before a cell. */
const LINES_BEFORE_SOURCE = 1;
/** Cells whose source is kept for tracebacks. */
const KEPT = 1000;
/** tslab's executor puts `(async function(exports, require) { ` or the same without `async ` before the first compiled line. */
const wrapperLength = (awaits: boolean | undefined): number => `(${awaits ? "async " : ""}function(exports, require) { `.length;
/** Whether a cell may ask for a module; the disk is looked at only then. */
const asksForModules = (source: string): boolean => /\b(?:import|require)\b/.test(source);

/** The cells of one kernel, in the order they ran. */
export class Cells {
  readonly executor: Executor;
  private readonly program: CellProgram;
  private readonly judge: Judge;
  private readonly modules: LiveModules;
  private readonly ran = new Map<number, Cell>();
  private current = { number: 0, source: "" };
  private value: unknown;
  private thrown: { error: unknown } | undefined;
  private unfinished: ConvertResult | undefined;
  private diagnostics: Diagnostic[] = [];

  /** @param folder The notebook's folder: relative imports and `node_modules` are looked up from here. */
  constructor(folder: string) {
    const { made: node, program, judge } = behind(folder, () => createConverter({ isJS: false, isBrowser: false }));
    this.program = program;
    this.judge = judge;
    this.modules = new LiveModules(program);
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
    this.executor = createExecutor(folder, converters, {
      log: (value: unknown) => {
        this.value = value;
      },
      // tslab gives one value for what a cell threw, and a format with four arguments for each finding of the compiler.
      error: (...args: unknown[]) => {
        if (args.length === 1) this.thrown = { error: args[0] };
      },
    });
    // tslab's own `require` runs imported files from copies it keeps for good.
    (globalThis as unknown as { __tslab__: { require: NodeJS.Require } }).__tslab__.require = this.modules.require;
  }

  /** Runs `source` as cell `number`. Never rejects. */
  async run(source: string, number: number): Promise<Outcome> {
    this.current = { number, source };
    this.value = undefined;
    this.thrown = undefined;
    this.diagnostics = [];
    try {
      if (asksForModules(source) || this.program.isConfiguredAnew()) this.refresh();
      // tslab forgets what a cell has declared that did not come to its end.
      if (this.unfinished) await this.executor.execute("");
      const ok = await this.executor.execute(source);
      if (ok) this.unfinished = undefined;
      if (ok) return { kind: "ok", value: this.value, notes: [...this.program.takeProblems(), ...this.diagnostics.map(formatDiagnostic)] };
      return this.diagnostics.length > 0
        ? { kind: "not compiled", diagnostics: this.diagnostics }
        : { kind: "thrown", error: (this.thrown as { error: unknown } | undefined)?.error };
    } catch (error) {
      return { kind: "thrown", error };
    }
  }

  /** The cell that ran under `number`, for tracebacks. */
  find(number: number): Cell | undefined {
    return this.ran.get(number);
  }

  /** Reads the libraries that every cell is checked against, which takes most of a second, before the first cell needs them. After it there is nothing to do. */
  warm(): void {
    if (this.current.source === "") this.executor.inspect("", 0);
  }

  /** From now on cells see files and packages as they are on the disk. */
  private refresh(): void {
    this.program.look();
    this.modules.refresh();
  }

  /** What the last cell declared, in the place of a converted cell, if it was interrupted or threw: nothing of it is run again. */
  private takeUnfinished(): ConvertResult | undefined {
    const declarations = this.unfinished;
    this.unfinished = undefined;
    return declarations;
  }

  /** Keeps what the rest of the kernel has to know of a converted cell. */
  private keep(converted: ConvertResult): ConvertResult {
    const { errors, warnings } = this.judge.findings;
    this.diagnostics = errors.length > 0 ? errors : warnings;
    // tslab passes over findings in files outside the notebook's folder.
    if (errors.length > 0 || converted.output === undefined) return { diagnostics: [NOT_COMPILED] };
    this.unfinished = { diagnostics: [], declOutput: converted.declOutput };
    const toSource = takeLineMap(converted.output);
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
    if (this.ran.size > KEPT) this.ran.delete(oldest);
    return { ...converted, output: `${converted.output}\n//# sourceURL=cell-${number}` };
  }
}

const START = { offset: 0, line: 0, character: 0 };
/** Tells tslab not to run a cell; what is wrong with it is kept elsewhere. */
const NOT_COMPILED = { start: START, end: START, messageText: "", category: 1, code: 0 };
