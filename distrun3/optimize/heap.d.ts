/** A heap of breakpoints, the earliest on top: most of those of a path are never reached, so sorting them all is wasted. */
export declare class Heap {
    /** Times and the indices they belong to, in heap order; side by side, so that a comparison finds its numbers close together. */
    private readonly times;
    private readonly indices;
    private size;
    /** @param times one an index; those that are 0 or infinite are left out */
    constructor(times: Float64Array);
    /** Takes out the index with the earliest time. @returns −1 when none is left */
    pop(): number;
    /** Puts an entry where it belongs, at `at` or below. */
    private sink;
}
