/** The wire's own thread: the sockets of the kernel. It answers heartbeat, interrupt and shutdown itself, so that they work while a cell keeps the main thread busy. */
import { writeSync } from "node:fs";
import { createRequire } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import type { Router } from "zeromq";
import { isMeant } from "../interrupts/state";
import { Interrupter } from "../interrupts/thread";
import { addressOf } from "./connection";
import { CONTROL_ANSWERS } from "./control";
import { whenJupyterEnds } from "./jupyter";
import {
  broadcast,
  type Channel,
  compose,
  decode,
  encode,
  type Header,
  MAX_BYTES,
  type Message,
  MessageError,
  type Outgoing,
} from "./message";
import { NativePipes } from "./native";
import type { InputAnswer, ThreadData, ToMain, ToThread } from "./ports";
import { type Parent, Printed } from "./printed";
import { Replays } from "./replays";

const { connection, logFd, kernelInfo, interruptState, printing, pipes, inputSignal, closedSignal, inputPort } = workerData as ThreadData;
const main = parentPort as NonNullable<typeof parentPort>;
const tell = (message: ToMain): void => main.postMessage(message);

/** Milliseconds that sent messages get to leave before the process ends. */
const FAREWELL = 30;
/** Milliseconds after which a main thread that does not end by itself, because a cell keeps it busy, is ended. */
const PATIENCE = 500;
/** A part of more bytes than this is not even read: ZeroMQ ends the connection. */
const CUT_OFF = 2 * MAX_BYTES;

/** What may come on each channel. */
const EXPECTED: Record<"shell" | "control" | "stdin", RegExp> = {
  shell:
    /^(?:(?:kernel_info|execute|complete|inspect|is_complete|history|comm_info|connect|shutdown|interrupt)_request|comm_(?:open|msg|close))$/,
  control: /^(?:kernel_info|shutdown|interrupt|debug|create_subshell|delete_subshell|list_subshell|connect)_request$/,
  stdin: /^input_reply$/,
};

// zeromq is tslab's dependency; loading it here keeps it out of the main thread.
const zmq = createRequire(require.resolve("tslab/package.json"))("zeromq") as typeof import("zeromq");
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

function log(text: string): void {
  try {
    writeSync(logFd, `[kernel] ${text}\n`);
  } catch {
    // Nobody reads the process's stderr any more; there is no other place for it.
  }
}

function send(channel: Channel, message: Outgoing): void {
  const failed = (error: unknown) => log(`A message on ${channel} could not be sent: ${String(error)}`);
  try {
    sockets[channel].send(encode(message, connection.signature)).catch(failed);
  } catch (error) {
    failed(error);
  }
}

const publishStatus = (state: string, parent: Partial<Header>): void =>
  send("iopub", broadcast("status", { execution_state: state }, parent));

/** The `input_request` that the main thread sleeps on. */
let awaited: string | undefined;

function wakeMain(answer: InputAnswer): void {
  awaited = undefined;
  inputPort.postMessage(answer);
  Atomics.store(inputSignal, 0, 1);
  Atomics.notify(inputSignal, 0);
}

const interrupter = new Interrupter(interruptState, {
  requested: () => tell({ kind: "interrupt" }),
  halted: (stack) => tell({ kind: "halted", stack }),
  log,
});

function interrupt(): void {
  if (awaited) wakeMain({ interrupted: true });
  else interrupter.request();
}

const printed = new Printed((name, text, parent) => send("iopub", broadcast("stream", { name, text }, parent)));
/** Whose cell runs, and whose text came last. */
const parents: { cell: Parent; print: Parent } = { cell: {}, print: {} };
const native = pipes && new NativePipes(pipes, (name, text) => printed.add(name, text, parents.cell));

function print({ name, text, parent, paused }: Extract<ToThread, { kind: "print" }>): void {
  if (paused) native?.drain();
  if (parent) parents.print = parent;
  printed.add(name, text, parents.print);
  Atomics.sub(printing, 0, text.length);
  Atomics.notify(printing, 0);
}

/** Whether this thread hears SIGINT by itself. */
let hearsSignal = false;

/** Whether the main thread answers requests; before, it loads the compiler. */
let isReady = false;

/** Whether a request is answered here. Until the compiler is loaded that holds for the first question of every client, too. */
const isForThread = (channel: Channel, type: string): boolean =>
  channel === "control" || type === "shutdown_request" || type === "interrupt_request" || (!isReady && type === "kernel_info_request");

function ask({ message, request }: Extract<ToThread, { kind: "input" }>): void {
  awaited = request;
  // An interrupt that came before the question found nobody asleep.
  if (isMeant(interruptState)) wakeMain({ interrupted: true });
  else send("stdin", message);
}

