"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.CONTROL_ANSWERS = void 0;
const unsupported = (what) => ({
    status: "error",
    ename: "NotSupported",
    evalue: `This kernel has no ${what}.`,
    traceback: [],
});
const noSubshells = () => unsupported("subshells");
/** Content of the reply, by type of the request; other requests are answered with `ok`. */
exports.CONTROL_ANSWERS = {
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
//# sourceMappingURL=control.js.map