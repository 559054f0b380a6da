/** A measure along training, a line a run: how sharp, curved or noisy the way to a minimum is, not its end alone. */
import type { AlongRow } from "../measure/panel/along";
import type { Figure } from "./figure";
export interface AlongLine {
    /** In the legend, e.g. "batch 256". */
    label: string;
    rows: readonly Pick<AlongRow, "epoch" | "step" | "value">[];
}
export interface AlongPlot {
    lines: readonly AlongLine[];
    title: string;
    /** Under the title; see `landscapeNote`. */
    subtitle: string;
    /** What is measured, with its unit. */
    valueTitle: string;
    /** Whether values are on a logarithmic scale, on which those of 0 or below are left out. Default false. */
    logarithmic?: boolean;
    /** Across; default epochs. Runs of other batches agree in one of both only. */
    over?: "epoch" | "step";
}
/** @throws RangeError for no lines, or where no row has a value */
export declare function alongPlot({ lines, title, subtitle, valueTitle, logarithmic, over }: AlongPlot): Figure;
