import type { ExecutorOptions, Planned } from "../executor";
import { type Address } from "./address";
import { type Notice } from "./connect";
export interface Coordination {
    address: Address;
    queue: string;
    notice: Notice;
    /** Milliseconds between two looks for lost events; for tests. */
    lookAgainMs?: number;
}
/**
 * Has runs executed by the workers of a queue, until each is in the store or has failed, or the signal says stop; then the runs stay in the queue.
 * @throws UserError where Redis cannot be reached, the queue is of another version, or the store cannot be written to
 */
export declare function coordinate(runs: Planned[], options: ExecutorOptions, spec: Coordination): Promise<void>;
