import type { RunStore } from "../store";
import type { RunRow } from "../store/row";
import type { Bundle } from "./bundle";
import type { Order } from "./order";
/** @throws UserError unless the files are those of the run that was ordered, trained to its end on the data of the order */
export declare function requireFinished({ run, data }: Order, files: Map<string, Uint8Array>): void;
/**
 * Writes a checked run into the store, `result.json` last, and notes it there. Where the store has it by now, that one stays, and gets the measures.
 * @throws UserError where the store cannot be written to: the run stays in the queue
 */
export declare function keepFinished({ id, measure }: Order, { files }: Bundle, store: RunStore, signal: AbortSignal): Promise<RunRow | undefined>;
