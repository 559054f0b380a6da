/** The CommonJS modules that Node has loaded from outside any `node_modules`. */
export declare class Built {
    private readonly known;
    constructor();
    /** Remembers the contents of modules that were loaded since the last time. */
    note(): void;
    /** Whether `file` is read again when it changes. */
    isOurs(file: string): boolean;
    /** Has Node forget the modules whose contents changed, and those that depend on them. Returns their files. */
    drop(): Set<string>;
    private hasChanged;
}
