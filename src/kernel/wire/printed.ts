/** Text that cells and native code print, gathered in the wire's thread: a few large `stream` messages instead of one a line, in order. */
import type { StreamName } from "../output/streams";
import type { Header } from "./message";

/** Text is held back for at most this long, in milliseconds … */
const HOLD = 50;
/** … and at most this many characters of it. */
const LIMIT = 32_768;

/** Who gets the text: the header of the request that caused it. */
export type Parent = Partial<Header>;

/** Gathers text. */
export class Printed {
  private name: StreamName = "stdout";
  private parent: Parent = {};
  private parts: string[] = [];
  private length = 0;
  private sentAt = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly send: (name: StreamName, text: string, parent: Parent) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Takes `text`. The first after a while is sent at once. */
  add(name: StreamName, text: string, parent: Parent): void {
    if (this.length > 0 && (name !== this.name || parent.msg_id !== this.parent.msg_id)) this.flush();
    this.name = name;
    this.parent = parent;
    this.parts.push(text);
    this.length += text.length;
    if (this.length >= LIMIT || this.now() - this.sentAt >= HOLD) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), HOLD);
  }

  /** Sends what is held back. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.length === 0) return;
    const text = this.parts.join("");
    this.parts = [];
    this.length = 0;
    this.sentAt = this.now();
    this.send(this.name, text, this.parent);
  }
}
