"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.broadcast = exports.MessageError = exports.MAX_PARTS = exports.MAX_BYTES = exports.PROTOCOL_VERSION = void 0;
exports.decode = decode;
exports.encode = encode;
exports.compose = compose;
/** One message of Jupyter's protocol, and its way to and from the parts that ZeroMQ carries: signed, checked, never trusted before. */
const node_crypto_1 = require("node:crypto");
/** The version of Jupyter's messaging protocol that the kernel speaks. */
exports.PROTOCOL_VERSION = "5.5";
/** Parts before this one say to whom a message goes. */
const DELIMITER = Buffer.from("<IDS|MSG>");
/** Header, parent header, metadata and content follow the signature; they alone are signed, binary parts are not: so the protocol has it. */
const JSON_PARTS = 4;
const utf8 = new TextDecoder("utf-8", { fatal: true });
/** Bytes a message may have in all. */
exports.MAX_BYTES = 256 * 2 ** 20;
/** Parts a message may have in all. */
exports.MAX_PARTS = 10_000;
/** Why a message is dropped. */
class MessageError extends Error {
}
exports.MessageError = MessageError;
const signatureOf = (parts, { key, hash }) => {
    const hmac = (0, node_crypto_1.createHmac)(hash, key);
    for (const part of parts)
        hmac.update(part);
    return Buffer.from(hmac.digest("hex"));
};
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
function readJson(part, name) {
    let value;
    try {
        value = JSON.parse(utf8.decode(part));
    }
    catch {
        throw new MessageError(`its ${name} is not JSON`);
    }
    if (!isRecord(value))
        throw new MessageError(`its ${name} is not an object`);
    return value;
}
function asHeader(value) {
    for (const field of ["msg_id", "msg_type", "session"]) {
        if (typeof value[field] !== "string" || value[field] === "")
            throw new MessageError(`its header has no ${field}`);
    }
    return value;
}
/**
 * Reads one message.
 * @returns The message and its signature, by which a replayed one is known.
 * @throws MessageError if it is not one of Jupyter's, is too large, or was not signed with the key. Nothing is parsed before the signature is checked.
 */
function decode(parts, signature, maxBytes = exports.MAX_BYTES) {
    const bytes = parts.reduce((sum, part) => sum + part.byteLength, 0);
    if (bytes > maxBytes)
        throw new MessageError(`it has ${bytes} bytes; at most ${maxBytes} are read`);
    if (parts.length > exports.MAX_PARTS)
        throw new MessageError(`it has ${parts.length} parts; at most ${exports.MAX_PARTS} are read`);
    const delimiter = parts.findIndex((part) => DELIMITER.equals(part));
    if (delimiter < 0)
        throw new MessageError("it has no delimiter <IDS|MSG>");
    const [given, ...signed] = parts.slice(delimiter + 1);
    if (!given || signed.length < JSON_PARTS)
        throw new MessageError(`it has ${parts.length - delimiter - 1} parts after the delimiter; at least 5 are needed`);
    const wanted = signatureOf(signed.slice(0, JSON_PARTS), signature);
    if (given.byteLength !== wanted.byteLength || !(0, node_crypto_1.timingSafeEqual)(given, wanted)) {
        throw new MessageError(given.byteLength === 0 ? "it is not signed" : "its signature is wrong");
    }
    const [header, parent, metadata, content, ...buffers] = signed;
    const message = {
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
function encode({ idents, json, buffers }, signature) {
    return [...idents, DELIMITER, signatureOf(json, signature), ...json, ...buffers];
}
/** Makes a message of `type` that answers, or is caused by, the one with the header `parent`. */
function compose(type, content, parent, options = {}) {
    const header = {
        msg_id: (0, node_crypto_1.randomUUID)(),
        msg_type: type,
        session: parent.session ?? SESSION,
        username: parent.username ?? "kernel",
        date: new Date().toISOString(),
        version: exports.PROTOCOL_VERSION,
    };
    const json = [header, parent, options.metadata ?? {}, content].map((part) => JSON.stringify(part));
    return { idents: options.idents ?? [], json, buffers: options.buffers ?? [] };
}
const SESSION = (0, node_crypto_1.randomUUID)();
/** Makes a message for everybody who listens. */
const broadcast = (type, content, parent, options = {}) => compose(type, content, parent, { ...options, idents: [`kernel.tslab.${type}`] });
exports.broadcast = broadcast;
//# sourceMappingURL=message.js.map