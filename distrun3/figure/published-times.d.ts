/** Published training times beside the time that the counted operations would take at the card's peak rate: the distance between the two is the card's utilisation. */
import type { Figure } from "./figure";
export interface TimeRow {
    network: string;
    card: string;
    devices: number;
    /** Published, as a range. */
    days: readonly [low: number, high: number];
    /** Days at the peak rate. */
    atPeak: number;
    /** Shares 0 … 1. */
    utilisation: readonly [low: number, high: number];
}
/** Drawn from top to bottom in the order of the rows. */
export declare function publishedTimesPlot(rows: readonly TimeRow[]): Figure;
