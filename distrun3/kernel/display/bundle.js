"use strict";
/** MIME bundles as they go over the wire: text as strings, JSON types as objects, binary types in base64, nothing larger than a notebook bears. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.isBundle = isBundle;
exports.wireBundle = wireBundle;
/** Characters of one MIME type at most. A front end lays out the whole of it, and the notebook's file carries it. */
const LARGEST = 32 * 1024 * 1024;
const MIME = /^[\w.+-]+\/[\w.+*-]+(?:;.*)?$/;
const isPlainObject = (value) => {
    if (typeof value !== "object" || value === null)
        return false;
    const prototype = Object.getPrototypeOf(value);
    return prototype === null || Object.getPrototypeOf(prototype) === null;
};
/** Whether `value` is a bundle: a plain object, every key a MIME type. */
function isBundle(value) {
    if (!isPlainObject(value))
        return false;
    const keys = Object.keys(value);
    return keys.length > 0 && keys.every((key) => MIME.test(key));
}
const isBytes = (value) => ArrayBuffer.isView(value) || value instanceof ArrayBuffer;
function base64(value) {
    const bytes = ArrayBuffer.isView(value) ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : Buffer.from(value);
    return bytes.toString("base64");
}
const isText = (mime) => mime.startsWith("text/") || /[/+](?:xml|javascript)\b/.test(mime);
const isJson = (mime) => /[/+]json\b/.test(mime);
/** The data of one MIME type as JSON can carry it. */
function wireValue(mime, value) {
    if (isBytes(value))
        return isText(mime) ? new TextDecoder().decode(value) : base64(value);
    // Jupyter's clients take a text in pieces, too: as nbformat writes it.
    if (Array.isArray(value) && !isJson(mime) && value.every((piece) => typeof piece === "string"))
        return value.join("");
    return isJson(mime) || typeof value === "string" ? value : String(value);
}
function tooLarge(value) {
    if (typeof value === "string")
        return value.length > LARGEST ? value.length : undefined;
    const length = JSON.stringify(value)?.length ?? 0;
    return length > LARGEST ? length : undefined;
}
const megabytes = (characters) => `${Math.round(characters / 1024 / 1024)} MB`;
/**
 * `bundle` as it can be sent. A MIME type that is too large is left out, and `text/plain` says so.
 * @throws TypeError where the data of a JSON type is none (a cycle, a BigInt)
 */
function wireBundle(bundle) {
    const data = {};
    const left = [];
    for (const [mime, given] of Object.entries(bundle)) {
        if (given === undefined || given === null)
            continue;
        const value = wireValue(mime, given);
        const length = tooLarge(value);
        if (length === undefined)
            data[mime] = value;
        else
            left.push(`(${mime} is left out: ${megabytes(length)} are more than the ${megabytes(LARGEST)} that a notebook bears.)`);
    }
    if (left.length > 0)
        data["text/plain"] = [...(typeof data["text/plain"] === "string" ? [data["text/plain"]] : []), ...left].join("\n");
    return data;
}
//# sourceMappingURL=bundle.js.map