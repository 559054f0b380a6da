/** Payloads: what the reply to a cell asks the client to do. Here: text for its pager, and code for its next input. */
import type { Bundle } from "../display/result";
type Payload = {
    source: "page";
    data: Bundle;
    start: number;
} | {
    source: "set_next_input";
    text: string;
    replace: boolean;
};
/** Shows `text` in the client's pager, beside the notebook instead of in it. */
export declare function page(text: string | Bundle): void;
/** Puts `code` into the next cell. */
export declare function setNextInput(code: string): void;
/** Takes the payloads of the cell that ended. */
export declare const takePayload: () => Payload[];
export {};
