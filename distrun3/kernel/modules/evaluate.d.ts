import type ts from "@tslab/typescript-for-tslab";
/** A module to run. */
export interface ModuleToRun {
    file: string;
    text: string;
    module: {
        exports: unknown;
    };
    require: NodeJS.Require;
    program: {
        folder: string;
        options: ts.CompilerOptions;
    };
}
/** Runs a module. @throws SyntaxError, with file and line, for what cannot be compiled; whatever the module throws */
export declare function runModule({ file, text, module, require, program }: ModuleToRun): void;
