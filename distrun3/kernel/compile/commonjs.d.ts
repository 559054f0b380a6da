/** From modules to CommonJS: a cell's second step, when its types have been checked. As TypeScript's `transpileModule`, which would check the bare JavaScript once more. */
import type ts from "@tslab/typescript-for-tslab";
/** What became of a source. */
export interface CommonJs {
    outputText: string;
    sourceMapText?: string;
}
/** Compiles the JavaScript of one file, with nothing looked up or checked. `settings.fileName` ends in `.js`. */
export declare function toCommonJs(source: string, { fileName, compilerOptions, transformers }: ts.TranspileOptions): CommonJs;
