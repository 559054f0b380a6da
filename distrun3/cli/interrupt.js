"use strict";
/** Ctrl-C in a command: work that listens ends at a good place; a second one ends the process at once. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.stopOnInterrupt = stopOnInterrupt;
/** @param message what happens now, said at the first Ctrl-C */
function stopOnInterrupt(message) {
    const controller = new AbortController();
    const release = () => void process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
    const onSignal = () => {
        controller.abort();
        // Without a listener the next signal ends the process by itself, also while TensorFlow is at work.
        release();
        console.error(`\n${message} (Ctrl-C again: at once).`);
    };
    process.on("SIGINT", onSignal);
    process.on("SIGTERM", onSignal);
    return { signal: controller.signal, release };
}
//# sourceMappingURL=interrupt.js.map