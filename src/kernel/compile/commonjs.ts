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

/** For a program without files: nothing is looked up. */
const HOST: ts.CompilerHost = {
  getSourceFile: () => undefined,
  writeFile: () => {},
  getDefaultLibFileName: () => "lib.d.ts",
  useCaseSensitiveFileNames: () => true,
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => "",
  getNewLine: () => "\n",
  fileExists: () => false,
  readFile: () => "",
  directoryExists: () => true,
  getDirectories: () => [],
};

/** So many sources are compiled with one program: its checker keeps a little of each. */
const USES = 100;
let latest: { key: string; program: ts.Program; uses: number } | undefined;

/** An empty program with these options. To make one, with its checker, takes longer than to compile a cell with it. */
function programWith(options: ts.CompilerOptions): ts.Program {
  const key = JSON.stringify(options);
  if (!latest || latest.key !== key || latest.uses >= USES) latest = { key, program: typescript.createProgram([], options, HOST), uses: 0 };
  latest.uses++;
  return latest.program;
}

/** Compiles the JavaScript of one file, with nothing looked up or checked. `settings.fileName` ends in `.js`. */
export function toCommonJs(source: string, { fileName = "module.js", compilerOptions = {}, transformers }: ts.TranspileOptions): CommonJs {
  const options = { ...compilerOptions, ...ALONE };
  const file = typescript.createSourceFile(fileName, source, options.target ?? typescript.ScriptTarget.ES2022);
  file.hasNoDefaultLib = true;
  typescript.bindSourceFile(file, options); // a program does so with its own files; it emits any that are bound
  const made: CommonJs = { outputText: "" };
  const write: ts.WriteFileCallback = (name, text) => {
    made[name.endsWith(".map") ? "sourceMapText" : "outputText"] = text;
  };
  programWith(options).emit(file, write, undefined, undefined, transformers);
  return made;
}
