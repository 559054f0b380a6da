/** Tells how far a run of notebooks is: one line that is written over on a terminal, else a line a cell. */
import type { NotebookEvent, NotebookFailure } from "./run";

/** Where progress goes: the part of a terminal or file stream that is needed. */
export interface ProgressStream {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

const CLEAR_LINE = "\r\u001b[K";

const shorten = (text: string, columns: number): string => (text.length > columns ? `${text.slice(0, columns - 1)}…` : text);

/** Returns the listener for `runNotebooks`, which writes to `stream`. */
export function reportProgress(stream: ProgressStream): (event: NotebookEvent) => void {
  const columns = (stream.columns ?? 80) - 1;
  return (event) => {
    if (event.event === "cell started") {
      const text = `${event.notebook}  cell ${event.index}/${event.total}  ${event.line}`;
      stream.write(stream.isTTY ? CLEAR_LINE + shorten(text, columns) : `${shorten(text, 120)}\n`);
    } else if (stream.isTTY && (event.event === "error" || (event.event === "cell finished" && event.index === event.total))) {
      stream.write(event.event === "error" ? CLEAR_LINE : `${CLEAR_LINE}${event.notebook}  ${event.total} cells, done\n`);
    }
  };
}

const SHOWN_LINES = 6;

/** A failure in words: notebook, cell, the first lines of its source, the message. */
export function describeFailure({ notebook, index, source, name, message }: NotebookFailure): string {
  const lines = source.trim().split("\n");
  const shown = lines.slice(0, SHOWN_LINES).map((line) => `    ${line}`);
  const rest = lines.length > SHOWN_LINES ? [`    … ${lines.length - SHOWN_LINES} more lines`] : [];
  return [`${notebook}, cell ${index} failed:`, ...shown, ...rest, `${name}: ${message}`].join("\n");
}
