/** Rich output from notebook code: MIME bundles, Markdown and tables. Outside a kernel the plain text is printed instead. */
import { randomUUID } from "node:crypto";
import { type Bundle, jupyterDisplay } from "./result";
import { type Frame, type TableOptions, tableBundle } from "./table";

type WriteDisplayData = (content: object, update: boolean) => void;

/** An output that can be changed in place. As the last value of a cell it shows nothing more. */
export interface DisplayHandle {
  /** Replaces the output by another bundle. */
  update(bundle: Bundle, metadata?: Bundle): void;
}

/** tslab's writer for the running cell. A cell runs only after tslab is loaded, so it is looked up, not loaded: it holds a whole compiler. */
function currentWriter(): WriteDisplayData | undefined {
  const loaded = require.cache[require.resolve("tslab/dist/jupyter")]?.exports as
    | { lastWriteDisplayData?: WriteDisplayData | null }
    | undefined;
  return loaded?.lastWriteDisplayData ?? undefined;
}

/** Whether this code runs in a cell of a notebook. */
export const inKernel = (): boolean => currentWriter() !== undefined;

function write(data: Bundle, metadata: Bundle, id: string, update: boolean): void {
  const writer = currentWriter();
  if (writer) writer({ data, metadata, transient: { display_id: id } }, update);
  else console.log(String(data["text/plain"] ?? `(${Object.keys(data).join(", ")})`));
}

/**
 * Shows one output that carries several forms of one thing; the client shows the richest it knows.
 * @param bundle MIME types and their data: text as a string, JSON types as objects, pictures in base64.
 * @param metadata By MIME type, such as `{ "image/png": { width: 760 } }`.
 * @returns A handle that changes this output later.
 */
export function display(bundle: Bundle, metadata: Bundle = {}): DisplayHandle {
  const id = randomUUID();
  write(bundle, metadata, id, false);
  const handle: DisplayHandle = { update: (next, nextMetadata = {}) => write(next, nextMetadata, id, true) };
  return Object.defineProperty(handle, jupyterDisplay, { value: () => ({}) });
}

/** Shows Markdown `text`, formulas in `$…$` included. */
export const markdown = (text: string): DisplayHandle => display({ "text/markdown": text, "text/plain": text });

/** Shows a danfojs `DataFrame` (or anything with `columns` and `values`) as a table. */
export const table = (frame: Frame, options: TableOptions = {}): DisplayHandle => display(tableBundle(frame, options));
