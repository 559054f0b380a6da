import type { InterruptState } from "../interrupts/state";
import type { StreamName } from "../output/streams";
import type { Connection } from "./connection";
import type { Channel, Content, Header, Message, Outgoing } from "./message";
/** The kernel's sockets. */
export interface Wire {
    /** Resolves when the sockets are open; rejects if they cannot be opened. */
    opened: Promise<void>;
    /** Whom to give each message that is signed and for its channel. Those that came before are given too. */
    onMessage(handler: (message: Message, channel: Channel) => void): void;
    /** What to do when the user interrupts. */
    onInterrupt(handler: () => void): void;
    /** What to do after the wire's thread has ended what the main thread did, at a place given as the lines of a stack. */
    onHalted(handler: (stack: string) => void): void;
    /** What to do when Jupyter asks to end. The process is ended soon after in any case. */
    onShutdown(handler: () => void): void;
    /** Sends. Works at once, even while the main thread never returns to its event loop. */
    send(channel: Channel, message: Outgoing): void;
    /** Hands over all that `work` sends in one go, at its end: each time costs a change of threads. No code of a cell may run in `work`: its output would wait. */
    together<T>(work: () => T): T;
    /** Sends text that code caused by `parent` printed, gathered to few messages. Waits when text comes faster than it can be sent. */
    print(name: StreamName, text: string, parent: Partial<Header>): void;
    /** Tells of a SIGINT, which the wire's thread may not hear. */
    signalled(): void;
    /** Says whose cell runs: what native code writes belongs to it. */
    startCell(parent: Partial<Header>): void;
    /** Sends an `input_request` and sleeps until its answer came, or `undefined` if the user interrupted. */
    askInput(message: Outgoing): string | undefined;
    /** Sends what is left and closes the sockets. Runs by itself when the process exits. */
    close(): void;
}
/** What the sockets' thread has to know. */
export interface WireOptions {
    /** Where its log lines go. Default: 2, the process's stderr. */
    logFd?: number;
    /** The answer to `kernel_info_request` on control. */
    kernelInfo: Content;
    /** What both threads see of interrupts. */
    interruptState: InterruptState;
    /** Descriptors to read native output from. */
    pipes?: Record<StreamName, number>;
}
/** Opens the sockets of `connection` in a thread of their own. */
export declare function openWire(connection: Connection, { logFd, kernelInfo, interruptState, pipes }: WireOptions): Wire;
