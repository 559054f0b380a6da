"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.describeThrown = describeThrown;
exports.describeDiagnostics = describeDiagnostics;
/** Turns what a cell threw into Jupyter's `error` message: name, message, and frames that speak of cells and of the project's sources. */
const node_fs_1 = require("node:fs");
const node_module_1 = require("node:module");
const node_path_1 = __importDefault(require("node:path"));
const node_util_1 = require("node:util");
const project_1 = require("../../project");
const diagnostics_1 = require("../compile/diagnostics");
const source_maps_1 = require("../compile/source-maps");
const FRAME = /^\s+at (?:async )?(?:(.*?) \()?(.+?):(\d+):(\d+)\)?$/;
const OF_THE_KERNEL = [
    `node_modules${node_path_1.default.sep}tslab${node_path_1.default.sep}`,
    node_path_1.default.join("dist", "kernel") + node_path_1.default.sep,
    node_path_1.default.join("src", "kernel") + node_path_1.default.sep,
];
/** The place in `src/` that a file of `dist/` was compiled from; the file itself if there is no map. Paths are relative to the project. */
function sourcePlace(file, line, column) {
    const live = (0, source_maps_1.modulePlace)(file, line, column);
    if (live)
        return `${node_path_1.default.relative(process.cwd(), live.file).replaceAll(node_path_1.default.sep, "/")}:${live.line}`;
    const shown = node_path_1.default.relative(project_1.PROJECT_ROOT, file).replaceAll(node_path_1.default.sep, "/");
    const inside = !shown.startsWith("..") && !node_path_1.default.isAbsolute(shown);
    if (inside && shown.startsWith("dist/") && (0, node_fs_1.existsSync)(`${file}.map`)) {
        const entry = new node_module_1.SourceMap(JSON.parse((0, node_fs_1.readFileSync)(`${file}.map`, "utf8"))).findEntry(line - 1, column - 1);
        if ("originalSource" in entry) {
            const source = node_path_1.default.relative(project_1.PROJECT_ROOT, node_path_1.default.resolve(node_path_1.default.dirname(file), entry.originalSource)).replaceAll(node_path_1.default.sep, "/");
            return `${source}:${entry.originalLine + 1}`;
        }
    }
    return `${inside ? shown : node_path_1.default.basename(file)}:${line}`;
}
function readFrame(text, cells) {
    const match = FRAME.exec(text);
    const [, rawName = "", rawFile = "", line = "", column = ""] = match ?? [];
    const file = rawFile.replace(/^file:\/\//, "");
    if (!match || file.startsWith("node:") || OF_THE_KERNEL.some((part) => file.includes(part)))
        return undefined;
    const number = /^cell-(\d+)$/.exec(file)?.[1];
    const name = rawName.replace(/^(?:Object|Proxy)\./, "").replace(/^(?:<anonymous>|eval)$/, "");
    if (number === undefined)
        return { name, place: sourcePlace(file, Number(line), Number(column)) };
    const found = cells.find(Number(number));
    if (found && Number(line) > found.compiledLines)
        return undefined;
    const cell = { number: Number(number), line: found?.sourceLine(Number(line) - 1, Number(column) - 1) };
    return { name, place: cell.line === undefined ? `cell ${number}` : `cell ${number}, line ${cell.line}`, cell };
}
/** Two lines around the failing one, which is marked. */
function excerpt(frames, cells) {
    const at = frames.find((frame) => frame.cell?.line !== undefined)?.cell;
    const lines = at && cells.find(at.number)?.source.split("\n");
    if (!at?.line || !lines)
        return [];
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
const headline = (value) => (isError(value) ? `${value.name || "Error"}: ${value.message}` : (0, node_util_1.inspect)(value));
/** What lies behind an error, a line or more for each: the errors that it gathers (`AggregateError`), what caused it, and what lies behind those. */
function reasons(error, seen = new Set([error])) {
    const behind = (value, before, indent) => {
        if (seen.has(value))
            return [];
        seen.add(isError(value) ? value : {});
        const [first = "", ...more] = headline(value).split("\n");
        const further = isError(value) ? reasons(value, seen) : [];
        return [`${before}${first}`, ...[...more, ...further].map((line) => `${indent}${line}`)];
    };
    const lines = [];
    const { errors } = error;
    const gathered = Array.isArray(errors) ? errors : [];
    for (const [i, each] of gathered.entries()) {
        if (seen.size > MOST_REASONS)
            return [...lines, `  … ${gathered.length - i} more`];
        lines.push(...behind(each, `  [${i + 1}] `, "      "));
    }
    if (error.cause === undefined)
        return lines;
    return [...lines, ...(seen.size <= MOST_REASONS ? behind(error.cause, "caused by ", "") : ["…"])];
}
/** Frames of the longest circle of functions that is known as one. */
const LONGEST_CIRCLE = 5;
/** Of frames that repeat, one by one or in circles, the first ones; the others are counted. */
function collapse(frames) {
    const shown = [];
    for (let at = 0; at < frames.length;) {
        const { length, more } = circleAt(frames, at);
        shown.push(...frames.slice(at, at + length), ...(more > 0 ? [`    … ${more} more of the same`] : []));
        at += length + more;
    }
    return shown;
}
/** How many frames from `at` on come again and again, and how many frames repeat them; less than three are not worth a word. */
function circleAt(frames, at) {
    for (let length = 1; length <= LONGEST_CIRCLE; length++) {
        let more = 0;
        while (at + length + more < frames.length && frames[at + length + more] === frames[at + more])
            more++;
        if (more >= Math.max(3, length))
            return { length, more };
    }
    return { length: 1, more: 0 };
}
const isError = (value) => value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";
/** Describes a thrown `value`. A `UserError` comes without frames outside the cells: the message says all. */
function describeThrown(value, cells) {
    if (!isError(value)) {
        const evalue = typeof value === "string" ? value : (0, node_util_1.inspect)(value);
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
function describeDiagnostic({ code, file, line, column, length, message, text }) {
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
function describeDiagnostics(diagnostics) {
    return {
        ename: "TypeScriptError",
        evalue: diagnostics.map(diagnostics_1.formatDiagnostic).join("\n"),
        traceback: ["TypeScriptError:", ...diagnostics.flatMap(describeDiagnostic)],
    };
}
//# sourceMappingURL=traceback.js.map