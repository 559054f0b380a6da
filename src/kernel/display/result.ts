/** What a notebook shows for a value: its own bundle if it has a display method, else a table, a tensor, a figure, a picture or text. */
import { type Bundle, type Shown, wireBundle } from "./bundle";
import { elementBundle, figureOf, pictureBundle } from "./foreign";
import { frameBundle } from "./frames";
import { inspectBriefly } from "./inspect";
import { isTensor, tensorBundle } from "./tensors";

export type { Bundle, Shown } from "./bundle";

/** The method by which a value shows itself in a notebook, as in Deno's kernel; it returns a bundle or a promise of one, and `{}` for nothing at all. */
export const jupyterDisplay = Symbol.for("Jupyter.display");

/** Milliseconds that a display method may take. */
const PATIENCE = 10_000;

/** How to show a value. */
export interface ShowingOptions {
  /** An error as text; default: its stack. */
  describe?(error: unknown): string;
  /** Ends the wait for a display method. */
  signal?: AbortSignal;
  /** Milliseconds that a display method may take. Default 10,000. */
  patience?: number;
}

/** What is shown for a value, and what went wrong with its own way of showing itself. */
export interface Showing extends Shown {
  problem?: { error: unknown };
}

/** A value's display method failed, or took too long. */
export class DisplayError extends Error {
  override readonly name = "DisplayError";
}

type Displayable = { [jupyterDisplay](): unknown };

const hasDisplay = (value: unknown): value is Displayable =>
  (typeof value === "object" || typeof value === "function") &&
  value !== null &&
  typeof (value as Partial<Displayable>)[jupyterDisplay] === "function";

const isError = (value: unknown): value is Error => value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";

const plainly = (data: Bundle): Shown => ({ data, metadata: {} });

/** `value` as text, as every client can show it. */
export function textOf(value: unknown, { describe }: ShowingOptions = {}): Shown {
  const text = isError(value) && describe ? describe(value) : inspectBriefly(value);
  return plainly({ "text/plain": text });
}

function checked(bundle: unknown): Bundle {
  if (typeof bundle === "object" && bundle !== null && !Array.isArray(bundle)) return bundle as Bundle;
  throw new DisplayError(`The display method returned ${bundle === null ? "null" : typeof bundle}; expected MIME types and their data.`);
}

/** Resolves as `work` does, unless that takes too long or `signal` ends the wait. */
function inTime<T>(work: Promise<T>, { signal, patience = PATIENCE }: ShowingOptions): Promise<T> {
  return new Promise((resolve, reject) => {
    const give = (reason: string) => () => reject(new DisplayError(reason));
    const late = give(`The display method has not ended after ${patience / 1000} s.`);
    const interrupted = give("The display method was interrupted.");
    const timer = setTimeout(late, patience);
    signal?.addEventListener("abort", interrupted, { once: true });
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", interrupted);
    });
  });
}

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function";

/** The richest form of `value`: at once where it is at hand, else with the promise of it. */
export type Forms = { now: Shown } | { meanwhile: Shown; later: Promise<Shown> };

function formsOf(value: unknown, options: ShowingOptions): Forms {
  if (hasDisplay(value)) {
    const bundle = value[jupyterDisplay]();
    if (!isPromise(bundle)) return { now: plainly(wireBundle(checked(bundle))) };
    const later = inTime(Promise.resolve(bundle), options).then((given) => plainly(wireBundle(checked(given))));
    return { meanwhile: textOf(value, options), later };
  }
  if (typeof value !== "object" || value === null) return { now: textOf(value, options) };
  if (isTensor(value)) return { meanwhile: textOf(value), later: tensorBundle(value).then(plainly) };
  const figure = figureOf(value);
  if (figure) return figure;
  const found = frameBundle(value) ?? pictureBundle(value) ?? elementBundle(value);
  return { now: found ? plainly(wireBundle(found)) : textOf(value, options) };
}

/** The forms of `value`; where its own way of showing itself fails, its text and the problem. Never throws, and `later` never rejects. */
export function showing(value: unknown, options: ShowingOptions = {}): { now: Showing } | { meanwhile: Shown; later: Promise<Showing> } {
  const failed = (error: unknown): Showing => ({ ...textOf(value, options), problem: { error } });
  try {
    const forms = formsOf(value, options);
    return "now" in forms ? forms : { meanwhile: forms.meanwhile, later: forms.later.catch(failed) };
  } catch (error) {
    return { now: failed(error) };
  }
}

/** What to show for a cell's last value; undefined: nothing. Never rejects. */
export async function resultOf(value: unknown, options: ShowingOptions = {}): Promise<Showing | undefined> {
  if (value === undefined || value === null) return undefined;
  const forms = showing(value, options);
  const shown = "now" in forms ? forms.now : await forms.later;
  return Object.keys(shown.data).length > 0 ? shown : undefined;
}

/** The bundle of a cell's last value; undefined: nothing. @throws what its display method throws */
export async function bundleOf(value: unknown): Promise<Bundle | undefined> {
  const shown = await resultOf(value);
  if (shown?.problem) throw shown.problem.error;
  return shown?.data;
}
