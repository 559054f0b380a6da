/** Turns what a cell threw into Jupyter's `error` message: name, message, and frames that speak of cells and of the project's sources. */
import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import path from "node:path";
import { inspect } from "node:util";
import { PROJECT_ROOT } from "../../project";
import { type Diagnostic, formatDiagnostic } from "../compile/diagnostics";
import { modulePlace } from "../compile/source-maps";

/** The content of an `error` message, and of the reply to the request that failed. */
export interface CellError {
  ename: string;
  evalue: string;
  traceback: string[];
}

/** What a traceback needs to know of the cells. */
export interface CellLookup {
  find(number: number): { source: string; compiledLines: number; sourceLine(line: number, column: number): number | undefined } | undefined;
}

interface Frame {
  /** Function, or "" at the top level of a cell. */
  name: string;
  place: string;
  cell?: { number: number; line: number | undefined };
}

const FRAME = /^\s+at (?:async )?(?:(.*?) \()?(.+?):(\d+):(\d+)\)?$/;
const OF_THE_KERNEL = [
  `node_modules${path.sep}tslab${path.sep}`,
  path.join("dist", "kernel") + path.sep,
  path.join("src", "kernel") + path.sep,
];

/** The place in `src/` that a file of `dist/` was compiled from; the file itself if there is no map. Paths are relative to the project. */
function sourcePlace(file: string, line: number, column: number): string {
  const live = modulePlace(file, line, column);
  if (live) return `${path.relative(process.cwd(), live.file).replaceAll(path.sep, "/")}:${live.line}`;
  const shown = path.relative(PROJECT_ROOT, file).replaceAll(path.sep, "/");
  const inside = !shown.startsWith("..") && !path.isAbsolute(shown);
  if (inside && shown.startsWith("dist/") && existsSync(`${file}.map`)) {
    const entry = new SourceMap(JSON.parse(readFileSync(`${file}.map`, "utf8"))).findEntry(line - 1, column - 1);
    if ("originalSource" in entry) {
      const source = path.relative(PROJECT_ROOT, path.resolve(path.dirname(file), entry.originalSource)).replaceAll(path.sep, "/");
      return `${source}:${entry.originalLine + 1}`;
    }
  }
  return `${inside ? shown : path.basename(file)}:${line}`;
}

