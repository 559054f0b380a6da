import type ts from "@tslab/typescript-for-tslab";
/** Parts of the compiler that it exports but does not declare. */
interface Undeclared {
    bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void;
    getPreEmitDiagnosticsOfFiles(program: ts.Program, files: readonly ts.SourceFile[]): readonly ts.Diagnostic[];
    findPrecedingToken(position: number, file: ts.SourceFile): ts.Node | undefined;
}
/** The file of the compiler, as it stands in the cache of `require`. */
export declare const compilerFile: string;
/** The compiler, unchanged. */
export declare const typescript: typeof ts & Undeclared;
/** The version of the TypeScript compiler that reads the cells. */
export declare const typescriptVersion: string;
export {};
