"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.interruptState = void 0;
exports.interruptible = interruptible;
exports.takeInterrupt = takeInterrupt;
exports.hearInterrupt = hearInterrupt;
exports.takeHalted = takeHalted;
exports.prepareInterrupts = prepareInterrupts;
/** Interrupts, in the main thread: which cell one is for, and how that cell ends, wherever its code is. */
const node_vm_1 = __importDefault(require("node:vm"));
const origin_1 = require("../output/origin");
const interrupted_1 = require("./interrupted");
const state_1 = require("./state");
const stop_1 = require("./stop");
/** A cell that was asked to stop has so many … */
const TICKS = 6;
/** … times so many milliseconds to end by itself; time in which it keeps the thread busy counts as one. */
const TICK = 50;
// Timers of the kernel itself: those of cells are replaced.
const { setImmediate, setTimeout } = globalThis;
const state = (0, state_1.createInterruptState)();
let started = 0;
let running;
let halted;
let reportElsewhere = (_error, _origin) => { };
/** The memory to share with the wire's thread. */
const interruptState = () => state;
exports.interruptState = interruptState;
/** The execution that the pending interrupts are for. One that came while nothing ran is for what had been sent by then: it runs now. */
function meantExecution() {
    const target = Atomics.load(state, state_1.TARGET);
    return running && (target === 0 || target === running.number) ? running : undefined;
}
const handled = () => void Atomics.store(state, state_1.HANDLED, Atomics.load(state, state_1.REQUESTED));
/**
 * Runs the code of `origin` so that it can be interrupted.
 * @param work Is called on a stack of its own: what ends a loop ends the whole stack, and no code of the kernel may be lost with it.
 */
async function interruptible(origin, work) {
    const stop = new stop_1.Stop(() => Atomics.store(state, state_1.COOPERATIVE, 1));
    origin.stop = stop;
    (0, origin_1.startCell)(origin);
    try {
        return await new Promise((resolve, reject) => {
            running = { number: ++started, origin, stop, finish: (interrupted) => resolve({ interrupted }) };
            Atomics.store(state, state_1.COOPERATIVE, 0);
            Atomics.store(state, state_1.RUNNING, started);
            setImmediate(() => {
                const result = (0, origin_1.runIn)(origin, work);
                result.then((value) => resolve({ value, ...(stop.isRequested ? { interrupted: new interrupted_1.Interrupted("") } : {}) }), reject);
            });
        });
    }
    finally {
        running = undefined;
        Atomics.store(state, state_1.RUNNING, 0);
    }
}
/** Asks an execution to stop, and gives it up if it does not. */
function stopRunning(execution) {
    execution.stop.request();
    const giveUp = () => {
        execution.stop.kill();
        // The code behind its awaits throws now, and says where it was; only code that does not even do that is left.
        setTimeout(() => execution.finish(new interrupted_1.Interrupted("")), TICK);
    };
    const wait = (ticks) => {
        if (running === execution)
            setTimeout(() => (ticks > 0 ? wait(ticks - 1) : giveUp()), TICK);
        else
            execution.stop.kill();
    };
    wait(TICKS);
}
/** An interrupt came, and the main thread is free to hear of it. */
function takeInterrupt() {
    if (!(0, state_1.isPending)(state))
        return;
    const meant = meantExecution();
    handled();
    if (meant)
        stopRunning(meant);
}
/**
 * Called at each `await` of a cell: a loop of them may never let the main thread hear of anything. The interrupt stays pending until it does,
 * for other code of the cell may go round and round as well.
 */
function hearInterrupt(origin) {
    if (!(0, state_1.isPending)(state))
        return;
    const meant = meantExecution();
    if (meant?.origin === origin)
        meant.stop.request();
}
/** Called at the moment when the code of a cell begins to run. @throws Interrupted if an interrupt came while it was compiled */
function throwIfInterrupted() {
    if (!(0, state_1.isPending)(state))
        return;
    const meant = meantExecution();
    if (!meant)
        return;
    handled();
    meant.stop.kill();
    throw new interrupted_1.Interrupted("");
}
/** The wire's thread has paused this one in code of a cell: whether it may end that. */
function halt() {
    if (!(0, state_1.isPending)(state))
        return false;
    const meant = meantExecution();
    const origin = (0, origin_1.currentOrigin)();
    // The interrupt was for a cell that has ended, and this is the next one.
    if (!meant && running && origin === running.origin) {
        handled();
        return false;
    }
    halted = { origin, meant };
    forgetAsyncStack();
    return true;
}
/** The wire's thread has ended the stack of this one. */
function takeHalted(stack) {
    const { origin, meant } = halted ?? {};
    halted = undefined;
    handled();
    const error = new interrupted_1.Interrupted(stack);
    origin?.stop?.kill();
    if (meant && running === meant && meant.origin === origin)
        meant.finish(error);
    else {
        if (origin) {
            reportElsewhere(error, origin);
            origin.whenHalted?.();
        }
        if (meant && running === meant)
            stopRunning(meant);
    }
}
/** Aborted when the running cell is interrupted; undefined in code that no cell caused. */
const signalOfCell = () => (0, origin_1.knownOrigin)()?.stop?.signal;
/** Makes Node forget which asynchronous work it is in, as it does after an uncaught error: a stack that is ended does not say so, and Node checks it. */
function forgetAsyncStack() {
    const { _fatalException } = process;
    const mine = !process.hasUncaughtExceptionCaptureCallback();
    if (mine)
        process.setUncaughtExceptionCaptureCallback(() => { });
    try {
        _fatalException.call(process, new interrupted_1.Interrupted(""), false);
    }
    finally {
        if (mine)
            process.setUncaughtExceptionCaptureCallback(null);
    }
}
/**
 * Prepares the main thread for cells.
 * @param report Told of code that was ended, of a cell that has ended already.
 */
function prepareInterrupts(report) {
    reportElsewhere = report;
    const global = globalThis;
    global[Symbol.for("largebatch.kernel.interrupts")] = { halt };
    global[Symbol.for("largebatch.signal")] = signalOfCell;
    // tslab lets a signal end a cell's synchronous part. That would take the signal from the wire's thread, and lose the ones that come at its end.
    const { runInThisContext } = node_vm_1.default;
    node_vm_1.default.runInThisContext = (code, options) => {
        if (typeof options !== "object" || !options.breakOnSigint)
            return runInThisContext(code, options);
        throwIfInterrupted();
        return runInThisContext(code, { ...options, breakOnSigint: false });
    };
}
//# sourceMappingURL=index.js.map