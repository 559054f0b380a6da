import type ts from "@tslab/typescript-for-tslab";
/** Options that hold for the cells. */
export interface CellOptions {
    options: ts.CompilerOptions;
    /** Which part of the configuration could not be used, and what holds instead; one sentence each. */
    problems: string[];
    /** The configuration's files, itself and those it extends: when one changes, the options may. */
    files: string[];
}
/**
 * Options for the cells of notebooks in `folder`.
 * @param stock tslab's own options; they hold where neither the configuration nor the kernel says otherwise
 */
export declare function cellOptions(folder: string, stock: ts.CompilerOptions): CellOptions;
