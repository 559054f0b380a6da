import { type Outgoing } from "./wire/message";
declare global {
    /**
     * Asks the user for a line of text, and waits for it.
     * @param message What is asked.
     * @param preset Taken if the answer is empty.
     */
    function prompt(message?: string, preset?: string): string;
}
/** Gives the way to ask; the kernel calls it once. */
export declare function connectInput(askInput: (message: Outgoing) => string | undefined): void;
/** Says whether the client of the running cell answers questions. */
export declare function allowInput(yes: boolean): void;
/**
 * Asks the user, and waits: nothing else runs meanwhile, as in a browser.
 * @param message What is asked.
 * @param preset Taken if the answer is empty.
 * @returns The answer. An interrupt ends the cell.
 */
export declare function prompt(message?: string, preset?: string): string;
