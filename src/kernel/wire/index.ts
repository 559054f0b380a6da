/** The main thread's end of the wire: what came in, and a way to send. */
import { join } from "node:path";
import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import type { InterruptState } from "../interrupts/state";
import type { StreamName } from "../output/streams";
import type { Connection } from "./connection";
import type { Channel, Content, Header, Message, Outgoing } from "./message";
import type { InputAnswer, ThreadData, ToMain, ToThread } from "./ports";

/** Milliseconds that the sockets get to send the rest and close. */
const CLOSING = 500;
/** Characters that may be on the way to the wire's thread. */
const MOST_PRINTED = 8 * 2 ** 20;
/** Milliseconds that a printing cell waits for them at most. */
const PRINTING_PATIENCE = 2000;
/** Milliseconds between two texts in which native code can have written something. */
const PAUSE = 0.3;

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

/** Sleeps until half of the text on the way was taken. */
function waitForPrinting(printing: Int32Array, until: number): void {
  for (let left = Atomics.load(printing, 0); left > MOST_PRINTED / 2 && performance.now() < until; left = Atomics.load(printing, 0)) {
    Atomics.wait(printing, 0, left, 50);
  }
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
export function openWire(connection: Connection, { logFd = 2, kernelInfo, interruptState, pipes }: WireOptions): Wire {
  const printing = new Int32Array(new SharedArrayBuffer(4));
  const inputSignal = new Int32Array(new SharedArrayBuffer(4));
  const closedSignal = new Int32Array(new SharedArrayBuffer(4));
  const { port1: inputEnd, port2: inputPort } = new MessageChannel();
  const workerData: ThreadData = { connection, logFd, kernelInfo, interruptState, printing, pipes, inputSignal, closedSignal, inputPort };
  const worker = new Worker(join(__dirname, "thread.js"), { workerData, transferList: [inputPort] });
  inputEnd.unref();
  let gathered: ToThread[] | undefined;
  const order = (value: ToThread): void => {
    if (gathered) gathered.push(value);
    else worker.postMessage([value]);
  };
  function together<T>(work: () => T): T {
    if (gathered) return work();
    const orders: ToThread[] = [];
    gathered = orders;
    try {
      return work();
    } finally {
      gathered = undefined;
      if (orders.length > 0) worker.postMessage(orders);
    }
  }

  let onMessage: ((message: Message, channel: Channel) => void) | undefined;
  let onInterrupt = (): void => {};
  let onHalted = (_stack: string): void => {};
  let onShutdown = (): void => process.exit(0);
  const early: [Message, Channel][] = [];
  const opened = new Promise<void>((resolve, reject) => {
    worker.on("message", (told: ToMain) => {
      if (told.kind === "message" && onMessage) onMessage(told.message, told.channel);
      else if (told.kind === "message") early.push([told.message, told.channel]);
      else if (told.kind === "interrupt") onInterrupt();
      else if (told.kind === "halted") onHalted(told.stack);
      else if (told.kind === "shutdown") onShutdown();
      else if (told.kind === "open") resolve();
      else reject(new Error(told.reason));
    });
    worker.on("error", reject);
  });

  let printedFor: Partial<Header> | undefined;
  let printedAt = 0;

  let closed = false;
  const close = (): void => {
    if (closed) return;
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
      for (const [message, channel] of early.splice(0)) handler(message, channel);
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
      if (before + text.length > MOST_PRINTED) waitForPrinting(printing, now + PRINTING_PATIENCE);
      printedAt = performance.now();
    },
    askInput(message) {
      Atomics.store(inputSignal, 0, 0);
      const [header] = message.json;
      order({ kind: "input", message, request: JSON.parse(header ?? "{}").msg_id });
      Atomics.wait(inputSignal, 0, 0);
      const answer = receiveMessageOnPort(inputEnd)?.message as InputAnswer | undefined;
      return answer && "value" in answer ? answer.value : undefined;
    },
    close,
  };
}
