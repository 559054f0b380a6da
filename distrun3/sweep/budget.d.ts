/** How long each run of a sweep trains: for so many epochs, for so many steps, or until the loss stalls. */
import { type Run } from "../config";
/** The settings of a run that a budget decides. */
export type Budget = {
    until: "epochs";
    epochs: number;
} | {
    until: "steps";
    steps: number;
} | {
    until: "stall";
};
/**
 * The budget that a text names.
 * @param text "epochs:40", "steps:2000" or "stall"
 * @throws UsageError for any other text
 */
export declare function parseBudget(text: string): Budget;
/** The budget as it is written. */
export declare const budgetText: (budget: Budget) => string;
/** Settings that the budget decides, and a sweep's own settings may not: those that remain free are further limits, such as `epochs` where the loss may stall earlier. */
export declare const decidedBy: ({ until }: Budget) => readonly (keyof Run)[];
