/** Answers on the control channel that need nothing of the kernel: what is not supported is said, not left open. */
import type { Connection } from "./connection";
import type { Content } from "./message";

const unsupported = (what: string): Content => ({
  status: "error",
  ename: "NotSupported",
  evalue: `This kernel has no ${what}.`,
  traceback: [],
});
const noSubshells = (): Content => unsupported("subshells");

/** Content of the reply, by type of the request; other requests are answered with `ok`. */
export const CONTROL_ANSWERS: Record<string, (content: Content, connection: Connection) => Content> = {
  create_subshell_request: noSubshells,
  delete_subshell_request: noSubshells,
  list_subshell_request: noSubshells,
  shutdown_request: ({ restart }) => ({ status: "ok", restart: restart === true }),
  connect_request: (_, { ports }) => ({
    status: "ok",
    ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [`${name}_port`, port])),
  }),
  // The reply is one of the Debug Adapter Protocol.
  debug_request: ({ seq, command }) => ({
    ...unsupported("debugger"),
    type: "response",
    seq: 0,
    request_seq: typeof seq === "number" ? seq : 0,
    success: false,
    command: typeof command === "string" ? command : "",
    message: "This kernel has no debugger.",
    body: {},
  }),
};
