/** Compiles one file to CommonJS and runs it as a module; its frames lead back to its TypeScript. */
import path from "node:path";
import vm from "node:vm";
import type ts from "@tslab/typescript-for-tslab";
import { typescript } from "../compile/compiler";
import { chain, keepModuleMap } from "../compile/source-maps";

/** A module to run. */
export interface ModuleToRun {
  file: string;
  text: string;
  module: { exports: unknown };
  require: NodeJS.Require;
  program: { folder: string; options: ts.CompilerOptions };
}

/** How often each file was run: functions of an older version live on, and their frames belong to its text. */
const runs = new Map<string, number>();

/** Runs a module. @throws SyntaxError, with file and line, for what cannot be compiled; whatever the module throws */
export function runModule({ file, text, module, require, program }: ModuleToRun): void {
  const shown = path.relative(program.folder, file).replaceAll(path.sep, "/");
  const {
    outputText,
    sourceMapText,
    diagnostics = [],
  } = typescript.transpileModule(text, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: optionsOf(program.options),
  });
  const [problem] = diagnostics.filter((each) => each.file);
  if (problem?.file) {
    const { line, character } = problem.file.getLineAndCharacterOfPosition(problem.start ?? 0);
    const message = typescript.flattenDiagnosticMessageText(problem.messageText, "\n");
    throw new SyntaxError(`${shown}:${line + 1}:${character + 1} - TS${problem.code}: ${message}`);
  }
  const run = (runs.get(file) ?? 0) + 1;
  runs.set(file, run);
  const name = run === 1 ? file : `${file}?${run}`;
  const map = chain(sourceMapText ? [sourceMapText] : []);
  keepModuleMap(name, map);
  const code = outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n");
  const parameters = ["exports", "require", "module", "__filename", "__dirname"];
  compile(code, parameters, name, (line) => `${shown}:${(map(line - 1, 0) ?? line - 1) + 1}`).call(
    module.exports,
    module.exports,
    require,
    module,
    file,
    path.dirname(file),
  );
}

/** V8 still refuses some code that TypeScript lets pass, such as `await` outside a function. */
function compile(code: string, parameters: string[], filename: string, place: (line: number) => string): (...args: unknown[]) => unknown {
  try {
    return vm.compileFunction(code, parameters, { filename }) as (...args: unknown[]) => unknown;
  } catch (error) {
    const { message, stack = "" } = error as Error;
    const [, line] = /:(\d+)$/m.exec(stack.split("\n")[0] ?? "") ?? [];
    throw new SyntaxError(`${place(Number(line ?? 1))}: ${message}`);
  }
}

function optionsOf(options: ts.CompilerOptions): ts.CompilerOptions {
  const { noImplicitUseStrict: _, inlineSourceMap: __, allowImportingTsExtensions: ___, ...rest } = options;
  return {
    ...rest,
    module: typescript.ModuleKind.CommonJS,
    moduleResolution: typescript.ModuleResolutionKind.Node10,
    declaration: false,
    sourceMap: true,
  };
}
