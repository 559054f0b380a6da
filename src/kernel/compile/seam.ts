/** Loads tslab with a changed copy of its TypeScript compiler: our program behind its watcher, our judgement of cells, and source maps. */
import type ts from "@tslab/typescript-for-tslab";
import { compilerFile, typescript } from "./compiler";
import { Judge } from "./diagnostics";
import { CellProgram, type Watched } from "./program";
import { transpileModule } from "./source-maps";

/** What stands behind a converter of tslab. */
export interface Behind {
  program: CellProgram;
  judge: Judge;
}

let latest: Behind | undefined;

const changes = {
  transpileModule,
  createWatchCompilerHost: (rootFiles: string[], options: ts.CompilerOptions, sys: ts.System): Watched => ({ rootFiles, options, sys }),
  createWatchProgram: (watched: Watched) => {
    const program = new CellProgram(watched);
    latest = { program, judge: new Judge(program) };
    return program.watch;
  },
  getPreEmitDiagnosticsOfFiles: (program: ts.Program, files: readonly ts.SourceFile[]) =>
    latest?.judge.getPreEmitDiagnosticsOfFiles(program, files) ?? [],
};

// The compiler's exports are read-only accessors, so tslab gets a copy of them in the cache of `require` instead.
const cached = require.cache[compilerFile];
if (cached) cached.exports = { ...typescript, ...changes };

export const { createConverter, isCompleteCode } = require("tslab/dist/converter") as typeof import("tslab/dist/converter");
export const { createExecutor } = require("tslab/dist/executor") as typeof import("tslab/dist/executor");

/** Makes a converter for `folder` with `create`; tslab takes the current folder of the process for it. */
export function behind<T>(folder: string, create: () => T): { made: T } & Behind {
  const current = typescript.sys.getCurrentDirectory;
  typescript.sys.getCurrentDirectory = () => folder;
  try {
    const made = create();
    if (!latest) throw new Error("tslab did not ask for a program: another version of it?");
    return { made, ...latest };
  } finally {
    typescript.sys.getCurrentDirectory = current;
  }
}
