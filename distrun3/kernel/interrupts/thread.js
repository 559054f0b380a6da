"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Interrupter = void 0;
/**
 * Interrupts, in the wire's thread: tells the main thread, and ends what it does if it does not listen. V8's debugger pauses the main thread at
 * a known place; only there, and only in code of the user, its stack is unwound. A stack that is ended anywhere leaves Node's own queues broken.
 */
const node_inspector_1 = require("node:inspector");
const node_path_1 = require("node:path");
const state_1 = require("./state");
/** Milliseconds that the main thread has to deal with an interrupt by itself … */
const PATIENCE = 150;
/** … and if the code that runs has asked for `kernel.signal`. A second interrupt ends this patience. */
const LONG_PATIENCE = 15_000;
/** Milliseconds between two looks at a main thread that does the kernel's own work. */
const RETRY = 20;
/** Milliseconds between two looks at one that is to pause: if it has dealt with the interrupt meanwhile, nothing must stay armed. */
const LOOK = 100;
/** Milliseconds that a step to the user's code may take; another pause would end it half-way. */
const STEP_PATIENCE = 2000;
/** Milliseconds after which a main thread whose stack was ended must have come free. */
const PROOF = 1000;
/** The main thread's part, as an expression: an object with `halt(): boolean`, which says whether to unwind the stack. */
const HALT = 'globalThis[Symbol.for("largebatch.kernel.interrupts")].halt()';
/** What Node does at the end of each immediate, and leaves out where a stack is ended: without it the queue goes round for ever. */
const REPAIR_IMMEDIATES = "outstandingQueue.head = immediate._idleNext";
const KERNEL = (0, node_path_1.dirname)(__dirname);
/** Code that must run to its end: Node's, the kernel's, the compiler's. A path of the kernel is compared with where this file lies. */
const isUsers = (url) => !url.startsWith("node:") && !url.includes(KERNEL) && !/[\\/]node_modules[\\/]@?tslab[\\/]/.test(url);
/** Whether a function has done nothing yet. V8 pauses there, or at the end of a turn of a loop. */
function isJustCalled({ location, functionLocation }, url) {
    // V8 calls Node's hooks of promises by itself, and lets nothing out of them.
    if (!functionLocation || url.endsWith("async_hooks"))
        return false;
    return location.lineNumber - functionLocation.lineNumber <= 1;
}
/** Where the stack of the main thread was, like the lines of an Error's stack. */
const stackText = (frames, urlOf) => frames
    .map((frame) => {
    const { lineNumber, columnNumber = 0 } = frame.location;
    return `    at ${frame.functionName || "<anonymous>"} (${urlOf(frame)}:${lineNumber + 1}:${columnNumber + 1})`;
})
    .join("\n");
/** Deals with interrupts in the wire's thread. */
class Interrupter {
    state;
    tell;
    timer;
    session;
    /** Whether the main thread is about to pause. */
    armed = false;
    urls = new Map();
    constructor(state, tell) {
        this.state = state;
        this.tell = tell;
    }
    /** An interrupt came. */
    request() {
        const again = (0, state_1.isPending)(this.state);
        Atomics.store(this.state, state_1.TARGET, Atomics.load(this.state, state_1.RUNNING));
        Atomics.add(this.state, state_1.REQUESTED, 1);
        this.tell.requested();
        const patient = !again && Atomics.load(this.state, state_1.COOPERATIVE) === 1;
        this.later(patient ? LONG_PATIENCE : PATIENCE, () => this.pause());
    }
    /**
     * Calls `interrupt` at SIGINT: the main thread's own handler does not run while a loop keeps it busy.
     * @returns Whether it will: Node 24 lets no thread but the main one hear signals.
     */
    listenToSignal(interrupt) {
        const flags = process;
        const { noDeprecation } = flags;
        try {
            flags.noDeprecation = true; // there is no other way to hear a signal in a thread
            const { Signal } = process.binding("signal_wrap");
            const handle = new Signal();
            handle.onsignal = interrupt;
            return handle.start(2) === 0;
        }
        catch {
            return false;
        }
        finally {
            flags.noDeprecation = noDeprecation ?? false;
        }
    }
    later(milliseconds, work) {
        clearTimeout(this.timer);
        this.timer = setTimeout(work, milliseconds);
    }
    /** Pauses the main thread as soon as it runs JavaScript, or leaves it alone if it has dealt with the interrupt. */
    pause() {
        if (!(0, state_1.isPending)(this.state))
            return void this.leave();
        const session = this.session ?? this.attach();
        // One at a time: a second one would pause what is evaluated in the first.
        if (!this.armed)
            session.post("Debugger.pause");
        this.armed = true;
        this.later(LOOK, () => this.pause());
    }
    attach() {
        const session = new node_inspector_1.Session();
        session.connectToMainThread();
        session.on("Debugger.scriptParsed", ({ params }) => this.urls.set(params.scriptId, params.url));
        session.on("Debugger.paused", ({ params }) => {
            if (session === this.session)
                this.paused(session, params.callFrames);
        });
        this.session = session;
        this.armed = false;
        // What is posted behind this is done with it: a native call that returns cannot let the code behind it run in between.
        session.post("Debugger.enable");
        return session;
    }
    leave() {
        clearTimeout(this.timer);
        const session = this.session;
        this.session = undefined;
        session?.post("Debugger.disable", () => session.disconnect());
        this.urls.clear();
    }
    paused(session, frames) {
        this.armed = false;
        clearTimeout(this.timer);
        const urlOf = (frame) => this.urls.get(frame.location.scriptId) ?? frame.url;
        const [top, below] = frames;
        if (!top || !(0, state_1.isPending)(this.state)) {
            session.post("Debugger.resume");
            this.leave();
        }
        else if (!frames.some((frame) => isUsers(urlOf(frame)))) {
            session.post("Debugger.resume");
            this.later(RETRY, () => this.pause());
        }
        else if (isUsers(urlOf(top)) || (below && isUsers(urlOf(below)) && isJustCalled(top, urlOf(top)))) {
            this.halt(session, frames, urlOf);
        }
        else {
            session.post("Debugger.stepOut");
            this.later(STEP_PATIENCE, () => this.pause());
        }
    }
    /** Ends the stack of the main thread, which is paused, if the main thread agrees. */
    halt(session, frames, urlOf) {
        const immediates = frames.find((frame) => frame.functionName === "processImmediate" && urlOf(frame) === "node:internal/timers");
        if (immediates)
            session.post("Debugger.evaluateOnCallFrame", { callFrameId: immediates.callFrameId, expression: REPAIR_IMMEDIATES });
        session.post("Runtime.evaluate", { expression: HALT, returnByValue: true, silent: true }, (error, answer) => {
            const terminateOnResume = answer?.result?.value === true;
            if (error || answer?.exceptionDetails)
                this.tell.log(`A loop could not be ended: ${error?.message ?? answer?.exceptionDetails?.exception?.description}`);
            if (session !== this.session)
                return;
            session.post("Debugger.resume", { terminateOnResume });
            if (terminateOnResume)
                this.tell.halted(stackText(frames, urlOf));
            this.leave();
            // The main thread says when it has come free. Some places of V8 end nothing but themselves.
            this.later(PROOF, () => this.pause());
        });
    }
}
exports.Interrupter = Interrupter;
//# sourceMappingURL=thread.js.map