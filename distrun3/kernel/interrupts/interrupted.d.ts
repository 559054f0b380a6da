/** The error that an interrupted cell ends with. */
/** The user interrupted the cell. */
export declare class Interrupted extends Error {
    readonly name = "Interrupted";
    /** @param at Where the cell was, as the lines of a stack; without it, where the error is made. */
    constructor(at?: string);
}
/** Whether `value` is such an error; the kernel can be loaded twice (live modules), so the class does not tell. */
export declare const isInterrupted: (value: unknown) => boolean;
