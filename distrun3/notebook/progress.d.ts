/** Tells how far a run of notebooks is: one line that is written over on a terminal, else a line a cell. */
import type { NotebookEvent, NotebookFailure } from "./run";
/** Where progress goes: the part of a terminal or file stream that is needed. */
export interface ProgressStream {
    write(text: string): unknown;
    isTTY?: boolean;
    columns?: number;
}
/** Returns the listener for `runNotebooks`, which writes to `stream`. */
export declare function reportProgress(stream: ProgressStream): (event: NotebookEvent) => void;
/** A failure in words: notebook, cell, the first lines of its source, the message. */
export declare function describeFailure({ notebook, index, source, name, message }: NotebookFailure): string;
