import type ts from "@tslab/typescript-for-tslab";
import type { CellProgram } from "./program";
/** One finding of the compiler. Lines and columns count from 1. */
export interface Diagnostic {
    /** TypeScript's number: 2322 for TS2322. */
    code: number;
    line: number;
    column: number;
    /** Length of the offending text, in characters; it may go on beyond the line. */
    length: number;
    /** May have several lines, the later ones indented. */
    message: string;
    /** The line's text. */
    text: string;
    /** The file, relative to the notebook's folder; none for the cell itself. */
    file?: string;
}
/** What was found in a cell and in what it imports. */
export interface Findings {
    /** These keep the cell from running: every error in it, and syntax errors in files. */
    errors: Diagnostic[];
    /** Type errors in files that the cell imports, each told once for a version of the file. */
    warnings: Diagnostic[];
}
/** Judges cells; remembers which file it has already told about. */
export declare class Judge {
    private readonly program;
    private readonly told;
    private readonly started;
    private latest;
    constructor(program: CellProgram);
    /** What was found in the last cell. */
    get findings(): Findings;
    /** Stands in for the compiler's function of that name: returns what tslab has to know of the cell `file`. */
    readonly getPreEmitDiagnosticsOfFiles: (program: ts.Program, [cell]: readonly ts.SourceFile[]) => ts.Diagnostic[];
    /** Type errors of a file in the notebook's folder, or of one elsewhere that was edited since the kernel started: its own compiler has read the others. */
    private warnOnce;
    private describe;
}
/** A finding in one line, with file, position and TypeScript's code. */
export declare const formatDiagnostic: ({ file, line, column, code, message }: Diagnostic) => string;
