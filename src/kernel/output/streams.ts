/** `process.stdout` and `process.stderr` of a kernel: what cells print goes at once to the wire's thread, which makes few messages of it. */
import { Writable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { currentOrigin, type Origin } from "./origin";

/** `stdout` or `stderr`. */
export type StreamName = "stdout" | "stderr";

/** Takes text that code of `origin` printed. */
export type Print = (name: StreamName, text: string, origin: Origin | undefined) => void;

/** What programs take a terminal for that says nothing of its size. */
const SIZE = { columns: 80, rows: 24 };
const FD = { stdout: 1, stderr: 2 };

/** A stream that is never closed, like those of a process. */
class OutputStream extends Writable {
  readonly isTTY = false;
  readonly columns = SIZE.columns;
  readonly rows = SIZE.rows;
  readonly fd: number;
  /** Bytes of a character that is not complete yet. */
  private readonly decoder = new StringDecoder("utf8");

  constructor(
    private readonly streamName: StreamName,
    private readonly print: Print,
  ) {
    super({ decodeStrings: false });
    this.fd = FD[streamName];
  }

  override _write(chunk: string | Buffer, encoding: BufferEncoding, callback: () => void): void {
    // A text in another encoding, such as hex, names bytes.
    const isText = typeof chunk === "string" && /^utf-?8$/i.test(encoding);
    const text = isText ? this.decoder.end() + chunk : this.decoder.write(typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk);
    if (text !== "") this.print(this.streamName, text, currentOrigin());
    callback();
  }

  getWindowSize(): [number, number] {
    return [this.columns, this.rows];
  }

  /** Writes what is given, and stays open. */
  override end(...args: unknown[]): this {
    const done = args.find((each) => typeof each === "function") as (() => void) | undefined;
    const [chunk, encoding] = args.filter((each) => typeof each !== "function");
    if (chunk !== undefined && chunk !== null) this.write(chunk, (encoding ?? "utf8") as BufferEncoding, () => done?.());
    else if (done) process.nextTick(done);
    return this;
  }

  override destroy(): this {
    return this;
  }
}

/** Puts the kernel's streams in the place of the process's, which `console` writes to. */
export function captureStreams(print: Print): void {
  for (const name of ["stdout", "stderr"] as const) {
    const stream = new OutputStream(name, print);
    Object.defineProperty(process, name, { configurable: true, enumerable: true, get: () => stream });
  }
}
