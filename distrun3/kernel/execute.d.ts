/** `execute_request`: cells one after the other, with their input, result, error, history and the requests aborted behind a failure. */
import type { Cells } from "./cells";
import type { History } from "./history";
import type { Content, Message } from "./wire/message";
/** Runs the cells of one kernel. */
export declare class Execution {
    private readonly cells;
    private readonly history;
    private readonly together;
    private count;
    private running;
    private last;
    private readonly waiting;
    /** @param together Sends all that is published in its argument in one go (see `Wire`). */
    constructor(cells: Cells, history: History, together: <T>(work: () => T) => T);
    /** Runs the request's code when those before it have ended. `reply` is called once; the state `busy` is published when the code starts. */
    run(message: Message, reply: (content: Content) => void): Promise<void>;
    /** Says again that a cell runs, after another request was answered meanwhile: clients show the last state they heard. */
    restoreStatus(): void;
    private runCell;
    /** Runs the code and publishes its value. Returns the error it ended with, or the text of its value. */
    private evaluate;
    /** The values of `user_expressions`, each with its own status. */
    private evaluateAll;
    private evaluateExpression;
    /** Aborts every cell the client has sent by now. What it sends after our reply runs again. */
    private abortWaiting;
}
