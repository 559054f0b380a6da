import type { Epoch } from "../../train/loop";
export declare const HISTORY_FILE: "history.jsonl";
/** The history is these epochs from now on: none of a run that starts, those of the checkpoint of one that goes on. */
export declare function cutHistory(folder: string, epochs: readonly Epoch[]): Promise<void>;
/** Adds an epoch. A process that is killed meanwhile leaves a torn last line, which nobody reads and the next one cuts off. */
export declare function appendEpoch(folder: string, epoch: Epoch): void;
/** The epochs so far; none where there is no history yet. @throws UserError for a line before the last that is none */
export declare function readHistory(folder: string): Promise<Epoch[]>;
