import type ts from "@tslab/typescript-for-tslab";
export { typescriptVersion } from "./compiler";
/** A line and column of compiled code, from 0, to the line of its source, from 0. */
export type LineMap = (line: number, column: number) => number | undefined;
/** tslab's second step of a cell: from modules to CommonJS, with the maps of both steps kept. */
export declare function transpileModule(source: string, settings: ts.TranspileOptions): ts.TranspileOutput;
/** Takes (and forgets) the maps of `output`, a cell compiled by tslab. They are read only when something asks for a line. */
export declare function takeLineMap(output: string): LineMap;
/** The way back through `maps`, given in the order of compilation. */
export declare function chain(maps: string[]): LineMap;
/** Keeps the map of a module under the name that its frames carry. */
export declare function keepModuleMap(name: string, map: LineMap): void;
/** The TypeScript place of a frame in a module that was compiled for cells; undefined for any other. Line and column count from 1. */
export declare function modulePlace(name: string, line: number, column: number): {
    file: string;
    line: number;
} | undefined;
