/** What the compiler finds wrong: in a cell, which is then not run, and in the files it imports. */
import path from "node:path";
import type ts from "@tslab/typescript-for-tslab";
import { typescript } from "./compiler";
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

/** tslab puts `export {};` and a line break before a cell. */
const PREFIX_LINES = 1;
/** A package without types is `any`; a file may be imported with its ending, and from outside the notebook's folder. */
const ACCEPTED = new Set([7016, 5097, 6059]);
/** `await` outside an async function; at the top of a cell it is tslab's to handle. */
const AWAIT = 1308;

/** Judges cells; remembers which file it has already told about. */
export class Judge {
  private readonly told = new Map<string, ts.SourceFile>();
  private readonly started = Date.now();
  private latest: Findings = { errors: [], warnings: [] };

  constructor(private readonly program: CellProgram) {}

  /** What was found in the last cell. */
  get findings(): Findings {
    return this.latest;
  }

  /** Stands in for the compiler's function of that name: returns what tslab has to know of the cell `file`. */
  readonly getPreEmitDiagnosticsOfFiles = (program: ts.Program, [cell]: readonly ts.SourceFile[]): ts.Diagnostic[] => {
    if (!cell) return [];
    const found = typescript.getPreEmitDiagnosticsOfFiles(program, [cell]).filter(({ code, file }) => file === cell && !ACCEPTED.has(code));
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
  private warnOnce(program: ts.Program, file: ts.SourceFile): ts.Diagnostic[] {
    if (this.told.get(file.fileName) === file) return [];
    this.told.set(file.fileName, file);
    const inside = !path.relative(this.program.folder, file.fileName).startsWith("..");
    const edited = Number.parseFloat(this.program.version(file.fileName)) > this.started;
    if (!inside && !edited) return [];
    return program.getSemanticDiagnostics(file).filter(({ code }) => !ACCEPTED.has(code));
  }

  private describe({ code, file, start = 0, length = 0, messageText }: ts.Diagnostic, cell: ts.SourceFile): Diagnostic {
    const message = typescript.flattenDiagnosticMessageText(messageText, "\n");
    if (!file) return { code, line: 1, column: 1, length: 0, message, text: "" };
    // What is missing is missing behind the last word; nobody has written the exports that follow.
    const last = file === cell ? this.program.written.trimEnd().length : file.text.length;
    const { line, character } = file.getLineAndCharacterOfPosition(Math.min(start, last));
    const shifted = line - (file === cell ? PREFIX_LINES : 0);
    const text = file.text.split(/\r?\n/)[line] ?? "";
    const place = { code, line: shifted + 1, column: character + 1, length: Math.min(length, Math.max(0, last - start)), message, text };
    return file === cell ? place : { ...place, file: path.relative(this.program.folder, file.fileName).replaceAll(path.sep, "/") };
  }
}

/** Whether a finding is about an `await` outside any function: the cell becomes an async function then. */
function isTopLevelAwait({ code, start = 0, length = 0 }: ts.Diagnostic, cell: ts.SourceFile): boolean {
  if (code !== AWAIT) return false;
  let node = typescript.findPrecedingToken(start + length, cell)?.parent;
  for (; node && node !== cell; node = node.parent) {
    if (typescript.isFunctionLike(node) || typescript.isClassLike(node) || typescript.isModuleDeclaration(node)) return false;
  }
  return true;
}

/** The compiler has nothing against `for await` at the top, and tslab knows only by a finding that a cell awaits. */
function awaitingLoops(cell: ts.SourceFile): ts.Diagnostic[] {
  const found: ts.Diagnostic[] = [];
  const visit = (node: ts.Node): void => {
    if (typescript.isFunctionLike(node) || typescript.isClassLike(node) || found.length > 0) return;
    if (typescript.isForOfStatement(node) && node.awaitModifier) {
      const start = node.awaitModifier.getStart(cell);
      found.push({ code: AWAIT, category: 1, file: cell, start, length: node.awaitModifier.end - start, messageText: "" });
    }
    typescript.forEachChild(node, visit);
  };
  if (/\bfor\s+await\b/.test(cell.text)) visit(cell);
  return found;
}

/** A finding in one line, with file, position and TypeScript's code. */
export const formatDiagnostic = ({ file, line, column, code, message }: Diagnostic): string =>
  `${file ? `${file}:` : ""}${line}:${column} - TS${code}: ${message}`;
