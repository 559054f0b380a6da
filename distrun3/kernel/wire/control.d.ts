/** Answers on the control channel that need nothing of the kernel: what is not supported is said, not left open. */
import type { Connection } from "./connection";
import type { Content } from "./message";
/** Content of the reply, by type of the request; other requests are answered with `ok`. */
export declare const CONTROL_ANSWERS: Record<string, (content: Content, connection: Connection) => Content>;
