import { type Work } from "./work";
export interface StockTraining {
    /** One epoch. @returns the loss of each step before the step */
    epoch(): number[];
    dispose(): void;
}
/** Builds the model with the work's starting weights; the data set lies on the device, as in the other programs. */
export declare function stockTraining(work: Work): StockTraining;
