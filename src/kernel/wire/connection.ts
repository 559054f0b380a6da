/** Jupyter's connection file: where the kernel listens and with which key messages are signed. Checked before any socket opens. */
import { getHashes } from "node:crypto";
import { readFileSync } from "node:fs";
import { UserError } from "../../errors";
import type { Signature } from "./message";

/** What a connection file says. */
export interface Connection {
  transport: "tcp" | "ipc";
  /** An address for `tcp`, the beginning of a path for `ipc`. */
  ip: string;
  ports: { shell: number; control: number; stdin: number; iopub: number; hb: number };
  signature: Signature;
}

const CHANNEL_PORTS = ["shell_port", "control_port", "stdin_port", "iopub_port", "hb_port"] as const;

type ConnectionFile = Record<(typeof CHANNEL_PORTS)[number], number> & {
  transport?: "tcp" | "ipc";
  ip: string;
  signature_scheme?: string;
  key: string;
};

const isPort = (value: unknown): boolean => Number.isInteger(value) && Number(value) > 0 && Number(value) < 65_536;
const DEFAULT_SCHEME = "hmac-sha256";
const SHORTEST_KEY = 8;

/** What each field must be; the text says so when it is not. Written out: a schema library costs a tenth of a second at every start. */
const CHECKS: Record<string, { holds(value: unknown): boolean; expected: string }> = {
  transport: { holds: (value) => value === undefined || value === "tcp" || value === "ipc", expected: "tcp or ipc" },
  ip: { holds: (value) => typeof value === "string" && value !== "", expected: "an address" },
  ...Object.fromEntries(CHANNEL_PORTS.map((name) => [name, { holds: isPort, expected: "a port from 1 to 65535" }])),
  signature_scheme: {
    holds: (value) =>
      value === undefined || (typeof value === "string" && value.startsWith("hmac-") && getHashes().includes(value.slice("hmac-".length))),
    expected: "hmac- and the name of a hash",
  },
  key: {
    holds: (value) => typeof value === "string" && value.trim().length >= SHORTEST_KEY,
    expected: `a text of ${SHORTEST_KEY} characters or more (without a key anybody on this machine could run code)`,
  },
};

/** Reads the text of a connection file; `name` is for the messages. Throws a `UserError` for one that is no use, above all one without a key. */
export function parseConnection(text: string, name: string): Connection {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UserError(
      `The connection file ${name} is not JSON. Jupyter writes this file when it starts a kernel; start the kernel from Jupyter.`,
    );
  }
  const fields = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  const wrong = Object.entries(CHECKS).filter(([field, { holds }]) => !holds(fields[field]));
  if (wrong.length > 0) {
    const found = wrong.map(([field, { expected }]) => `${field} is not ${expected}`).join("; ");
    throw new UserError(`The connection file ${name} is refused: ${found}. Start the kernel from Jupyter, which writes a new one.`);
  }
  const { transport = "tcp", ip, signature_scheme = DEFAULT_SCHEME, key, ...ports } = fields as unknown as ConnectionFile;
  return {
    transport,
    ip,
    ports: { shell: ports.shell_port, control: ports.control_port, stdin: ports.stdin_port, iopub: ports.iopub_port, hb: ports.hb_port },
    signature: { key, hash: signature_scheme.slice("hmac-".length) },
  };
}

/** Reads a connection file. Throws a `UserError` if it is missing or no use. */
export function readConnection(file: string): Connection {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new UserError(
      `The connection file ${file} cannot be read (${(error as NodeJS.ErrnoException).code}). Start the kernel from Jupyter.`,
    );
  }
  return parseConnection(text, file);
}

/** The address of a socket. */
export const addressOf = ({ transport, ip }: Connection, port: number): string =>
  transport === "tcp" ? `tcp://${ip.includes(":") && !ip.startsWith("[") ? `[${ip}]` : ip}:${port}` : `ipc://${ip}-${port}`;
