import type { Executor } from "tslab/dist/executor";
import { type Diagnostic } from "./compile/diagnostics";
export type { Diagnostic } from "./compile/diagnostics";
/** How a cell ended. `notes` are what the compiler says of a cell that defines a module (it counts as run), and of files that a cell imports. */
export type Outcome = {
    kind: "ok";
    value: unknown;
    notes: string[];
} | {
    kind: "thrown";
    error: unknown;
} | {
    kind: "not compiled";
    diagnostics: Diagnostic[];
};
/** A cell that ran: its source, and the way from a compiled position to its line. */
interface Cell {
    source: string;
    /** Compiled lines; a frame beyond them belongs to tslab's wrapper. */
    compiledLines: number;
    /** Compiled line and column, from 0, to the source line, from 1. */
    sourceLine(line: number, column: number): number | undefined;
}
/** The cells of one kernel, in the order they ran. */
export declare class Cells {
    readonly executor: Executor;
    private readonly program;
    private readonly judge;
    private readonly modules;
    private readonly ran;
    private current;
    private value;
    private thrown;
    private unfinished;
    private diagnostics;
    /** @param folder The notebook's folder: relative imports and `node_modules` are looked up from here. */
    constructor(folder: string);
    /** Runs `source` as cell `number`. Never rejects. */
    run(source: string, number: number): Promise<Outcome>;
    /** The cell that ran under `number`, for tracebacks. */
    find(number: number): Cell | undefined;
    /** Reads the libraries that every cell is checked against, which takes most of a second, before the first cell needs them. */
    warm(): void;
    /** From now on cells see files and packages as they are on the disk. */
    private refresh;
    /** What the last cell declared, in the place of a converted cell, if it was interrupted or threw: nothing of it is run again. */
    private takeUnfinished;
    /** Keeps what the rest of the kernel has to know of a converted cell. */
    private keep;
}
