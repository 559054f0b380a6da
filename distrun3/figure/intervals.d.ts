/** Intervals of many experiments, one below the other, and the truth: those that miss it are crossed. */
import type { Figure } from "./figure";
export interface IntervalRow {
    mean: number;
    low: number;
    high: number;
    /** Whether the interval holds the truth. */
    holds: boolean;
}
export interface IntervalsPlot {
    rows: readonly IntervalRow[];
    truth: number;
    /** What is measured, with its unit. */
    effect: string;
    title: string;
    subtitle: string;
}
export declare function intervalsPlot({ rows, truth, effect, title, subtitle }: IntervalsPlot): Figure;
