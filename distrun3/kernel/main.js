"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
/** The kernel program: `node dist/kernel/main.js CONNECTION_FILE`, started by Jupyter in the notebook's folder. */
process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
require("../backend/polyfill");
const node_fs_1 = require("node:fs");
const node_v8_1 = require("node:v8");
const errors_1 = require("../errors");
const exit_1 = require("./exit");
const interrupts_1 = require("./interrupts");
const awaits_1 = require("./interrupts/awaits");
const timers_1 = require("./interrupts/timers");
const kernel_1 = require("./kernel");
const kernel_info_1 = require("./kernel-info");
const native_output_1 = require("./output/native-output");
const origin_1 = require("./output/origin");
const streams_1 = require("./output/streams");
const wire_1 = require("./wire");
const connection_1 = require("./wire/connection");
/** The cell is often the innermost frame but twenty of TensorFlow's. */
const STACK_DEPTH = 50;
/** Percent that the heap may grow before V8 clears it. By V8's own rule the garbage of compiling lets a kernel reach 500 MB after 500 cells, by this 300 MB. */
const HEAP_GROWTH = 50;
/** The way to end the process; code of cells has none. */
const exit = process.exit.bind(process);
/** Standard error as the process got it, when its own is led elsewhere. */
let logFd = 2;
/** Opens the sockets first: they come up in their thread while the compiler is loaded here. */
function start(connectionFile) {
    Error.stackTraceLimit = STACK_DEPTH;
    (0, node_v8_1.setFlagsFromString)(`--heap-growing-percent=${HEAP_GROWTH}`);
    const connection = (0, connection_1.readConnection)(connectionFile);
    const native = (0, native_output_1.captureNativeOutput)();
    logFd = native.logFd;
    const wire = (0, wire_1.openWire)(connection, { kernelInfo: kernel_info_1.kernelInfo, ...native, interruptState: (0, interrupts_1.interruptState)() });
    wire.opened.catch((error) => {
        (0, node_fs_1.writeSync)(logFd, `The kernel could not open its sockets: ${String(error)}\n`);
        exit(1);
    });
    wire.onShutdown(() => exit(0));
    const print = (name, text, origin) => {
        if (!origin?.silent)
            wire.print(name, text, origin?.parent ?? {});
    };
    (0, streams_1.captureStreams)(print);
    (0, origin_1.onCellStart)((origin) => wire.startCell(origin.parent));
    require("./compile/source-maps"); // before any of tslab
    const { Cells } = require("./cells");
    const { serve } = require("./server");
    const { catchLateErrors, reportLate } = require("./output/late-errors");
    const { describeThrown } = require("./output/traceback");
    const cells = new Cells(process.cwd());
    catchLateErrors(cells, print);
    (0, interrupts_1.prepareInterrupts)((error, origin) => reportLate(describeThrown(error, cells), origin, { print, intro: "" }));
    (0, awaits_1.prepareAwaits)();
    (0, timers_1.prepareTimers)();
    (0, exit_1.prepareExit)();
    Object.assign(globalThis, { kernel: kernel_1.kernel });
    wire.onInterrupt(interrupts_1.takeInterrupt);
    process.on("SIGINT", () => wire.signalled()); // libraries that see nobody listening would end the process
    wire.onHalted(interrupts_1.takeHalted);
    serve(cells, wire);
    // The wire thread has greeted the client by now, and the first cell would wait for this.
    setImmediate(() => cells.warm());
}
function main(connectionFile) {
    if (!connectionFile) {
        process.stderr.write("Usage: node dist/kernel/main.js CONNECTION_FILE (Jupyter starts this program; run `npm run lab` instead)\n");
        process.exitCode = 2;
        return;
    }
    try {
        start(connectionFile);
    }
    catch (error) {
        if (!(error instanceof errors_1.UserError)) {
            (0, node_fs_1.writeSync)(logFd, `The kernel could not start: ${error instanceof Error ? error.stack : String(error)}\n`);
            exit(1);
        }
        process.stderr.write(`${error.message}\n`);
        process.exitCode = 1;
    }
}
main(process.argv[2]);
//# sourceMappingURL=main.js.map