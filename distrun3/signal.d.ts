/** The signal that stops long work when nobody gives one: in a notebook, that of the cell. */
/** The signal of the cell that caused this code, aborted when the user interrupts it; undefined outside a notebook. */
export declare const defaultSignal: () => AbortSignal | undefined;
