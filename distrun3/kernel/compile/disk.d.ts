/** What changed since the look before: nothing known, some file of the project, or the installed packages. */
export type Change = "files" | "packages";
/** Modification time and size of `file`; "" if there is none. */
export declare function versionOf(file: string): string;
/** Remembers versions until the next look. Installed packages are looked at only when something was installed: they are thousands of files. */
export declare class Disk {
    private readonly versions;
    private readonly signs;
    private installed;
    /** @param folder The notebook's folder; packages are installed in a `node_modules` here or above. */
    constructor(folder: string);
    /** The version of `file` as of the last look; "" if there was none. */
    version(file: string): string;
    /** Looks again. */
    look(): Change;
    private readSigns;
}
