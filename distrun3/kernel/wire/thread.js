"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
/** The wire's own thread: the sockets of the kernel. It answers heartbeat, interrupt and shutdown itself, so that they work while a cell keeps the main thread busy. */
const node_fs_1 = require("node:fs");
const node_module_1 = require("node:module");
const node_worker_threads_1 = require("node:worker_threads");
const state_1 = require("../interrupts/state");
const thread_1 = require("../interrupts/thread");
const connection_1 = require("./connection");
const control_1 = require("./control");
const jupyter_1 = require("./jupyter");
const message_1 = require("./message");
const native_1 = require("./native");
const printed_1 = require("./printed");
const replays_1 = require("./replays");
const { connection, logFd, kernelInfo, interruptState, printing, pipes, inputSignal, closedSignal, inputPort } = node_worker_threads_1.workerData;
const main = node_worker_threads_1.parentPort;
const tell = (message) => main.postMessage(message);
/** Milliseconds that sent messages get to leave before the process ends. */
const FAREWELL = 30;
/** Milliseconds after which a main thread that does not end by itself, because a cell keeps it busy, is ended. */
const PATIENCE = 500;
/** A part of more bytes than this is not even read: ZeroMQ ends the connection. */
const CUT_OFF = 2 * message_1.MAX_BYTES;
/** What may come on each channel. */
const EXPECTED = {
    shell: /^(?:(?:kernel_info|execute|complete|inspect|is_complete|history|comm_info|connect|shutdown|interrupt)_request|comm_(?:open|msg|close))$/,
    control: /^(?:kernel_info|shutdown|interrupt|debug|create_subshell|delete_subshell|list_subshell|connect)_request$/,
    stdin: /^input_reply$/,
};
// zeromq is tslab's dependency; loading it here keeps it out of the main thread.
const zmq = (0, node_module_1.createRequire)(require.resolve("tslab/package.json"))("zeromq");
// A send that cannot be done at once would make zeromq refuse the ones after it; without a limit it always can.
const settings = { sendHighWaterMark: 0, receiveHighWaterMark: 0, sendTimeout: 0, linger: 300 };
const routed = { ...settings, maxMessageSize: CUT_OFF };
const sockets = {
    shell: new zmq.Router({ ...routed, handover: true }),
    control: new zmq.Router({ ...routed, handover: true }),
    stdin: new zmq.Router({ ...routed, handover: true }),
    iopub: new zmq.XPublisher({ ...settings, maxMessageSize: CUT_OFF, verbosity: "allSubs" }),
    hb: new zmq.Reply({ ...routed }),
};
function log(text) {
    try {
        (0, node_fs_1.writeSync)(logFd, `[kernel] ${text}\n`);
    }
    catch {
        // Nobody reads the process's stderr any more; there is no other place for it.
    }
}
function send(channel, message) {
    const failed = (error) => log(`A message on ${channel} could not be sent: ${String(error)}`);
    try {
        sockets[channel].send((0, message_1.encode)(message, connection.signature)).catch(failed);
    }
    catch (error) {
        failed(error);
    }
}
const publishStatus = (state, parent) => send("iopub", (0, message_1.broadcast)("status", { execution_state: state }, parent));
/** The `input_request` that the main thread sleeps on. */
let awaited;
function wakeMain(answer) {
    awaited = undefined;
    inputPort.postMessage(answer);
    Atomics.store(inputSignal, 0, 1);
    Atomics.notify(inputSignal, 0);
}
const interrupter = new thread_1.Interrupter(interruptState, {
    requested: () => tell({ kind: "interrupt" }),
    halted: (stack) => tell({ kind: "halted", stack }),
    log,
});
function interrupt() {
    if (awaited)
        wakeMain({ interrupted: true });
    else
        interrupter.request();
}
const printed = new printed_1.Printed((name, text, parent) => send("iopub", (0, message_1.broadcast)("stream", { name, text }, parent)));
/** Whose cell runs, and whose text came last. */
const parents = { cell: {}, print: {} };
const native = pipes && new native_1.NativePipes(pipes, (name, text) => printed.add(name, text, parents.cell));
function print({ name, text, parent, paused }) {
    if (paused)
        native?.drain();
    if (parent)
        parents.print = parent;
    printed.add(name, text, parents.print);
    Atomics.sub(printing, 0, text.length);
    Atomics.notify(printing, 0);
}
/** Whether this thread hears SIGINT by itself. */
let hearsSignal = false;
/** Whether the main thread answers requests; before, it loads the compiler. */
let isReady = false;
/** Whether a request is answered here. Until the compiler is loaded that holds for the first question of every client, too. */
const isForThread = (channel, type) => channel === "control" || type === "shutdown_request" || type === "interrupt_request" || (!isReady && type === "kernel_info_request");
function ask({ message, request }) {
    awaited = request;
    // An interrupt that came before the question found nobody asleep.
    if ((0, state_1.isMeant)(interruptState))
        wakeMain({ interrupted: true });
    else
        send("stdin", message);
}
/** Does what the main thread asks for, all that it asks at once. */
function obeyAll(orders) {
    if (orders[0]?.kind !== "print")
        native?.drain();
    for (const order of orders)
        obey(order);
}
function obey(order) {
    if (order.kind !== "print" && order.kind !== "cell")
        printed.flush(); // so that the order stays
    if (order.kind === "print")
        print(order);
    else if (order.kind === "cell")
        parents.cell = order.parent;
    else if (order.kind === "close")
        close();
    else if (order.kind === "ready")
        isReady = true;
    else if (order.kind === "signal") {
        if (!hearsSignal)
            interrupt();
    }
    else if (order.kind === "input")
        ask(order);
    else
        send(order.channel, order.message);
}
function shutDown() {
    setTimeout(() => {
        if (awaited)
            wakeMain({ interrupted: true });
        tell({ kind: "shutdown" });
        setTimeout(() => process.kill(process.pid, "SIGKILL"), PATIENCE);
    }, FAREWELL);
}
function answerControl(channel, message) {
    const { header, content } = message;
    publishStatus("busy", header);
    const answer = header.msg_type === "kernel_info_request" ? kernelInfo : control_1.CONTROL_ANSWERS[header.msg_type]?.(content, connection);
    if (header.msg_type === "interrupt_request")
        interrupt();
    const type = header.msg_type.replace(/_request$/, "_reply");
    send(channel, (0, message_1.compose)(type, answer ?? { status: "ok" }, header, { idents: message.idents }));
    if (header.msg_type === "shutdown_request")
        send("iopub", (0, message_1.broadcast)(type, answer ?? {}, header));
    publishStatus("idle", header);
    if (header.msg_type === "shutdown_request")
        shutDown();
}
function takeInput({ parent_header, content }) {
    // Jupyter's own blocking client names no parent.
    if (!awaited || (parent_header.msg_id !== undefined && parent_header.msg_id !== awaited))
        throw new message_1.MessageError("no cell waits for this input");
    if (typeof content.value !== "string")
        throw new message_1.MessageError("its value is not a text");
    wakeMain({ value: content.value });
}
const replays = new replays_1.Replays();
function receive(channel, parts) {
    try {
        const { message, signed } = (0, message_1.decode)(parts, connection.signature);
        if (!replays.isNew(signed))
            throw new message_1.MessageError("it came before");
        const type = message.header.msg_type;
        if (!EXPECTED[channel].test(type))
            throw new message_1.MessageError(`${JSON.stringify(type.slice(0, 80))} is no message for this channel`);
        if (channel === "stdin")
            takeInput(message);
        else if (isForThread(channel, type))
            answerControl(channel, message);
        else
            tell({ kind: "message", channel, message });
    }
    catch (error) {
        const reason = error instanceof message_1.MessageError ? error.message : String(error);
        log(`A message on ${channel} was dropped: ${reason}.`);
    }
}
async function listen(channel) {
    const socket = sockets[channel];
    for await (const parts of socket)
        receive(channel, parts);
}
async function beat() {
    for await (const parts of sockets.hb)
        await sockets.hb.send(parts).catch((error) => log(`A heartbeat was not answered: ${String(error)}`));
}
async function welcome() {
    let starting = true;
    for await (const [part] of sockets.iopub) {
        if (part?.[0] !== 1)
            continue; // 0 ends a subscription
        const topic = part.subarray(1).toString();
        send("iopub", { ...(0, message_1.compose)("iopub_welcome", { subscription: topic }, {}), idents: [topic] });
        if (!starting)
            continue;
        starting = false;
        publishStatus("starting", {}); // before the first subscription nobody would hear it
    }
}
/** Closes the sockets; what was sent leaves within their `linger`. */
function close() {
    for (const socket of Object.values(sockets))
        socket.close();
    setImmediate(() => {
        Atomics.store(closedSignal, 0, 1);
        Atomics.notify(closedSignal, 0);
    });
}
async function open() {
    const { ports } = connection;
    main.on("message", obeyAll);
    for (const name of ["shell", "control", "stdin", "iopub", "hb"])
        await sockets[name].bind((0, connection_1.addressOf)(connection, ports[name]));
    hearsSignal = interrupter.listenToSignal(interrupt);
    for (const loop of [listen("shell"), listen("control"), listen("stdin"), beat(), welcome()]) {
        loop.catch((error) => tell({ kind: "failed", reason: String(error) }));
    }
    tell({ kind: "open" });
}
(0, jupyter_1.whenJupyterEnds)(shutDown);
open().catch((error) => tell({ kind: "failed", reason: error instanceof Error ? error.message : String(error) }));
//# sourceMappingURL=thread.js.map