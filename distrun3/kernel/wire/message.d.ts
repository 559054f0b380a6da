/** The version of Jupyter's messaging protocol that the kernel speaks. */
export declare const PROTOCOL_VERSION = "5.5";
/** Bytes a message may have in all. */
export declare const MAX_BYTES: number;
/** Parts a message may have in all. */
export declare const MAX_PARTS = 10000;
/** A socket that carries messages. */
export type Channel = "shell" | "control" | "stdin" | "iopub";
/** Says which message this is. */
export interface Header {
    msg_id: string;
    msg_type: string;
    session: string;
    username: string;
    date: string;
    version: string;
}
/** The content of a message: JSON. */
export type Content = Record<string, unknown>;
/** A message that came in. */
export interface Message {
    /** Routing: what a reply must begin with. */
    idents: Uint8Array[];
    header: Header;
    parent_header: Partial<Header>;
    metadata: Content;
    content: Content;
    /** Binary parts, as they are. */
    buffers: Uint8Array[];
}
/** A message to send: its JSON parts are texts already, so that what cannot be written as JSON fails where it was made. */
export interface Outgoing {
    idents: (Uint8Array | string)[];
    /** Header, parent header, metadata, content. */
    json: string[];
    buffers: Uint8Array[];
}
/** How messages are signed. */
export interface Signature {
    key: string;
    /** The name of a hash, such as `sha256`. */
    hash: string;
}
/** Why a message is dropped. */
export declare class MessageError extends Error {
}
/**
 * Reads one message.
 * @returns The message and its signature, by which a replayed one is known.
 * @throws MessageError if it is not one of Jupyter's, is too large, or was not signed with the key. Nothing is parsed before the signature is checked.
 */
export declare function decode(parts: readonly Uint8Array[], signature: Signature, maxBytes?: number): {
    message: Message;
    signed: string;
};
/** A message as the parts that ZeroMQ sends. */
export declare function encode({ idents, json, buffers }: Outgoing, signature: Signature): (Uint8Array | string)[];
/** Makes a message of `type` that answers, or is caused by, the one with the header `parent`. */
export declare function compose(type: string, content: object, parent: Partial<Header>, options?: {
    idents?: (Uint8Array | string)[];
    metadata?: object;
    buffers?: Uint8Array[];
}): Outgoing;
/** Makes a message for everybody who listens. */
export declare const broadcast: (type: string, content: object, parent: Partial<Header>, options?: {
    metadata?: object;
    buffers?: Uint8Array[];
}) => Outgoing;
