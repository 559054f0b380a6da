/** Which request caused the code that runs now: what it prints and shows belongs to that request's cell. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Stop } from "../interrupts/stop";
import type { Header } from "../wire/message";

/** A request that caused code to run. */
export interface Origin {
  /** The header of the request. */
  parent: Partial<Header>;
  /** Where its replies go. */
  idents: Uint8Array[];
  /** The number of the cell; 0 for code that is not in the history. */
  cell: number;
  /** Whether nothing of it may be published. */
  silent: boolean;
  /** How to stop it; only code of a cell can be stopped. */
  stop?: Stop;
  /** Whether its reply is sent. What it started may go on. */
  ended?: boolean;
  /** Called when its stack was ended from outside: what would have run behind it does not. */
  whenHalted?(): void;
}

interface Shared {
  storage: AsyncLocalStorage<Origin>;
  last: Origin | undefined;
  onCell(origin: Origin): void;
}

// Code that the kernel loads a second time (a live module) must find the same storage.
const place = globalThis as unknown as Record<symbol, Shared | undefined>;
const key = Symbol.for("largebatch.kernel.origin");
place[key] ??= { storage: new AsyncLocalStorage<Origin>(), last: undefined, onCell: () => {} };
const shared = place[key];

/** Runs `body`, and whatever it starts, as caused by `origin`. */
export const runIn = <T>(origin: Origin, body: () => T): T => shared.storage.run(origin, body);

/** Says that the cell of `origin` starts: output of unknown cause is taken for its own from now on. */
export function startCell(origin: Origin): void {
  shared.last = origin;
  shared.onCell(origin);
}

/** Registers whom to tell of each cell that starts. */
export function onCellStart(tell: (origin: Origin) => void): void {
  shared.onCell = tell;
}

/** The request that is known to have caused the running code; undefined in the kernel's own code. */
export const knownOrigin = (): Origin | undefined => shared.storage.getStore();

/** The request that caused the running code; where that is lost (native callbacks), the cell that started last. */
export const currentOrigin = (): Origin | undefined => knownOrigin() ?? shared.last;
