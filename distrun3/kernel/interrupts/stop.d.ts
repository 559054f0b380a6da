/** What an `await` that is given up gets instead of its value; the code behind it throws then. */
export declare const GIVEN_UP: unique symbol;
/** The way to stop one cell. */
export declare class Stop {
    private readonly onWatched;
    private state;
    private readonly controller;
    private readonly death;
    private readonly waiting;
    private thrown;
    /** @param onWatched Told when the cell asks for `signal`. */
    constructor(onWatched?: () => void);
    /** Aborted when the cell is interrupted. */
    get signal(): AbortSignal;
    /** Aborted when the cell is given up. */
    get deathSignal(): AbortSignal;
    get isRequested(): boolean;
    get isDead(): boolean;
    /** Asks the cell to stop: code that listens to the signal has the time to bring its work home. */
    request(): void;
    /** Gives up all the cell waits for. */
    kill(): void;
    /** What an `await` of the cell has to wait for, instead of `value`. */
    guard(value: unknown): unknown;
}
