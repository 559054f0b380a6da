/** The TypeScript compiler that tslab brings: the one that reads the cells. */
import { createRequire } from "node:module";
import type ts from "@tslab/typescript-for-tslab";
import { loadModule } from "./code-cache";

/** Parts of the compiler that it exports but does not declare. */
interface Undeclared {
  bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void;
  getPreEmitDiagnosticsOfFiles(program: ts.Program, files: readonly ts.SourceFile[]): readonly ts.Diagnostic[];
  findPrecedingToken(position: number, file: ts.SourceFile): ts.Node | undefined;
}

const fromTslab = createRequire(require.resolve("tslab/package.json"));

/** The file of the compiler, as it stands in the cache of `require`. */
export const compilerFile = fromTslab.resolve("@tslab/typescript-for-tslab");

const loaded = loadModule(compilerFile);

/** The compiler, unchanged. */
export const typescript = loaded.exports as typeof ts & Undeclared;

/** Keeps the compiler's code for the next start, if it is not kept yet. To be called when most of it has run once. */
export const keepCompiler = (): void => loaded.keep?.();

/** The version of the TypeScript compiler that reads the cells. */
export const typescriptVersion: string = typescript.version;
