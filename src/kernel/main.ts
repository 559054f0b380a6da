/** The kernel program: `node dist/kernel/main.js CONNECTION_FILE`, started by Jupyter in the notebook's folder. */
process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";

import "../backend/polyfill";
import { writeSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { UserError } from "../errors";
import { prepareExit } from "./exit";
import { interruptState, prepareInterrupts, takeHalted, takeInterrupt } from "./interrupts";
import { prepareAwaits } from "./interrupts/awaits";
import { prepareTimers } from "./interrupts/timers";
import { kernel } from "./kernel";
import { kernelInfo } from "./kernel-info";
import { captureNativeOutput } from "./output/native-output";
import { onCellStart } from "./output/origin";
import { captureStreams, type Print } from "./output/streams";
import { openWire } from "./wire";
import { readConnection } from "./wire/connection";

/** The cell is often the innermost frame but twenty of TensorFlow's. */
const STACK_DEPTH = 50;
/** Percent that the heap may grow before V8 clears it. By V8's own rule the garbage of compiling lets a kernel reach 500 MB after 500 cells, by this 300 MB. */
const HEAP_GROWTH = 50;

/** The way to end the process; code of cells has none. */
const exit: typeof process.exit = process.exit.bind(process);
/** Standard error as the process got it, when its own is led elsewhere. */
let logFd = 2;

/** Opens the sockets first: they come up in their thread while the compiler is loaded here. */
function start(connectionFile: string): void {
  Error.stackTraceLimit = STACK_DEPTH;
  const connection = readConnection(connectionFile);
  const native = captureNativeOutput();
  logFd = native.logFd;
  const wire = openWire(connection, { kernelInfo, ...native, interruptState: interruptState() });
  wire.opened.catch((error: unknown) => {
    writeSync(logFd, `The kernel could not open its sockets: ${String(error)}\n`);
    exit(1);
  });
  wire.onShutdown(() => exit(0));
  const print: Print = (name, text, origin) => {
    if (!origin?.silent) wire.print(name, text, origin?.parent ?? {});
  };
  captureStreams(print);
  onCellStart((origin) => wire.startCell(origin.parent));

  require("./compile/source-maps"); // before any of tslab
  const { Cells } = require("./cells") as typeof import("./cells");
  const { keepCompiler } = require("./compile/compiler") as typeof import("./compile/compiler");
  const { serve } = require("./server") as typeof import("./server");
  const { catchLateErrors, reportLate } = require("./output/late-errors") as typeof import("./output/late-errors");
  const { describeThrown } = require("./output/traceback") as typeof import("./output/traceback");
  const cells = new Cells(process.cwd());
  catchLateErrors(cells, print);
  prepareInterrupts((error, origin) => reportLate(describeThrown(error, cells), origin, { print, intro: "" }));
  prepareAwaits();
  prepareTimers();
  prepareExit();
  Object.assign(globalThis, { kernel });
  wire.onInterrupt(takeInterrupt);
  process.on("SIGINT", () => wire.signalled()); // libraries that see nobody listening would end the process
  wire.onHalted(takeHalted);
  serve(cells, wire);
  // The wire thread has greeted the client by now, and the first cell would wait for this. A cell that came before goes first.
  setImmediate(setImmediate, () => {
    cells.warm();
    keepCompiler();
    setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH}`);
  });
}

function main(connectionFile: string | undefined): void {
  if (!connectionFile) {
    process.stderr.write("Usage: node dist/kernel/main.js CONNECTION_FILE (Jupyter starts this program; run `npm run lab` instead)\n");
    process.exitCode = 2;
    return;
  }
  try {
    start(connectionFile);
  } catch (error) {
    if (!(error instanceof UserError)) {
      writeSync(logFd, `The kernel could not start: ${error instanceof Error ? error.stack : String(error)}\n`);
      exit(1);
    }
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

main(process.argv[2]);
