/** From modules to CommonJS: a cell's second step, when its types have been checked. As TypeScript's `transpileModule`, which would check the bare JavaScript once more. */
import type ts from "@tslab/typescript-for-tslab";
import { typescript } from "./compiler";

/** What became of a source. */
export interface CommonJs {
  outputText: string;
  sourceMapText?: string;
}

/** The options of `transpileModule`, and the one by which the compiler passes over a file of its own libraries. */
const ALONE: ts.CompilerOptions = {
  isolatedModules: true,
  noLib: true,
  noResolve: true,
  allowJs: true,
  allowNonTsExtensions: true,
  suppressOutputPathCheck: true,
  skipDefaultLibCheck: true,
};

/** Compiles the JavaScript of one file, with nothing looked up or checked. `settings.fileName` ends in `.js`. */
export function toCommonJs(source: string, { fileName = "module.js", compilerOptions = {}, transformers }: ts.TranspileOptions): CommonJs {
  const options = { ...compilerOptions, ...ALONE };
  const file = typescript.createSourceFile(fileName, source, options.target ?? typescript.ScriptTarget.ES2022);
  file.hasNoDefaultLib = true;
  const made: CommonJs = { outputText: "" };
  const host: ts.CompilerHost = {
    getSourceFile: (name) => (name === fileName ? file : undefined),
    writeFile: (name, text) => {
      made[name.endsWith(".map") ? "sourceMapText" : "outputText"] = text;
    },
    getDefaultLibFileName: () => "lib.d.ts",
    useCaseSensitiveFileNames: () => true,
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => "",
    getNewLine: () => "\n",
    fileExists: (name) => name === fileName,
    readFile: () => "",
    directoryExists: () => true,
    getDirectories: () => [],
  };
  typescript.createProgram([fileName], options, host).emit(undefined, undefined, undefined, undefined, transformers);
  return made;
}
