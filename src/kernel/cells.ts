/** Compiles and runs cells with tslab, and reports how each ended: its value, what it threw, or what the compiler found wrong. */
import { format } from "node:util";
import { createConverter } from "tslab/dist/converter";
import { createExecutor, type Executor } from "tslab/dist/executor";
import { takeLineMap } from "./source-maps";

/** How a cell ended. `notes` are the compiler's messages about a cell that defines a module: it counts as run. */
export type Outcome =
  | { kind: "ok"; value: unknown; notes: string[] }
  | { kind: "thrown"; error: unknown }
  | { kind: "not compiled"; diagnostics: string[] };

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
/** tslab's executor puts `(async function(exports, require) { ` or the same without `async ` before the first compiled line. */
const wrapperLength = (awaits: boolean | undefined): number => `(${awaits ? "async " : ""}function(exports, require) { `.length;

/** The cells of one kernel, in the order they ran. */
export class Cells {
  readonly executor: Executor;
  private readonly ran = new Map<number, Cell>();
  private current = { number: 0, source: "" };
  private value: unknown;
  private thrown: { error: unknown } | undefined;
  private diagnostics: string[] = [];

  /** @param folder The notebook's folder: relative imports and `node_modules` are looked up from here. */
  constructor(folder: string) {
    const node = createConverter({ isJS: false, isBrowser: false });
    const convert = node.convert;
    node.convert = (declarations, source) => {
      const converted = convert(declarations, source);
      if (converted.output === undefined) return converted;
      const toSource = takeLineMap(converted.output);
      const indent = wrapperLength(converted.hasToplevelAwait);
      this.ran.set(this.current.number, {
        source: this.current.source,
        compiledLines: converted.output.split("\n").length,
        sourceLine: (line, column) => {
          const found = toSource(line, line === 0 ? Math.max(0, column - indent) : column);
          return found === undefined ? undefined : found - LINES_BEFORE_SOURCE + 1;
        },
      });
      return { ...converted, output: `${converted.output}\n//# sourceURL=cell-${this.current.number}` };
    };
    const converters = { node, browser: node, close: () => node.close() };
    this.executor = createExecutor(folder, converters, {
      log: (value: unknown) => {
        this.value = value;
      },
      // tslab gives one value for what a cell threw, and a format with four arguments for each finding of the compiler.
      error: (...args: unknown[]) => {
        if (args.length === 1) this.thrown = { error: args[0] };
        else this.diagnostics.push(format(...args));
      },
    });
  }

  /** Runs `source` as cell `number`. Never rejects. */
  async run(source: string, number: number): Promise<Outcome> {
    this.current = { number, source };
    this.value = undefined;
    this.thrown = undefined;
    this.diagnostics = [];
    try {
      const ok = await this.executor.execute(source);
      if (ok) return { kind: "ok", value: this.value, notes: this.diagnostics };
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
}
