/** Reads, in the wire's thread, the pipes that native code and child processes write to. */
import { readSync } from "node:fs";
import { Socket } from "node:net";
import { StringDecoder } from "node:string_decoder";
import type { StreamName } from "../output/streams";

const CHUNK = 65_536;

/** The pipes of standard output and error. */
export class NativePipes {
  private readonly buffer = Buffer.allocUnsafe(CHUNK);
  private readonly pipes: { name: StreamName; fd: number; decoder: StringDecoder }[];

  /**
   * @param fds Descriptors that never block.
   * @param take Told what was written, soon after.
   */
  constructor(
    fds: Record<StreamName, number>,
    private readonly take: (name: StreamName, text: string) => void,
  ) {
    this.pipes = (["stdout", "stderr"] as const).map((name) => ({ name, fd: fds[name], decoder: new StringDecoder("utf8") }));
    for (const pipe of this.pipes) {
      const socket = new Socket({ fd: pipe.fd, readable: true, writable: false });
      socket.on("data", (chunk) => this.give(pipe, chunk));
      socket.on("error", () => {});
    }
  }

  /** Takes all that was written by now. */
  drain(): void {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0; // mostly nothing is there, and Node makes an error of that: its stack would take longer than the look
    for (const pipe of this.pipes) {
      for (let length = this.read(pipe.fd); length > 0; length = this.read(pipe.fd)) this.give(pipe, this.buffer.subarray(0, length));
    }
    Error.stackTraceLimit = stackTraceLimit;
  }

  private give({ name, decoder }: { name: StreamName; decoder: StringDecoder }, bytes: Uint8Array): void {
    const text = decoder.write(Buffer.from(bytes));
    if (text !== "") this.take(name, text);
  }

  private read(fd: number): number {
    try {
      return readSync(fd, this.buffer);
    } catch {
      return 0; // EAGAIN: nothing there
    }
  }
}
