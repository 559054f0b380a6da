/** The signal that stops long work when nobody gives one: in a notebook, that of the cell. */

/** Under this name the kernel leaves the way to the running cell's signal. */
const KEY = Symbol.for("largebatch.signal");

/** The signal of the cell that caused this code, aborted when the user interrupts it; undefined outside a notebook. */
export const defaultSignal = (): AbortSignal | undefined => (globalThis as { [KEY]?: () => AbortSignal | undefined })[KEY]?.();
