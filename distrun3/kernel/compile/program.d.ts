import type ts from "@tslab/typescript-for-tslab";
import { Disk } from "./disk";
import { Resolution } from "./resolution";
/** What tslab passes to `createWatchProgram`. */
export interface Watched {
    rootFiles: string[];
    options: ts.CompilerOptions;
    sys: ts.System;
    afterProgramCreate?(builder: Builder): void;
}
/** The part of TypeScript's builder that tslab uses. */
export interface Builder {
    getProgram(): ts.Program;
    getSourceFile(file: string): ts.SourceFile | undefined;
    getAllDependencies(file: ts.SourceFile): string[];
    emit: ts.Program["emit"];
}
/** The program of one kernel's cells and of what they import. */
export declare class CellProgram {
    private readonly watched;
    readonly folder: string;
    readonly resolution: Resolution;
    readonly disk: Disk;
    options: ts.CompilerOptions;
    /** The latest cell, behind tslab's first line and without its exports. */
    written: string;
    private problems;
    /** Versions of the configuration's files. */
    private configs;
    private readonly parsed;
    private last;
    private scheduled;
    private readonly host;
    private readonly source;
    private readonly declarations;
    private roots;
    constructor(watched: Watched);
    /** What tslab uses of a watcher. */
    readonly watch: {
        close: () => void;
        updateRootFileNames: (files: string[]) => void;
    };
    /** Looks at the disk: files and packages that are new, changed or gone count from now on, and so does the configuration. */
    look(): void;
    /** Whether the configuration has changed since it was read. */
    isConfiguredAnew(): boolean;
    /** Takes the sentences about the configuration that nobody has been told yet. */
    takeProblems(): string[];
    /** The user's own files that `file` imports, and those that these import. */
    sourcesBehind(file: ts.SourceFile): ts.SourceFile[];
    /** The text of `file` as the compiler sees it, modules defined in cells included. */
    read(file: string): string | undefined;
    /** The version of `file` as of the last look; "" if there is none. */
    version(file: string): string;
    private withGlobals;
    /** Has tslab tell of a new cell, as it tells TypeScript's watcher. */
    private watchRoots;
    /** tslab runs what is scheduled at once. It cannot bear two at a time, nor one that fails. */
    private schedule;
    private renew;
    private bound;
    private build;
    /** Whether nothing has changed since `program` was built: the same cell again. */
    private isCurrent;
    private hostOf;
    private parse;
    /** What is compiled of a cell. One that is not even complete stays without tslab's exports: they would be read as the rest of it. */
    private cellText;
    private useOptions;
}
