/** Ctrl-C in a command: work that listens ends at a good place; a second one ends the process at once. */
export interface Stop {
    signal: AbortSignal;
    /** Gives Ctrl-C back. */
    release(): void;
}
/** @param message what happens now, said at the first Ctrl-C */
export declare function stopOnInterrupt(message: string): Stop;
