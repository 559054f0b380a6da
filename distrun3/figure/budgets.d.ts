/** The loss of a small and a large batch, once by epochs and once by steps: the same two trainings, and two different pictures. */
import type { Figure } from "./figure";
export interface BudgetRun {
    batch: number;
    stepsPerEpoch: number;
    /** After each step; the first is that of the start. */
    losses: readonly number[];
}
export interface BudgetsPlot {
    small: BudgetRun;
    large: BudgetRun;
    /** Epochs of the first budget; marked in both panels. */
    epochs: number;
    title: string;
    subtitle: string;
}
export declare function budgetsPlot({ small, large, epochs, title, subtitle }: BudgetsPlot): Figure;
