/** Where the output of the process goes now. */
export interface NativeOutput {
    /** The standard error that the process was started with, for log lines. */
    logFd: number;
    /** Ends of the pipes to read from; undefined where output stays as it was. */
    pipes?: {
        stdout: number;
        stderr: number;
    };
}
/**
 * Leads descriptors 1 and 2 into pipes. Call first of all, before anything else can open a file in between.
 * Where that is not possible (no `/proc`, no `mkfifo`) native output stays where it went before.
 */
export declare function captureNativeOutput(): NativeOutput;
