/** By name relative to the run's folder; the result last, so that it is written last. */
export declare function gather(folder: string): Promise<Map<string, Uint8Array>>;
