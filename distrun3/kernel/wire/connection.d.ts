import type { Signature } from "./message";
/** What a connection file says. */
export interface Connection {
    transport: "tcp" | "ipc";
    /** An address for `tcp`, the beginning of a path for `ipc`. */
    ip: string;
    ports: {
        shell: number;
        control: number;
        stdin: number;
        iopub: number;
        hb: number;
    };
    signature: Signature;
}
/** Reads the text of a connection file; `name` is for the messages. Throws a `UserError` for one that is no use, above all one without a key. */
export declare function parseConnection(text: string, name: string): Connection;
/** Reads a connection file. Throws a `UserError` if it is missing or no use. */
export declare function readConnection(file: string): Connection;
/** The address of a socket. */
export declare const addressOf: ({ transport, ip }: Connection, port: number) => string;
