/** The peers' Python. @param wanted whether it must be there @throws UserError where it must and is not */
export declare function peersPython(wanted: boolean): string;
export interface Worker {
    /** Losses of the first steps. */
    losses: number[];
    /** @returns milliseconds a step over so many epochs, and the peak memory so far in bytes */
    measure(epochs: number): Promise<{
        ms: number;
        memory: number;
    }>;
    end(): void;
}
/** @throws UserError with the last lines of its standard error when the worker ends before it is ready, or takes too long to be */
export declare function startWorker(command: string[], env?: Record<string, string>): Promise<Worker>;
