/** What the main thread and the wire's thread say to each other. */
import type { InterruptState } from "../interrupts/state";
import type { StreamName } from "../output/streams";
import type { Connection } from "./connection";
import type { Channel, Content, Header, Message, Outgoing } from "./message";
/** What the wire's thread is started with. */
export interface ThreadData {
    connection: Connection;
    /** The file descriptor that log lines go to. */
    logFd: number;
    /** The answer to `kernel_info_request` on control, which must not wait for a cell. */
    kernelInfo: Content;
    /** What both threads see of interrupts. */
    interruptState: InterruptState;
    /** In its first place the number of characters that were printed and not yet taken. */
    printing: Int32Array;
    /** Descriptors to read what native code and child processes write. */
    pipes?: Record<StreamName, number>;
    /** Where a main thread that waits for input sleeps: 1 in its first place wakes it. */
    inputSignal: Int32Array;
    /** Where a main thread that ends the process sleeps until the sockets are closed: 1 in its first place wakes it. */
    closedSignal: Int32Array;
    /** Brings the answer to a main thread that waits for input. */
    inputPort: MessagePortLike;
}
/** A `MessagePort`, as far as it is used. */
export interface MessagePortLike {
    postMessage(value: unknown): void;
}
/** From the wire's thread to the main one. */
export type ToMain = {
    kind: "message";
    channel: Channel;
    message: Message;
} | {
    kind: "interrupt";
}
/** What the main thread did was ended, there. */
 | {
    kind: "halted";
    stack: string;
} | {
    kind: "shutdown";
} | {
    kind: "open";
} | {
    kind: "failed";
    reason: string;
};
/** From the main thread to the wire's, always as a list: what belongs together comes at once. */
export type ToThread = {
    kind: "send";
    channel: Channel;
    message: Outgoing;
}
/** The compiler is loaded: requests are answered by the main thread from now on. */
 | {
    kind: "ready";
} | {
    kind: "close";
}
/** Text for the parent, or for the one of the last text. `paused`: native code may have written before it. */
 | {
    kind: "print";
    name: StreamName;
    text: string;
    parent?: Partial<Header>;
    paused: boolean;
}
/** The main thread got SIGINT. */
 | {
    kind: "signal";
}
/** The cell that native output belongs to from now on. */
 | {
    kind: "cell";
    parent: Partial<Header>;
}
/** The main thread waits for the answer to this `input_request`. */
 | {
    kind: "input";
    message: Outgoing;
    request: string;
};
/** What wakes a main thread that waits for input. */
export type InputAnswer = {
    value: string;
} | {
    interrupted: true;
};
