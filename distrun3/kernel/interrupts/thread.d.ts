import { type InterruptState } from "./state";
/** What the main thread is told. */
export interface Tell {
    /** An interrupt came. */
    requested(): void;
    /** The stack that the main thread had was ended there. */
    halted(stack: string): void;
    log(text: string): void;
}
/** Deals with interrupts in the wire's thread. */
export declare class Interrupter {
    private readonly state;
    private readonly tell;
    private timer;
    private session;
    /** Whether the main thread is about to pause. */
    private armed;
    private readonly urls;
    constructor(state: InterruptState, tell: Tell);
    /** An interrupt came. */
    request(): void;
    /**
     * Calls `interrupt` at SIGINT: the main thread's own handler does not run while a loop keeps it busy.
     * @returns Whether it will: Node 24 lets no thread but the main one hear signals.
     */
    listenToSignal(interrupt: () => void): boolean;
    private later;
    /** Pauses the main thread as soon as it runs JavaScript, or leaves it alone if it has dealt with the interrupt. */
    private pause;
    private attach;
    private leave;
    private paused;
    /** Ends the stack of the main thread, which is paused, if the main thread agrees. */
    private halt;
}
