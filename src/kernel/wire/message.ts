/** One message of Jupyter's protocol, and its way to and from the parts that ZeroMQ carries: signed, checked, never trusted before. */
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

/** The version of Jupyter's messaging protocol that the kernel speaks. */
export const PROTOCOL_VERSION = "5.5";
/** Parts before this one say to whom a message goes. */
const DELIMITER = Buffer.from("<IDS|MSG>");
/** Header, parent header, metadata and content follow the signature; they alone are signed, binary parts are not: so the protocol has it. */
const JSON_PARTS = 4;
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Bytes a message may have in all. */
export const MAX_BYTES = 256 * 2 ** 20;
/** Parts a message may have in all. */
export const MAX_PARTS = 10_000;

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
export class MessageError extends Error {}

const signatureOf = (parts: readonly (Uint8Array | string)[], { key, hash }: Signature): Buffer => {
  const hmac = createHmac(hash, key);
  for (const part of parts) hmac.update(part);
  return Buffer.from(hmac.digest("hex"));
};

const isRecord = (value: unknown): value is Content => typeof value === "object" && value !== null && !Array.isArray(value);

function readJson(part: Uint8Array, name: string): Content {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(part));
  } catch {
    throw new MessageError(`its ${name} is not JSON`);
  }
  if (!isRecord(value)) throw new MessageError(`its ${name} is not an object`);
  return value;
}

function asHeader(value: Content): Header {
  for (const field of ["msg_id", "msg_type", "session"]) {
    if (typeof value[field] !== "string" || value[field] === "") throw new MessageError(`its header has no ${field}`);
  }
  return value as unknown as Header;
}

/**
 * Reads one message.
 * @returns The message and its signature, by which a replayed one is known.
 * @throws MessageError if it is not one of Jupyter's, is too large, or was not signed with the key. Nothing is parsed before the signature is checked.
 */
export function decode(parts: readonly Uint8Array[], signature: Signature, maxBytes = MAX_BYTES): { message: Message; signed: string } {
  const bytes = parts.reduce((sum, part) => sum + part.byteLength, 0);
  if (bytes > maxBytes) throw new MessageError(`it has ${bytes} bytes; at most ${maxBytes} are read`);
  if (parts.length > MAX_PARTS) throw new MessageError(`it has ${parts.length} parts; at most ${MAX_PARTS} are read`);
  const delimiter = parts.findIndex((part) => DELIMITER.equals(part));
  if (delimiter < 0) throw new MessageError("it has no delimiter <IDS|MSG>");
  const [given, ...signed] = parts.slice(delimiter + 1);
  if (!given || signed.length < JSON_PARTS)
    throw new MessageError(`it has ${parts.length - delimiter - 1} parts after the delimiter; at least 5 are needed`);
  const wanted = signatureOf(signed.slice(0, JSON_PARTS), signature);
  if (given.byteLength !== wanted.byteLength || !timingSafeEqual(given, wanted)) {
    throw new MessageError(given.byteLength === 0 ? "it is not signed" : "its signature is wrong");
  }
  const [header, parent, metadata, content, ...buffers] = signed as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, ...Uint8Array[]];
  const message: Message = {
    idents: parts.slice(0, delimiter),
    header: asHeader(readJson(header, "header")),
    parent_header: readJson(parent, "parent header"),
    metadata: readJson(metadata, "metadata"),
    content: readJson(content, "content"),
    buffers,
  };
  return { message, signed: wanted.toString() };
}

/** A message as the parts that ZeroMQ sends. */
export function encode({ idents, json, buffers }: Outgoing, signature: Signature): (Uint8Array | string)[] {
  return [...idents, DELIMITER, signatureOf(json, signature), ...json, ...buffers];
}

/** Makes a message of `type` that answers, or is caused by, the one with the header `parent`. */
export function compose(
  type: string,
  content: object,
  parent: Partial<Header>,
  options: { idents?: (Uint8Array | string)[]; metadata?: object; buffers?: Uint8Array[] } = {},
): Outgoing {
  const header: Header = {
    msg_id: randomUUID(),
    msg_type: type,
    session: parent.session ?? SESSION,
    username: parent.username ?? "kernel",
    date: new Date().toISOString(),
    version: PROTOCOL_VERSION,
  };
  const json = [header, parent, options.metadata ?? {}, content].map((part) => JSON.stringify(part));
  return { idents: options.idents ?? [], json, buffers: options.buffers ?? [] };
}

const SESSION = randomUUID();

/** Makes a message for everybody who listens. */
export const broadcast = (
  type: string,
  content: object,
  parent: Partial<Header>,
  options: { metadata?: object; buffers?: Uint8Array[] } = {},
): Outgoing => compose(type, content, parent, { ...options, idents: [`kernel.tslab.${type}`] });
