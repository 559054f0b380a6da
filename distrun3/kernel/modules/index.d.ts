import type { CellProgram } from "../compile/program";
/** The imported files of one kernel. A file is run once, at its first import, and again only if it or something it needs has changed. */
export declare class LiveModules {
    private readonly program;
    /** `require` for the cells. */
    readonly require: NodeJS.Require;
    private readonly loaded;
    private readonly built;
    constructor(program: CellProgram);
    /** Forgets what changed on the disk since the last call, and what depends on it. Returns the forgotten files. */
    refresh(): string[];
    private isStale;
    private load;
    /** Whether a file and all that it needs are built and unchanged since, and none of them runs from its source already. */
    private isBuilt;
    /** Lets the built twins of a file and of all that it needs run in their place, when they are asked for. */
    private takeTwin;
    /** The user's own files that a file imports, as far as its text tells. */
    private needsOf;
    private contents;
    private run;
    /** `require` as it works in `file`. What it finds is noted in `owner`. */
    private requireOf;
    private requireBuilt;
}
