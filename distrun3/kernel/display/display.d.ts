import { isConnected } from "../output/publish";
import { type Bundle } from "./bundle";
import { jupyterDisplay } from "./result";
import { type Frame, type TableOptions } from "./table";
/** The symbol under which a value's display method is found, under Deno's name for it. */
export declare const $display: typeof jupyterDisplay;
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
export declare const inKernel: typeof isConnected;
type Describe = (error: unknown) => string;
/** Says how an error reads in terms of cells. Called by the kernel at its start. */
export declare function connectDisplay(describe: Describe): void;
/** Resolves when every display that still waits for its richest form has sent it. Never rejects. */
export declare function displaysSettled(): Promise<void>;
/**
 * Shows a value as if it were the last of a cell. A bundle, a plain object whose keys are MIME types, is shown as it is:
 * several forms of one thing, of which the client shows the richest it knows; pictures as bytes or in base64.
 * @returns A handle that changes this output later.
 */
export declare function display(value: unknown, { metadata, id }?: DisplayOptions): DisplayHandle;
/**
 * Removes what the cell has shown so far.
 * @param wait Whether to keep it until the next output comes, which avoids flicker.
 */
export declare function clearOutput(wait?: boolean): void;
/** Shows Markdown `text`, formulas in `$…$` included. */
export declare const markdown: (text: string) => DisplayHandle;
/** Shows a danfojs `DataFrame` (or anything with `columns` and `values`) as a table. */
export declare const table: (frame: Frame, options?: TableOptions) => DisplayHandle;
export {};
