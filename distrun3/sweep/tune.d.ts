/** Chooses each cell's learning rate from its tuning runs: by their accuracy on the validation examples, never by the test set. */
import { type Cell, type CellRate, type Sweep } from "./grid";
import { type Outcome, type Trial } from "./rates";
/** A rate that was chosen, and what it was chosen from. */
export interface TunedRate extends CellRate {
    /** Number of examples that were held out of training. */
    validation: number;
    /** Means over the tuning seeds, on those examples; the loss in nats. */
    accuracy: number;
    loss: number;
    /** All rates of the grid, smallest first. */
    trials: Trial[];
}
export interface Tuned {
    rates: TunedRate[];
    /** Cells without a rate, and why. */
    untuned: {
        cell: Cell;
        error: string;
    }[];
    /** What a reader should know of the choice: a sentence each. */
    notes: string[];
}
/**
 * The rates of all cells whose tuning runs are there.
 * @param outcomeOf what a tuning run came to, by its id; undefined where nothing is known
 */
export declare function tuneRates(sweep: Sweep, outcomeOf: (id: string) => Outcome | undefined): Tuned;
