/** The kernel program: `node dist/kernel/main.js CONNECTION_FILE`, started by Jupyter in the notebook's folder. */
process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";

import "../backend/polyfill";
import "./source-maps";
import { Cells } from "./cells";
import { KernelServer } from "./server";
import { captureStreams } from "./streams";

/** The cell is often the innermost frame but twenty of TensorFlow's. */
const STACK_DEPTH = 50;
/** How often, in milliseconds, to look whether Jupyter is still there. */
const PARENT_CHECK = 1000;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Ends the kernel when the Jupyter that started it died without a goodbye. On Windows Jupyter gives no process id. */
function endWithJupyter(): void {
  const jupyter = Number(process.env.JPY_PARENT_PID);
  if (!(jupyter > 0) || process.platform === "win32") return;
  const parent = process.ppid;
  const check = () => {
    if (process.ppid !== parent || !isAlive(jupyter)) process.exit(1);
  };
  check();
  setInterval(check, PARENT_CHECK).unref();
}

function start(connectionFile: string): void {
  Error.stackTraceLimit = STACK_DEPTH;
  const cells = new Cells(process.cwd());
  captureStreams();
  process.on("SIGINT", () => cells.executor.interrupt());
  process.on("uncaughtException", (error) => console.error("Uncaught exception:", error));
  process.on("unhandledRejection", (reason) => console.error("Unhandled rejection:", reason));
  endWithJupyter();
  new KernelServer(cells, connectionFile).init().catch((error: unknown) => {
    process.stderr.write(`The kernel could not open its sockets: ${String(error)}\n`);
    process.exit(1);
  });
}

const connectionFile = process.argv[2];
if (connectionFile) start(connectionFile);
else {
  process.stderr.write("Usage: node dist/kernel/main.js CONNECTION_FILE (Jupyter starts this program; run `npm run lab` instead)\n");
  process.exitCode = 2;
}
