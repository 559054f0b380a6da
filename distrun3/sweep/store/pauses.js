"use strict";
/** Lets timers and other work in between, in a process that has long work to do. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.pauses = pauses;
/** Milliseconds of work after which others have their turn. */
const TURN_MS = 20;
/** Call it often. @returns a promise when it is time */
function pauses() {
    let last = performance.now();
    return () => {
        if (performance.now() - last < TURN_MS)
            return undefined;
        return new Promise((resolve) => setImmediate(resolve)).then(() => {
            last = performance.now();
        });
    };
}
//# sourceMappingURL=pauses.js.map