/** Interrupts, in the main thread: which cell one is for, and how that cell ends, wherever its code is. */
import vm from "node:vm";
import { currentOrigin, knownOrigin, type Origin, runIn, startCell } from "../output/origin";
import { Interrupted } from "./interrupted";
import { COOPERATIVE, createInterruptState, HANDLED, type InterruptState, isPending, REQUESTED, RUNNING, TARGET } from "./state";
import { Stop } from "./stop";

/** A cell that was asked to stop has so many … */
const TICKS = 6;
/** … times so many milliseconds to end by itself; time in which it keeps the thread busy counts as one. */
const TICK = 50;

/** How an execution ended. */
export interface Ended<T> {
  /** What its work resolved to; undefined if it was given up. */
  value?: T;
  /** Set if it was interrupted, also if it came to an end nevertheless. */
  interrupted?: Interrupted;
}

interface Execution {
  number: number;
  origin: Origin;
  stop: Stop;
  finish(interrupted: Interrupted): void;
}

/** A stack that the wire's thread was allowed to end. */
interface Halted {
  origin: Origin | undefined;
  /** Whether the interrupt was for the running execution. */
  meant: Execution | undefined;
}

// Timers of the kernel itself: those of cells are replaced.
const { setImmediate, setTimeout } = globalThis;

const state: InterruptState = createInterruptState();
let started = 0;
let running: Execution | undefined;
let halted: Halted | undefined;
let reportElsewhere = (_error: Interrupted, _origin: Origin): void => {};

/** The memory to share with the wire's thread. */
export const interruptState = (): InterruptState => state;

/** The execution that the pending interrupts are for. One that came while nothing ran is for what had been sent by then: it runs now. */
function meantExecution(): Execution | undefined {
  const target = Atomics.load(state, TARGET);
  return running && (target === 0 || target === running.number) ? running : undefined;
}

const handled = (): void => void Atomics.store(state, HANDLED, Atomics.load(state, REQUESTED));

/**
 * Runs the code of `origin` so that it can be interrupted.
 * @param work Is called on a stack of its own: what ends a loop ends the whole stack, and no code of the kernel may be lost with it.
 */
export async function interruptible<T>(origin: Origin, work: () => Promise<T>): Promise<Ended<T>> {
  const stop = new Stop(() => Atomics.store(state, COOPERATIVE, 1));
  origin.stop = stop;
  startCell(origin);
  try {
    return await new Promise<Ended<T>>((resolve, reject) => {
      running = { number: ++started, origin, stop, finish: (interrupted) => resolve({ interrupted }) };
      Atomics.store(state, COOPERATIVE, 0);
      Atomics.store(state, RUNNING, started);
      setImmediate(() => {
        const result = runIn(origin, work);
        result.then((value) => resolve({ value, ...(stop.isRequested ? { interrupted: new Interrupted("") } : {}) }), reject);
      });
    });
  } finally {
    running = undefined;
    Atomics.store(state, RUNNING, 0);
  }
}

/** Asks an execution to stop, and gives it up if it does not. */
function stopRunning(execution: Execution): void {
  execution.stop.request();
  const giveUp = (): void => {
    execution.stop.kill();
    // The code behind its awaits throws now, and says where it was; only code that does not even do that is left.
    setTimeout(() => execution.finish(new Interrupted("")), TICK);
  };
  const wait = (ticks: number): void => {
    if (running === execution) setTimeout(() => (ticks > 0 ? wait(ticks - 1) : giveUp()), TICK);
    else execution.stop.kill();
  };
  wait(TICKS);
}

/** An interrupt came, and the main thread is free to hear of it. */
export function takeInterrupt(): void {
  if (!isPending(state)) return;
  const meant = meantExecution();
  handled();
  if (meant) stopRunning(meant);
}

/**
 * Called at each `await` of a cell: a loop of them may never let the main thread hear of anything. The interrupt stays pending until it does,
 * for other code of the cell may go round and round as well.
 */
export function hearInterrupt(origin: Origin): void {
  if (!isPending(state)) return;
  const meant = meantExecution();
  if (meant?.origin === origin) meant.stop.request();
}

/** Called at the moment when the code of a cell begins to run. @throws Interrupted if an interrupt came while it was compiled */
function throwIfInterrupted(): void {
  if (!isPending(state)) return;
  const meant = meantExecution();
  if (!meant) return;
  handled();
  meant.stop.kill();
  throw new Interrupted("");
}

/** The wire's thread has paused this one in code of a cell: whether it may end that. */
function halt(): boolean {
  if (!isPending(state)) return false;
  const meant = meantExecution();
  const origin = currentOrigin();
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
export function takeHalted(stack: string): void {
  const { origin, meant } = halted ?? {};
  halted = undefined;
  handled();
  const error = new Interrupted(stack);
  origin?.stop?.kill();
  if (meant && running === meant && meant.origin === origin) meant.finish(error);
  else {
    if (origin) {
      reportElsewhere(error, origin);
      origin.whenHalted?.();
    }
    if (meant && running === meant) stopRunning(meant);
  }
}

/** Aborted when the running cell is interrupted; undefined in code that no cell caused. */
const signalOfCell = (): AbortSignal | undefined => knownOrigin()?.stop?.signal;

/** Makes Node forget which asynchronous work it is in, as it does after an uncaught error: a stack that is ended does not say so, and Node checks it. */
function forgetAsyncStack(): void {
  const { _fatalException } = process as unknown as { _fatalException(error: unknown, fromPromise: boolean): boolean };
  const mine = !process.hasUncaughtExceptionCaptureCallback();
  if (mine) process.setUncaughtExceptionCaptureCallback(() => {});
  try {
    _fatalException.call(process, new Interrupted(""), false);
  } finally {
    if (mine) process.setUncaughtExceptionCaptureCallback(null);
  }
}

/**
 * Prepares the main thread for cells.
 * @param report Told of code that was ended, of a cell that has ended already.
 */
export function prepareInterrupts(report: (error: Interrupted, origin: Origin) => void): void {
  reportElsewhere = report;
  const global = globalThis as unknown as Record<symbol, unknown>;
  global[Symbol.for("largebatch.kernel.interrupts")] = { halt };
  global[Symbol.for("largebatch.signal")] = signalOfCell;
  // tslab lets a signal end a cell's synchronous part. That would take the signal from the wire's thread, and lose the ones that come at its end.
  const { runInThisContext } = vm;
  vm.runInThisContext = (code, options) => {
    if (typeof options !== "object" || !options.breakOnSigint) return runInThisContext(code, options);
    throwIfInterrupted();
    return runInThisContext(code, { ...options, breakOnSigint: false });
  };
}
