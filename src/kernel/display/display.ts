/** Rich output from notebook code: any value, MIME bundles, Markdown and tables; outputs that change in place. Outside a kernel the plain text is printed. */
import { randomUUID } from "node:crypto";
import { isConnected, publish } from "../output/publish";
import { type Bundle, isBundle, type Shown, wireBundle } from "./bundle";
import { jupyterDisplay, type Showing, showing } from "./result";
import { type Frame, type TableOptions, tableBundle } from "./table";

/** The symbol under which a value's display method is found, under Deno's name for it. */
export const $display: typeof jupyterDisplay = jupyterDisplay;

/** How to show a value. */
export interface DisplayOptions {
  /** By MIME type, such as `{ "image/png": { width: 760 } }`. */
  metadata?: Bundle;
  /** A name for the output: every output of that name changes with `update`. Default: one of its own. */
  id?: string;
}

/** An output that can be changed in place. As the last value of a cell it shows nothing more. */
export interface DisplayHandle {
  readonly id: string;
  /** Replaces the output by another value or bundle. */
  update(value: unknown, metadata?: Bundle): void;
}

/** Whether this code runs in a notebook's kernel. */
export const inKernel = isConnected;

type Describe = (error: unknown) => string;
interface Shared {
  describe: Describe;
  pending: Set<Promise<unknown>>;
}

// Code that the kernel loads a second time (a live module) must find the same displays.
const place = globalThis as unknown as Record<symbol, Shared | undefined>;
const key = Symbol.for("largebatch.kernel.display");
place[key] ??= { describe: (error) => String(error instanceof Error ? error.stack : error), pending: new Set() };
const shared = place[key];

/** Says how an error reads in terms of cells. Called by the kernel at its start. */
export function connectDisplay(describe: Describe): void {
  shared.describe = describe;
}

/** Resolves when every display that still waits for its richest form has sent it. Never rejects. */
export async function displaysSettled(): Promise<void> {
  while (shared.pending.size > 0) await Promise.all(shared.pending);
}

/** Sends what is shown as an output, new or changed. Outside a kernel its text is printed. */
function send({ data, metadata, problem }: Showing, id: string, update: boolean): void {
  const content = { data, metadata, transient: { display_id: id } };
  if (Object.keys(data).length > 0 && !publish(update ? "update_display_data" : "display_data", content)) {
    console.log(String(data["text/plain"] ?? `(${Object.keys(data).join(", ")})`));
  }
  if (problem) console.error(shared.describe(problem.error));
}

/** What is at hand of `value`, and what takes longer. */
function formsOf(value: unknown, metadata: Bundle | undefined): { now: Showing; later?: Promise<Showing> } {
  const complete = (shown: Showing): Showing => ({ ...shown, metadata: { ...shown.metadata, ...metadata } });
  if (isBundle(value)) return { now: complete({ data: wireBundle(value), metadata: {} } satisfies Shown) };
  const forms = showing(value, { describe: shared.describe });
  return "now" in forms ? { now: complete(forms.now) } : { now: complete(forms.meanwhile), later: forms.later.then(complete) };
}

/**
 * Shows a value as if it were the last of a cell. A bundle, a plain object whose keys are MIME types, is shown as it is:
 * several forms of one thing, of which the client shows the richest it knows; pictures as bytes or in base64.
 * @returns A handle that changes this output later.
 */
export function display(value: unknown, { metadata, id = randomUUID() }: DisplayOptions = {}): DisplayHandle {
  let newest = 0;
  const show = (next: unknown, nextMetadata: Bundle | undefined, update: boolean): void => {
    const mine = ++newest;
    const { now, later } = formsOf(next, nextMetadata);
    // Outside a kernel a line once printed is not changed, so the whole value is awaited.
    if (inKernel() || !later) send(now, id, update);
    const again = inKernel();
    const sent = later
      ?.then((shown) => {
        if (mine === newest) send(shown, id, again || update);
      })
      .finally(() => shared.pending.delete(sent as Promise<void>));
    if (sent) shared.pending.add(sent);
  };
  show(value, metadata, false);
  const handle: DisplayHandle = { id, update: (next, nextMetadata) => show(next, nextMetadata, true) };
  return Object.defineProperty(handle, jupyterDisplay, { value: () => ({}) });
}

/**
 * Removes what the cell has shown so far.
 * @param wait Whether to keep it until the next output comes, which avoids flicker.
 */
export function clearOutput(wait = false): void {
  publish("clear_output", { wait });
}

/** Shows Markdown `text`, formulas in `$…$` included. */
export const markdown = (text: string): DisplayHandle => display({ "text/markdown": text, "text/plain": text });

/** Shows a danfojs `DataFrame` (or anything with `columns` and `values`) as a table. */
export const table = (frame: Frame, options: TableOptions = {}): DisplayHandle => display(tableBundle(frame, options));
