import type { Worker } from "./process";
import { type Spread } from "./step";
export interface InTurnOptions {
    rounds: number;
    /** Largest relative difference of the first values that still counts as the same work. */
    sameWork: number;
    onProgress?(line: string): void;
}
/**
 * @param engines how to start each; the first one is ours
 * @returns milliseconds a repetition
 * @throws UserError for a worker that ends early, or does other work than the first
 */
export declare function measureInTurn(engines: Record<string, () => Promise<Worker>>, options: InTurnOptions): Promise<Record<string, Spread>>;
