/** Source maps of what the kernel compiles, so that a line of running JavaScript can be traced back to a line of TypeScript. */
import { SourceMap } from "node:module";
import type ts from "@tslab/typescript-for-tslab";
import { guardAwaits } from "../interrupts/awaits";
import { toCommonJs } from "./commonjs";
import { typescript } from "./compiler";

export { typescriptVersion } from "./compiler";

/** A line and column of compiled code, from 0, to the line of its source, from 0. */
export type LineMap = (line: number, column: number) => number | undefined;

const COMMENT = /\n?\/\/# sourceMappingURL=(?:data:application\/json;base64,([\w+/=]+))?.*\s*$/;
/** Maps of the last compiled text, in the order of compilation: TypeScript → JavaScript, then → CommonJS. */
const mapsOf = new Map<string, [string, string]>();
/** Maps of the modules compiled for cells, by the name their frames carry. */
const modules = new Map<string, LineMap>();

/** tslab's second step of a cell: from modules to CommonJS, with the maps of both steps kept. */
export function transpileModule(source: string, settings: ts.TranspileOptions): ts.TranspileOutput {
  const [, inline] = COMMENT.exec(source) ?? [];
  const transformers = { before: [guardAwaits(typescript)] };
  const withMap = { ...settings, compilerOptions: { ...settings.compilerOptions, sourceMap: true }, transformers };
  const result = toCommonJs(source.replace(COMMENT, ""), withMap);
  const outputText = result.outputText.replace(COMMENT, "\n");
  if (inline && result.sourceMapText) mapsOf.set(outputText, [Buffer.from(inline, "base64").toString(), result.sourceMapText]);
  return { outputText };
}

/** Takes (and forgets) the maps of `output`, a cell compiled by tslab. They are read only when something asks for a line. */
export function takeLineMap(output: string): LineMap {
  const maps = mapsOf.get(output);
  mapsOf.clear();
  return maps ? chain(maps) : () => undefined;
}

/** The way back through `maps`, given in the order of compilation. */
export function chain(maps: string[]): LineMap {
  let read: SourceMap[] | undefined;
  return (line, column) => {
    read ??= maps.map((json) => new SourceMap(JSON.parse(json))).reverse();
    let at = { line, column };
    for (const map of read) {
      const entry = map.findEntry(at.line, at.column);
      if (!("originalLine" in entry)) return undefined;
      at = { line: entry.originalLine, column: entry.originalColumn };
    }
    return at.line;
  };
}

/** Keeps the map of a module under the name that its frames carry. */
export function keepModuleMap(name: string, map: LineMap): void {
  modules.set(name, map);
}

/** The TypeScript place of a frame in a module that was compiled for cells; undefined for any other. Line and column count from 1. */
export function modulePlace(name: string, line: number, column: number): { file: string; line: number } | undefined {
  const found = modules.get(name)?.(line - 1, column - 1);
  return found === undefined ? undefined : { file: name.replace(/\?\d+$/, ""), line: found + 1 };
}
