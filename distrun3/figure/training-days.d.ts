/** Days of training by card: one line a network; the reader's own machine stands apart at the right. */
import type { Figure } from "./figure";
export interface DaysRow {
    network: string;
    card: string;
    /** Undefined: a machine that was measured, not a card of a known year. */
    year?: number;
    days: number;
}
/** @param subtitle what all of them have in common: epochs, images, utilisation */
export declare function trainingDaysPlot(rows: readonly DaysRow[], subtitle: string): Figure;