/** Does what the main thread asks for, all that it asks at once. */
function obeyAll(orders: ToThread[]): void {
  if (orders[0]?.kind !== "print") native?.drain();
  for (const order of orders) obey(order);
}

function obey(order: ToThread): void {
  if (order.kind !== "print" && order.kind !== "cell") printed.flush(); // so that the order stays
  if (order.kind === "print") print(order);
  else if (order.kind === "cell") parents.cell = order.parent;
  else if (order.kind === "close") close();
  else if (order.kind === "ready") isReady = true;
  else if (order.kind === "signal") {
    if (!hearsSignal) interrupt();
  } else if (order.kind === "input") ask(order);
  else send(order.channel, order.message);
}

function shutDown(): void {
  setTimeout(() => {
    if (awaited) wakeMain({ interrupted: true });
    tell({ kind: "shutdown" });
    setTimeout(() => process.kill(process.pid, "SIGKILL"), PATIENCE);
  }, FAREWELL);
}

function answerControl(channel: Channel, message: Message): void {
  const { header, content } = message;
  publishStatus("busy", header);
  const answer = header.msg_type === "kernel_info_request" ? kernelInfo : CONTROL_ANSWERS[header.msg_type]?.(content, connection);
  if (header.msg_type === "interrupt_request") interrupt();
  const type = header.msg_type.replace(/_request$/, "_reply");
  send(channel, compose(type, answer ?? { status: "ok" }, header, { idents: message.idents }));
  if (header.msg_type === "shutdown_request") send("iopub", broadcast(type, answer ?? {}, header));
  publishStatus("idle", header);
  if (header.msg_type === "shutdown_request") shutDown();
}

function takeInput({ parent_header, content }: Message): void {
  // Jupyter's own blocking client names no parent.
  if (!awaited || (parent_header.msg_id !== undefined && parent_header.msg_id !== awaited))
    throw new MessageError("no cell waits for this input");
  if (typeof content.value !== "string") throw new MessageError("its value is not a text");
  wakeMain({ value: content.value });
}

const replays = new Replays();

function receive(channel: "shell" | "control" | "stdin", parts: Uint8Array[]): void {
  try {
    const { message, signed } = decode(parts, connection.signature);
    if (!replays.isNew(signed)) throw new MessageError("it came before");
    const type = message.header.msg_type;
    if (!EXPECTED[channel].test(type)) throw new MessageError(`${JSON.stringify(type.slice(0, 80))} is no message for this channel`);
    if (channel === "stdin") takeInput(message);
    else if (isForThread(channel, type)) answerControl(channel, message);
    else tell({ kind: "message", channel, message });
  } catch (error) {
    const reason = error instanceof MessageError ? error.message : String(error);
    log(`A message on ${channel} was dropped: ${reason}.`);
  }
}

async function listen(channel: "shell" | "control" | "stdin"): Promise<void> {
  const socket: Router = sockets[channel];
  for await (const parts of socket) receive(channel, parts);
}

async function beat(): Promise<void> {
  for await (const parts of sockets.hb)
    await sockets.hb.send(parts).catch((error: unknown) => log(`A heartbeat was not answered: ${String(error)}`));
}

async function welcome(): Promise<void> {
  let starting = true;
  for await (const [part] of sockets.iopub) {
    if (part?.[0] !== 1) continue; // 0 ends a subscription
    const topic = part.subarray(1).toString();
    send("iopub", { ...compose("iopub_welcome", { subscription: topic }, {}), idents: [topic] });
    if (!starting) continue;
    starting = false;
    publishStatus("starting", {}); // before the first subscription nobody would hear it
  }
}

/** Closes the sockets; what was sent leaves within their `linger`. */
function close(): void {
  for (const socket of Object.values(sockets)) socket.close();
  setImmediate(() => {
    Atomics.store(closedSignal, 0, 1);
    Atomics.notify(closedSignal, 0);
  });
}

async function open(): Promise<void> {
  const { ports } = connection;
  main.on("message", obeyAll);
  for (const name of ["shell", "control", "stdin", "iopub", "hb"] as const) await sockets[name].bind(addressOf(connection, ports[name]));
  hearsSignal = interrupter.listenToSignal(interrupt);
  for (const loop of [listen("shell"), listen("control"), listen("stdin"), beat(), welcome()]) {
    loop.catch((error: unknown) => tell({ kind: "failed", reason: String(error) }));
  }
  tell({ kind: "open" });
}

whenJupyterEnds(shutDown);
open().catch((error: unknown) => tell({ kind: "failed", reason: error instanceof Error ? error.message : String(error) }));
