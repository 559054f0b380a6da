import type ts from "@tslab/typescript-for-tslab";
import type { Change } from "./disk";
type Found = ts.ResolvedModuleFull | undefined;
/** Finds modules, for the compiler and for running code alike. */
export declare class Resolution {
    private readonly host;
    private options;
    private readonly found;
    /** Folders in which some import leads elsewhere since the last program; every folder after packages changed. */
    private moved;
    /** What the compiler read of packages on its way. */
    private memory;
    constructor(host: ts.ModuleResolutionHost, options: ts.CompilerOptions);
    /** What `name` means in a file of the folder `from`. */
    find(name: string, from: string): Found;
    /** The source file that `name` means in a file of the folder `from`, if it is one of the user's own: no declaration, no installed package. */
    findSource(name: string, from: string): string | undefined;
    /** Looks at the disk again. */
    refresh(change: Change, options: ts.CompilerOptions): void;
    /** Whether anything leads elsewhere since the last program, or packages changed. */
    get anyMoved(): boolean;
    /** Whether packages changed since the last program. */
    get allMoved(): boolean;
    /** Whether imports of `file` have to be resolved again for the next program. */
    hasMoved(file: string): boolean;
    /** A program has been made of what is known. */
    settle(): void;
    private look;
}
/** Whether `file` can be run from its source. */
export declare const isSource: (file: string) => boolean;
export {};
