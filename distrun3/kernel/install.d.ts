export declare const KERNEL_NAME = "tslab";
/** Where to install: for one user, under a prefix as `/usr/local`, or in a Python environment. */
export type Place = {
    kind: "user";
} | {
    kind: "prefix";
    folder: string;
} | {
    kind: "venv";
    folder: string;
};
/** What a `kernel.json` holds, as far as it matters here. */
export interface Kernelspec {
    argv: string[];
    display_name: string;
    language: string;
    [field: string]: unknown;
}
/**
 * The kernelspec, of the template that the set-up reads too.
 * @param node The Node that runs the kernel; an absolute path, as is that of the kernel's program.
 */
export declare function kernelspec(node?: string): Kernelspec;
/** The program that a kernelspec starts; the build makes it. */
export declare const kernelProgram: () => string;
/**
 * The place that is meant when none is named: the active environment (`VIRTUAL_ENV`), else `.venv` in the current folder, else the user.
 */
export declare function defaultPlace(env?: NodeJS.ProcessEnv, folder?: string): Place;
/**
 * Installs the kernel.
 * @param options.force replaces a kernel of the same name that is not ours
 * @returns what was done, one line for each thing
 * @throws UserError when the place is none, cannot be written, or holds another kernel of this name
 */
export declare function installKernel(place: Place, { force, env }?: {
    force?: boolean;
    env?: NodeJS.ProcessEnv;
}): string[];
/**
 * Removes what `installKernel` put in a place.
 * @returns what was removed, one line for each thing; none if there was nothing
 * @throws UserError when the place is none, cannot be written, or holds another kernel of this name and `force` is not set
 */
export declare function uninstallKernel(place: Place, { force, env }?: {
    force?: boolean;
    env?: NodeJS.ProcessEnv;
}): string[];
/** The folder of the kernelspec in `place`. Follows Jupyter's own search path. */
export declare function kernelFolder(place: Place, env?: NodeJS.ProcessEnv): string;