function readFrame(text: string, cells: CellLookup): Frame | undefined {
  const match = FRAME.exec(text);
  const [, rawName = "", rawFile = "", line = "", column = ""] = match ?? [];
  const file = rawFile.replace(/^file:\/\//, "");
  if (!match || file.startsWith("node:") || OF_THE_KERNEL.some((part) => file.includes(part))) return undefined;
  const number = /^cell-(\d+)$/.exec(file)?.[1];
  const name = rawName.replace(/^(?:Object|Proxy)\./, "").replace(/^(?:<anonymous>|eval)$/, "");
  if (number === undefined) return { name, place: sourcePlace(file, Number(line), Number(column)) };
  const found = cells.find(Number(number));
  if (found && Number(line) > found.compiledLines) return undefined;
  const cell = { number: Number(number), line: found?.sourceLine(Number(line) - 1, Number(column) - 1) };
  return { name, place: cell.line === undefined ? `cell ${number}` : `cell ${number}, line ${cell.line}`, cell };
}

/** Two lines around the failing one, which is marked. */
function excerpt(frames: Frame[], cells: CellLookup): string[] {
  const at = frames.find((frame) => frame.cell?.line !== undefined)?.cell;
  const lines = at && cells.find(at.number)?.source.split("\n");
  if (!at?.line || !lines) return [];
  const first = Math.max(1, at.line - 2);
  const width = String(at.line + 1).length;
  const shown = lines.slice(first - 1, at.line + 1).map((text, i) => {
    const line = first + i;
    return `${line === at.line ? ">" : " "} ${String(line).padStart(width)} | ${text}`.trimEnd();
  });
  return ["", ...shown];
}

/** Errors behind an error that are shown, in all. */
const MOST_REASONS = 20;

/** An error without its frames. */
const headline = (value: unknown): string => (isError(value) ? `${value.name || "Error"}: ${value.message}` : inspect(value));

/** What lies behind an error, a line or more for each: the errors that it gathers (`AggregateError`), what caused it, and what lies behind those. */
function reasons(error: Error, seen = new Set<unknown>([error])): string[] {
  const behind = (value: unknown, before: string, indent: string): string[] => {
    if (seen.has(value)) return [];
    seen.add(isError(value) ? value : {});
    const [first = "", ...more] = headline(value).split("\n");
    const further = isError(value) ? reasons(value, seen) : [];
    return [`${before}${first}`, ...[...more, ...further].map((line) => `${indent}${line}`)];
  };
  const lines: string[] = [];
  const { errors } = error as Error & { errors?: unknown };
  const gathered = Array.isArray(errors) ? errors : [];
  for (const [i, each] of gathered.entries()) {
    if (seen.size > MOST_REASONS) return [...lines, `  … ${gathered.length - i} more`];
    lines.push(...behind(each, `  [${i + 1}] `, "      "));
  }
  if (error.cause === undefined) return lines;
  return [...lines, ...(seen.size <= MOST_REASONS ? behind(error.cause, "caused by ", "") : ["…"])];
}

/** Frames of the longest circle of functions that is known as one. */
const LONGEST_CIRCLE = 5;

/** Of frames that repeat, one by one or in circles, the first ones; the others are counted. */
function collapse(frames: string[]): string[] {
  const shown: string[] = [];
  for (let at = 0; at < frames.length; ) {
    const { length, more } = circleAt(frames, at);
    shown.push(...frames.slice(at, at + length), ...(more > 0 ? [`    … ${more} more of the same`] : []));
    at += length + more;
  }
  return shown;
}

/** How many frames from `at` on come again and again, and how many frames repeat them; less than three are not worth a word. */
function circleAt(frames: string[], at: number): { length: number; more: number } {
  for (let length = 1; length <= LONGEST_CIRCLE; length++) {
    let more = 0;
    while (at + length + more < frames.length && frames[at + length + more] === frames[at + more]) more++;
    if (more >= Math.max(3, length)) return { length, more };
  }
  return { length: 1, more: 0 };
}

const isError = (value: unknown): value is Error => value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";

/** Describes a thrown `value`. A `UserError` comes without frames outside the cells: the message says all. */
export function describeThrown(value: unknown, cells: CellLookup): CellError {
  if (!isError(value)) {
    const evalue = typeof value === "string" ? value : inspect(value);
    return { ename: "Thrown", evalue, traceback: [`Thrown: ${evalue}`] };
  }
  const stack = typeof value.stack === "string" ? value.stack.split("\n") : [];
  const all = stack.flatMap((line) => readFrame(line, cells) ?? []);
  const frames = value.name === "UserError" ? all.filter((frame) => frame.cell) : all;
  const ename = value.name || "Error";
  const traceback = [
    `${ename}: ${value.message}`,
    ...collapse(frames.map(({ name, place }) => (name ? `    at ${name} (${place})` : `    at ${place}`))),
    ...reasons(value),
    ...excerpt(frames, cells),
  ];
  return { ename, evalue: value.message, traceback };
}

/** A finding of the compiler with the offending line below it. */
function describeDiagnostic({ code, file, line, column, length, message, text }: Diagnostic): string[] {
  const [first = "", ...more] = message.split("\n");
  const number = String(line);
  const underline = "~".repeat(Math.max(1, Math.min(length, text.length - column + 1)));
  return [
    `${file ? `${file}:` : ""}${line}:${column} - TS${code}: ${first}`,
    ...more.map((each) => `    ${each}`),
    `  ${number} | ${text}`,
    `  ${" ".repeat(number.length)} | ${" ".repeat(column - 1)}${underline}`,
  ];
}

/** Describes a cell that TypeScript refused. */
export function describeDiagnostics(diagnostics: Diagnostic[]): CellError {
  return {
    ename: "TypeScriptError",
    evalue: diagnostics.map(formatDiagnostic).join("\n"),
    traceback: ["TypeScriptError:", ...diagnostics.flatMap(describeDiagnostic)],
  };
}
