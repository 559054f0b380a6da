/** Payloads: what the reply to a cell asks the client to do. Here: text for its pager, and code for its next input. */
import type { Bundle } from "../display/result";
import { sharedState } from "../shared";

type Payload = { source: "page"; data: Bundle; start: number } | { source: "set_next_input"; text: string; replace: boolean };

const pending = sharedState<Payload[]>("payload", () => []);

/** Shows `text` in the client's pager, beside the notebook instead of in it. */
export function page(text: string | Bundle): void {
  pending.push({ source: "page", data: typeof text === "string" ? { "text/plain": text } : text, start: 0 });
}

/** Puts `code` into the next cell. */
export function setNextInput(code: string): void {
  pending.push({ source: "set_next_input", text: code, replace: false });
}

/** Takes the payloads of the cell that ended. */
export const takePayload = (): Payload[] => pending.splice(0);
