/** Chooses how many steps one call to the engine takes, from how long the last ones took. The numbers of a training do not depend on it. */
export declare class Pace {
    /** Steps of the next call. */
    steps: number;
    private readonly calls;
    /** Makes a call of so many steps. */
    time<T>(steps: number, call: () => T): T;
    /** Median time of a step, weighted by the steps of each call, milliseconds. */
    stepMs(): number;
}
