"use strict";
/** What the main thread and the wire's thread both see of interrupts, in shared memory: it is read and written while the other one is busy. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.isPending = exports.createInterruptState = exports.COOPERATIVE = exports.TARGET = exports.HANDLED = exports.REQUESTED = exports.RUNNING = void 0;
exports.isMeant = isMeant;
/** The number of the execution that runs; 0 if none does. Executions are numbered from 1, in the order in which they start. */
exports.RUNNING = 0;
/** How many interrupts came. */
exports.REQUESTED = 1;
/** `REQUESTED` at the time when the main thread last dealt with interrupts. */
exports.HANDLED = 2;
/** `RUNNING` at the time when the last interrupt came. */
exports.TARGET = 3;
/** 1 if the code that runs has asked for `kernel.signal`: it stops by itself, soon. */
exports.COOPERATIVE = 4;
/** All zero. */
const createInterruptState = () => new Int32Array(new SharedArrayBuffer(5 * Int32Array.BYTES_PER_ELEMENT));
exports.createInterruptState = createInterruptState;
/** Whether an interrupt is pending that is for the execution that runs. One that came while nothing ran is for what had been sent by then. */
function isMeant(state) {
    const [running, target] = [Atomics.load(state, exports.RUNNING), Atomics.load(state, exports.TARGET)];
    return (0, exports.isPending)(state) && running !== 0 && (target === 0 || target === running);
}
/** Whether an interrupt came that the main thread has not dealt with. */
const isPending = (state) => Atomics.load(state, exports.REQUESTED) !== Atomics.load(state, exports.HANDLED);
exports.isPending = isPending;
//# sourceMappingURL=state.js.map