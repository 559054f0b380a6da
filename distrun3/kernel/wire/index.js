"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.openWire = openWire;
/** The main thread's end of the wire: what came in, and a way to send. */
const node_path_1 = require("node:path");
const node_worker_threads_1 = require("node:worker_threads");
/** Milliseconds that the sockets get to send the rest and close. */
const CLOSING = 500;
/** Characters that may be on the way to the wire's thread. */
const MOST_PRINTED = 8 * 2 ** 20;
/** Milliseconds that a printing cell waits for them at most. */
const PRINTING_PATIENCE = 2000;
/** Milliseconds between two texts in which native code can have written something. */
const PAUSE = 0.3;
/** Sleeps until half of the text on the way was taken. */
function waitForPrinting(printing, until) {
    for (let left = Atomics.load(printing, 0); left > MOST_PRINTED / 2 && performance.now() < until; left = Atomics.load(printing, 0)) {
        Atomics.wait(printing, 0, left, 50);
    }
}
/** Opens the sockets of `connection` in a thread of their own. */
function openWire(connection, { logFd = 2, kernelInfo, interruptState, pipes }) {
    const printing = new Int32Array(new SharedArrayBuffer(4));
    const inputSignal = new Int32Array(new SharedArrayBuffer(4));
    const closedSignal = new Int32Array(new SharedArrayBuffer(4));
    const { port1: inputEnd, port2: inputPort } = new node_worker_threads_1.MessageChannel();
    const workerData = { connection, logFd, kernelInfo, interruptState, printing, pipes, inputSignal, closedSignal, inputPort };
    const worker = new node_worker_threads_1.Worker((0, node_path_1.join)(__dirname, "thread.js"), { workerData, transferList: [inputPort] });
    inputEnd.unref();
    let gathered;
    const order = (value) => {
        if (gathered)
            gathered.push(value);
        else
            worker.postMessage([value]);
    };
    function together(work) {
        if (gathered)
            return work();
        const orders = [];
        gathered = orders;
        try {
            return work();
        }
        finally {
            gathered = undefined;
            if (orders.length > 0)
                worker.postMessage(orders);
        }
    }
    let onMessage;
    let onInterrupt = () => { };
    let onHalted = (_stack) => { };
    let onShutdown = () => process.exit(0);
    const early = [];
    const opened = new Promise((resolve, reject) => {
        worker.on("message", (told) => {
            if (told.kind === "message" && onMessage)
                onMessage(told.message, told.channel);
            else if (told.kind === "message")
                early.push([told.message, told.channel]);
            else if (told.kind === "interrupt")
                onInterrupt();
            else if (told.kind === "halted")
                onHalted(told.stack);
            else if (told.kind === "shutdown")
                onShutdown();
            else if (told.kind === "open")
                resolve();
            else
                reject(new Error(told.reason));
        });
        worker.on("error", reject);
    });
    let printedFor;
    let printedAt = 0;
    let closed = false;
    const close = () => {
        if (closed)
            return;
        closed = true;
        order({ kind: "close" });
        Atomics.wait(closedSignal, 0, 0, CLOSING);
    };
    // A thread that is ended with open sockets takes the process down with an abort.
    process.on("exit", close);
    return {
        opened,
        onMessage(handler) {
            onMessage = handler;
            order({ kind: "ready" });
            for (const [message, channel] of early.splice(0))
                handler(message, channel);
        },
        onInterrupt(handler) {
            onInterrupt = handler;
        },
        onHalted(handler) {
            onHalted = handler;
        },
        onShutdown(handler) {
            onShutdown = handler;
        },
        send: (channel, message) => order({ kind: "send", channel, message }),
        together,
        signalled: () => order({ kind: "signal" }),
        startCell: (parent) => order({ kind: "cell", parent }),
        print(name, text, parent) {
            const now = performance.now();
            order({ kind: "print", name, text, paused: now - printedAt > PAUSE, ...(parent === printedFor ? {} : { parent }) });
            printedFor = parent;
            const before = Atomics.add(printing, 0, text.length);
            if (before + text.length > MOST_PRINTED)
                waitForPrinting(printing, now + PRINTING_PATIENCE);
            printedAt = performance.now();
        },
        askInput(message) {
            Atomics.store(inputSignal, 0, 0);
            const [header] = message.json;
            order({ kind: "input", message, request: JSON.parse(header ?? "{}").msg_id });
            Atomics.wait(inputSignal, 0, 0);
            const answer = (0, node_worker_threads_1.receiveMessageOnPort)(inputEnd)?.message;
            return answer && "value" in answer ? answer.value : undefined;
        },
        close,
    };
}
//# sourceMappingURL=index.js.map