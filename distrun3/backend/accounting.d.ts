/** Number of live tensors. */
export declare const tensorCount: () => number;
/**
 * Runs `work` and throws when it left other than `kept` tensors behind.
 * @param kept how many tensors the result holds on purpose
 */
export declare function withoutLeaks<T>(work: () => T | Promise<T>, kept?: number): Promise<T>;
