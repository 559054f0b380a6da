import type { Planned } from "./executor";
import type { SweepInput } from "./grid";
import { type SweepDisplay } from "./progress";
import { type SweepOptions, type SweepResult } from "./sweep";
/**
 * A sweep that shows itself in a notebook, and outside one as on a terminal: `sweep`, with a display of each stage that has something to do.
 * The button stops it as an interrupt of the cell does: the runs at work are saved, and the same call goes on with them.
 */
export declare function sweepShown(input: SweepInput, options?: SweepOptions): Promise<SweepResult>;
/** Shows the runs of a sweep that is about to begin. @param onStop what the button does, in a notebook */
export declare const watchSweep: (runs: readonly Planned[], onStop: () => void) => SweepDisplay;
