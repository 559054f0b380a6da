/** What the main thread and the wire's thread both see of interrupts, in shared memory: it is read and written while the other one is busy. */
/** The number of the execution that runs; 0 if none does. Executions are numbered from 1, in the order in which they start. */
export declare const RUNNING = 0;
/** How many interrupts came. */
export declare const REQUESTED = 1;
/** `REQUESTED` at the time when the main thread last dealt with interrupts. */
export declare const HANDLED = 2;
/** `RUNNING` at the time when the last interrupt came. */
export declare const TARGET = 3;
/** 1 if the code that runs has asked for `kernel.signal`: it stops by itself, soon. */
export declare const COOPERATIVE = 4;
/** The shared numbers, at the places above. */
export type InterruptState = Int32Array;
/** All zero. */
export declare const createInterruptState: () => InterruptState;
/** Whether an interrupt is pending that is for the execution that runs. One that came while nothing ran is for what had been sent by then. */
export declare function isMeant(state: InterruptState): boolean;
/** Whether an interrupt came that the main thread has not dealt with. */
export declare const isPending: (state: InterruptState) => boolean;
