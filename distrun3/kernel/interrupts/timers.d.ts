/** Replaces the timers that code of cells finds: the global ones, `node:timers` and `node:timers/promises`. */
export declare function prepareTimers(): void;
