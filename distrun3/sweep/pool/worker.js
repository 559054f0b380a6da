"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
/** A process of the pool: executes the runs that its parent sends, one after the other. It ends when the parent does, whatever becomes of that. */
const execute_1 = require("../execute");
const pulse_1 = require("../execute/pulse");
const store_1 = require("../store");
const failure_1 = require("./failure");
const stop = new AbortController();
let busy = false;
let leaving = false;
/** Ctrl-C in a terminal goes to all processes of a command: what it means is the parent's to say. */
const ignore = () => undefined;
/** Resolves when the message is on its way, or the parent is gone. */
const tell = (message) => new Promise((resolve) => {
    if (!process.connected)
        resolve();
    else
        process.send?.(message, undefined, undefined, () => resolve());
});
/** Saves the run at hand, then ends. */
function leave() {
    leaving = true;
    stop.abort();
    if (!busy)
        process.exit();
}
async function execute({ planned, settings }) {
    try {
        return await (0, execute_1.attemptRun)(planned, {
            ...settings,
            store: (0, store_1.openStore)(settings.store),
            signal: stop.signal,
            onStart: (from) => void tell({ kind: "started", ...(from ? { from } : {}) }),
            onProgress: (event) => void tell({ kind: "progress", event }),
            onSign: (quiet) => void tell({ kind: "sign", quiet }),
        });
    }
    catch (error) {
        return (0, failure_1.failureOf)(error);
    }
}
process.on("SIGINT", ignore);
process.on("SIGTERM", leave);
process.on("disconnect", leave);
process.on("message", async (message) => {
    if (message.kind === "end")
        process.exit();
    if (message.kind === "stop") {
        stop.abort();
        // From here on a second Ctrl-C ends the process, also while TensorFlow is at work.
        process.off("SIGINT", ignore);
        return;
    }
    busy = true;
    const outcome = await execute(message);
    busy = false;
    await tell({ kind: "ended", outcome, memoryMB: (0, pulse_1.memoryMB)() });
    if (leaving)
        process.exit();
});
void tell({ kind: "ready" });
//# sourceMappingURL=worker.js.map