/**
 * Runs `work` with the process's standard error closed to native code.
 * Does nothing where standard error cannot be reopened as it was: a socket, a file that is not appended to, no /proc.
 */
export declare function quietly<T>(work: () => T): T;
