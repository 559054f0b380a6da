import { openComm, registerTarget } from "./comms";
import { clearOutput, display, markdown, table } from "./display/display";
/** The kernel, as cells see it. */
export interface KernelOfCells {
    /**
     * Aborted when the user interrupts this cell; each cell has its own. Work that listens to it has the time to bring its results home:
     * without it the cell is ended where it is. Outside a notebook it is never aborted.
     */
    readonly signal: AbortSignal;
    /** Shows any value, or a bundle of MIME types; returns a handle whose `update` changes the output. */
    readonly display: typeof display;
    /** Shows Markdown. */
    readonly markdown: typeof markdown;
    /** Shows a data frame as a table. */
    readonly table: typeof table;
    /** Removes what the cell has shown so far; `clearOutput(true)`: when the next output comes. */
    readonly clearOutput: typeof clearOutput;
    /** Channels to the front end, with binary buffers: `open` one, or `register` who takes those that the front end opens. */
    readonly comm: {
        readonly open: typeof openComm;
        readonly register: typeof registerTarget;
    };
}
declare global {
    /** The kernel of this notebook. */
    var kernel: KernelOfCells;
}
declare const kernelOfCells: KernelOfCells;
export { kernelOfCells as kernel };
