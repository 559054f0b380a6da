"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.encodeTensors = encodeTensors;
exports.decodeTensors = decodeTensors;
exports.encodeSealed = encodeSealed;
exports.decodeSealed = decodeSealed;
/** Reads and writes safetensors files (huggingface.co/docs/safetensors): a header's length, the header as JSON, then the numbers as they lie in memory. */
const node_crypto_1 = require("node:crypto");
const zod_1 = require("zod");
const errors_1 = require("../errors");
const LENGTH_BYTES = 8;
const BYTES = { F32: 4, U8: 1 };
const count = zod_1.z.number().int().min(0);
const header = zod_1.z
    .object({ __metadata__: zod_1.z.record(zod_1.z.string(), zod_1.z.string()).optional() })
    .catchall(zod_1.z.object({ dtype: zod_1.z.enum(["F32", "U8"]), shape: zod_1.z.array(count), data_offsets: zod_1.z.tuple([count, count]) }));
/** A file's bytes. float32 tensors should come before bytes, so that they stay aligned. */
function encodeTensors({ tensors, metadata }) {
    const entries = { __metadata__: metadata };
    const parts = [];
    let end = 0;
    for (const [name, { shape, values }] of Object.entries(tensors)) {
        const start = end;
        end += values.byteLength;
        entries[name] = { dtype: values instanceof Float32Array ? "F32" : "U8", shape, data_offsets: [start, end] };
        parts.push(bytesOf(values));
    }
    const text = Buffer.from(JSON.stringify(entries));
    // Spaces behind the JSON align the numbers.
    const padded = Buffer.alloc(Math.ceil(text.length / 8) * 8, " ");
    text.copy(padded);
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeBigUInt64LE(BigInt(padded.length));
    return Buffer.concat([length, padded, ...parts]);
}
/**
 * The content of a file.
 * @param name of the file, for messages
 * @throws UserError for bytes that are no such file, or one with other numbers than float32 and bytes
 */
function decodeTensors(bytes, name) {
    const fail = (why) => new errors_1.UserError(`${name} is damaged, or no safetensors file: ${why}.`);
    const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (view.length < LENGTH_BYTES)
        throw fail(`it has ${view.length} bytes, its header alone more`);
    const from = LENGTH_BYTES + Number(view.readBigUInt64LE());
    if (from > view.length)
        throw fail(`its header should end at byte ${from}, but it has ${view.length} bytes`);
    const { __metadata__: metadata = {}, ...entries } = parseHeader(view.toString("utf8", LENGTH_BYTES, from), fail);
    const tensors = {};
    let end = 0;
    const inOrder = Object.entries(entries).sort(([, { data_offsets: a }], [, { data_offsets: b }]) => a[0] - b[0] || a[1] - b[1]);
    for (const [tensor, { dtype, shape, data_offsets: at }] of inOrder) {
        const size = BYTES[dtype] * shape.reduce((product, n) => product * n, 1);
        if (at[0] !== end || at[1] !== at[0] + size)
            throw fail(`${tensor} should lie at bytes ${end} to ${end + size}, not ${at.join(" to ")}`);
        end = at[1];
        // A copy: what lies in a file need not be aligned.
        const raw = new Uint8Array(view.subarray(from + at[0], from + end));
        if (raw.length !== size)
            break;
        tensors[tensor] = { shape, values: dtype === "F32" ? new Float32Array(raw.buffer) : raw };
    }
    if (from + end !== view.length)
        throw fail(`it should have ${from + end} bytes, not ${view.length}`);
    return { tensors, metadata };
}
function parseHeader(text, fail) {
    try {
        return header.parse(JSON.parse(text));
    }
    catch (error) {
        throw fail(error instanceof zod_1.z.ZodError ? `its header is wrong: ${zod_1.z.prettifyError(error)}` : error.message);
    }
}
/** Bytes of the tensor that closes a sealed file. */
const SEAL_BYTES = 32;
/** As `encodeTensors`, closed by one more tensor, `sha256`: the SHA-256 of every byte before it. Other readers see a safetensors file like any other. */
function encodeSealed({ tensors, metadata }) {
    const bytes = encodeTensors({ tensors: { ...tensors, sha256: { shape: [SEAL_BYTES], values: new Uint8Array(SEAL_BYTES) } }, metadata });
    bytes.set(sealOf(bytes), bytes.length - SEAL_BYTES);
    return bytes;
}
/** As `decodeTensors`, for a sealed file. @throws UserError also where the SHA-256 does not agree */
function decodeSealed(bytes, name) {
    if (!sealOf(bytes).equals(bytes.subarray(-SEAL_BYTES)))
        throw new errors_1.UserError(`${name} is damaged, or not a file of largebatch: its SHA-256 does not agree with its content.`);
    const { tensors, metadata } = decodeTensors(bytes, name);
    const { sha256: _seal, ...rest } = tensors;
    return { tensors: rest, metadata };
}
const sealOf = (bytes) => (0, node_crypto_1.createHash)("sha256").update(bytes.subarray(0, -SEAL_BYTES)).digest();
const bytesOf = ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength);
//# sourceMappingURL=safetensors.js.map