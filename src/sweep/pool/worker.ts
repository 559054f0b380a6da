/** A process of the pool: executes the runs that its parent sends, one after the other. It ends when the parent does, whatever becomes of that. */
import { attemptRun } from "../execute";
import { memoryMB } from "../execute/pulse";
import { openStore } from "../store";
import { failureOf } from "./failure";
import type { FromWorker, Outcome, ToWorker } from "./protocol";

const stop = new AbortController();
let busy = false;
let leaving = false;

/** Ctrl-C in a terminal goes to all processes of a command: what it means is the parent's to say. */
const ignore = () => undefined;

/** Resolves when the message is on its way, or the parent is gone. */
const tell = (message: FromWorker): Promise<void> =>
  new Promise((resolve) => {
    if (!process.connected) resolve();
    else process.send?.(message, undefined, undefined, () => resolve());
  });

/** Saves the run at hand, then ends. */
function leave(): void {
  leaving = true;
  stop.abort();
  if (!busy) process.exit();
}

async function execute({ planned, settings }: Extract<ToWorker, { kind: "run" }>): Promise<Outcome> {
  try {
    return await attemptRun(planned, {
      ...settings,
      store: openStore(settings.store),
      signal: stop.signal,
      onStart: (from) => void tell({ kind: "started", ...(from ? { from } : {}) }),
      onProgress: (event) => void tell({ kind: "progress", event }),
      onSign: (quiet) => void tell({ kind: "sign", quiet }),
    });
  } catch (error) {
    return failureOf(error);
  }
}

process.on("SIGINT", ignore);
process.on("SIGTERM", leave);
process.on("disconnect", leave);
process.on("message", async (message: ToWorker) => {
  if (message.kind === "end") process.exit();
  if (message.kind === "stop") {
    stop.abort();
    // From here on a second Ctrl-C ends the process, also while TensorFlow is at work.
    process.off("SIGINT", ignore);
    return;
  }
  busy = true;
  const outcome = await execute(message);
  busy = false;
  await tell({ kind: "ended", outcome, memoryMB: memoryMB() });
  if (leaving) process.exit();
});
void tell({ kind: "ready" });
