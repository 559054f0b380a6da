/** Sends what cells print as Jupyter `stream` messages, a few large ones instead of one a line: clients drop messages that come too fast. */
import { StringDecoder } from "node:string_decoder";

/** `stdout` or `stderr`. */
export type StreamName = "stdout" | "stderr";
/** Sends one `stream` message for the running cell. */
export type SendStream = (name: StreamName, text: string) => void;

/** Text is held back for at most this long, in milliseconds, when it comes fast … */
const HOLD = 50;
/** … and at most this many characters of it. */
const LIMIT = 32_768;

let send: SendStream | undefined;
let held = { name: "stdout" as StreamName, text: "" };
let sentAt = 0;
let timer: NodeJS.Timeout | undefined;

/** Sends what is held back. Call before any other message of the cell, to keep their order. */
export function flushStreams(): void {
  clearTimeout(timer);
  timer = undefined;
  if (held.text === "" || !send) return;
  const { name, text } = held;
  held = { name, text: "" };
  sentAt = performance.now();
  send(name, text);
}

function write(name: StreamName, text: string): void {
  if (held.name !== name) flushStreams();
  held = { name, text: held.text + text };
  if (held.text.length > LIMIT || performance.now() - sentAt > HOLD) flushStreams();
  else timer ??= setTimeout(flushStreams, HOLD).unref();
}

/** Directs output to a new cell; what the last one held back goes to it first. */
export function directStreams(to: SendStream): void {
  flushStreams();
  send = to;
}

/** Takes over `process.stdout` and `process.stderr`, which `console` writes to. */
export function captureStreams(): void {
  for (const name of ["stdout", "stderr"] as const) {
    const decoder = new StringDecoder("utf8");
    const original = process[name].write.bind(process[name]);
    const replacement = (chunk: string | Uint8Array, encoding?: unknown, callback?: unknown): boolean => {
      if (!send) return original(chunk as string, encoding as BufferEncoding, callback as () => void);
      write(name, typeof chunk === "string" ? chunk : decoder.write(Buffer.from(chunk)));
      const done = typeof encoding === "function" ? encoding : callback;
      if (typeof done === "function") process.nextTick(done as () => void);
      return true;
    };
    process[name].write = replacement as typeof process.stdout.write;
  }
}
