import type { Program } from "./program";
import type { RecordedStep } from "./variables";
export interface Exchange {
    /** Writes the variables that were assigned outside since the last exchange into the program; those that another program has trained are given back by it before. */
    takeOver(): void;
    /** Notes that the program has run: it holds the newest values of what it assigns, until they are given back. */
    trained(): void;
    /** Assigns the program's state to the variables that the step assigns; what was assigned outside since is newer and stays. */
    giveBack(): void;
    /** Gives up values that have not been given back. */
    forget(): void;
}
/** A variable that was assigned outside has another `dataId` than at the last exchange. */
export declare function exchangeOf(program: Program, { variables, outputs }: RecordedStep): Exchange;
