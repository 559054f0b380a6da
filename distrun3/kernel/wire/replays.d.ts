/** Knows the signatures of the messages that came, so that a message recorded and sent again is not run again. */
/** The signatures seen. */
export declare class Replays {
    private readonly limit;
    private recent;
    private older;
    constructor(limit?: number);
    /** Whether `signature` is seen for the first time. It is remembered. */
    isNew(signature: string): boolean;
}
