/** Lets timers and other work in between, in a process that has long work to do. */

/** Milliseconds of work after which others have their turn. */
const TURN_MS = 20;

/** Call it often. @returns a promise when it is time */
export function pauses(): () => Promise<void> | undefined {
  let last = performance.now();
  return () => {
    if (performance.now() - last < TURN_MS) return undefined;
    return new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      last = performance.now();
    });
  };
}
