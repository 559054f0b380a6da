/** What stops the code of one cell that was interrupted: its `kernel.signal`, its `await`s, its timers. */
import { setMaxListeners } from "node:events";
import { Interrupted } from "./interrupted";

/** What an `await` that is given up gets instead of its value; the code behind it throws then. */
export const GIVEN_UP = Symbol("given up");
/** An `await` of a stopped cell throws; one that catches that and awaits again would do so for ever. After so many it never resumes. */
const MOST_THROWN = 1000;

/** `running`; `stopping`: its next `await` throws; `dead`: what it still waits for is given up, its timers do nothing. */
type State = "running" | "stopping" | "dead";

/** The way to stop one cell. */
export class Stop {
  private state: State = "running";
  private readonly controller = new AbortController();
  private readonly death = new AbortController();
  private readonly waiting = new Set<(value: symbol) => void>();
  private thrown = 0;

  /** @param onWatched Told when the cell asks for `signal`. */
  constructor(private readonly onWatched: () => void = () => {}) {
    setMaxListeners(0, this.controller.signal, this.death.signal);
  }

  /** Aborted when the cell is interrupted. */
  get signal(): AbortSignal {
    this.onWatched();
    return this.controller.signal;
  }
  /** Aborted when the cell is given up. */
  get deathSignal(): AbortSignal {
    return this.death.signal;
  }
  get isRequested(): boolean {
    return this.state !== "running";
  }
  get isDead(): boolean {
    return this.state === "dead";
  }

  /** Asks the cell to stop: code that listens to the signal has the time to bring its work home. */
  request(): void {
    if (this.state !== "running") return;
    this.state = "stopping";
    this.controller.abort(new Interrupted());
  }

  /** Gives up all the cell waits for. */
  kill(): void {
    this.request();
    if (this.state === "dead") return;
    this.state = "dead";
    this.death.abort(new Interrupted());
    for (const giveUp of this.waiting) giveUp(GIVEN_UP);
    this.waiting.clear();
  }

  /** What an `await` of the cell has to wait for, instead of `value`. */
  guard(value: unknown): unknown {
    if (this.state !== "running") return this.thrown++ < MOST_THROWN ? GIVEN_UP : new Promise(() => {});
    if (!isThenable(value)) return value;
    return new Promise((resolve, reject) => {
      this.waiting.add(resolve);
      const done = () => this.waiting.delete(resolve);
      value.then(
        (result) => {
          done();
          resolve(result);
        },
        (error) => {
          done();
          reject(error);
        },
      );
    });
  }
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  (typeof value === "object" || typeof value === "function") && value !== null && typeof (value as { then?: unknown }).then === "function";
