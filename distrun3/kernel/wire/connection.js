"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.addressOf = void 0;
exports.parseConnection = parseConnection;
exports.readConnection = readConnection;
/** Jupyter's connection file: where the kernel listens and with which key messages are signed. Checked before any socket opens. */
const node_crypto_1 = require("node:crypto");
const node_fs_1 = require("node:fs");
const errors_1 = require("../../errors");
const CHANNEL_PORTS = ["shell_port", "control_port", "stdin_port", "iopub_port", "hb_port"];
const isPort = (value) => Number.isInteger(value) && Number(value) > 0 && Number(value) < 65_536;
const DEFAULT_SCHEME = "hmac-sha256";
const SHORTEST_KEY = 8;
/** What each field must be; the text says so when it is not. Written out: a schema library costs a tenth of a second at every start. */
const CHECKS = {
    transport: { holds: (value) => value === undefined || value === "tcp" || value === "ipc", expected: "tcp or ipc" },
    ip: { holds: (value) => typeof value === "string" && value !== "", expected: "an address" },
    ...Object.fromEntries(CHANNEL_PORTS.map((name) => [name, { holds: isPort, expected: "a port from 1 to 65535" }])),
    signature_scheme: {
        holds: (value) => value === undefined || (typeof value === "string" && value.startsWith("hmac-") && (0, node_crypto_1.getHashes)().includes(value.slice("hmac-".length))),
        expected: "hmac- and the name of a hash",
    },
    key: {
        holds: (value) => typeof value === "string" && value.trim().length >= SHORTEST_KEY,
        expected: `a text of ${SHORTEST_KEY} characters or more (without a key anybody on this machine could run code)`,
    },
};
/** Reads the text of a connection file; `name` is for the messages. Throws a `UserError` for one that is no use, above all one without a key. */
function parseConnection(text, name) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        throw new errors_1.UserError(`The connection file ${name} is not JSON. Jupyter writes this file when it starts a kernel; start the kernel from Jupyter.`);
    }
    const fields = (typeof value === "object" && value !== null ? value : {});
    const wrong = Object.entries(CHECKS).filter(([field, { holds }]) => !holds(fields[field]));
    if (wrong.length > 0) {
        const found = wrong.map(([field, { expected }]) => `${field} is not ${expected}`).join("; ");
        throw new errors_1.UserError(`The connection file ${name} is refused: ${found}. Start the kernel from Jupyter, which writes a new one.`);
    }
    const { transport = "tcp", ip, signature_scheme = DEFAULT_SCHEME, key, ...ports } = fields;
    return {
        transport,
        ip,
        ports: { shell: ports.shell_port, control: ports.control_port, stdin: ports.stdin_port, iopub: ports.iopub_port, hb: ports.hb_port },
        signature: { key, hash: signature_scheme.slice("hmac-".length) },
    };
}
/** Reads a connection file. Throws a `UserError` if it is missing or no use. */
function readConnection(file) {
    let text;
    try {
        text = (0, node_fs_1.readFileSync)(file, "utf8");
    }
    catch (error) {
        throw new errors_1.UserError(`The connection file ${file} cannot be read (${error.code}). Start the kernel from Jupyter.`);
    }
    return parseConnection(text, file);
}
/** The address of a socket. */
const addressOf = ({ transport, ip }, port) => transport === "tcp" ? `tcp://${ip.includes(":") && !ip.startsWith("[") ? `[${ip}]` : ip}:${port}` : `ipc://${ip}-${port}`;
exports.addressOf = addressOf;
//# sourceMappingURL=connection.js.map