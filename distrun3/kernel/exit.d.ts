/** Code of a cell asked the process to exit. */
export declare class ExitError extends Error {
    readonly code: number | string;
    readonly name = "ExitError";
    /** @param code The exit code that was asked for. */
    constructor(code: number | string);
}
/** Puts an error in the place of `process.exit`. The kernel's own code keeps the way to exit that it took before. */
export declare function prepareExit(): void;
