/** Lets timers and other work in between, in a process that has long work to do. */
/** Call it often. @returns a promise when it is time */
export declare function pauses(): () => Promise<void> | undefined;
