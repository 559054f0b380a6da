import { type Origin } from "../output/origin";
import { Interrupted } from "./interrupted";
import { type InterruptState } from "./state";
/** How an execution ended. */
export interface Ended<T> {
    /** What its work resolved to; undefined if it was given up. */
    value?: T;
    /** Set if it was interrupted, also if it came to an end nevertheless. */
    interrupted?: Interrupted;
}
/** The memory to share with the wire's thread. */
export declare const interruptState: () => InterruptState;
/**
 * Runs the code of `origin` so that it can be interrupted.
 * @param work Is called on a stack of its own: what ends a loop ends the whole stack, and no code of the kernel may be lost with it.
 */
export declare function interruptible<T>(origin: Origin, work: () => Promise<T>): Promise<Ended<T>>;
/** An interrupt came, and the main thread is free to hear of it. */
export declare function takeInterrupt(): void;
/**
 * Called at each `await` of a cell: a loop of them may never let the main thread hear of anything. The interrupt stays pending until it does,
 * for other code of the cell may go round and round as well.
 */
export declare function hearInterrupt(origin: Origin): void;
/** The wire's thread has ended the stack of this one. */
export declare function takeHalted(stack: string): void;
/**
 * Prepares the main thread for cells.
 * @param report Told of code that was ended, of a cell that has ended already.
 */
export declare function prepareInterrupts(report: (error: Interrupted, origin: Origin) => void): void;
