"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.pieceName = exports.piecesOf = exports.pieceOf = exports.mayTravel = exports.MOST_MANIFEST_BYTES = exports.MOST_BYTES = exports.MOST_PIECE_BYTES = exports.PIECE_BYTES = void 0;
exports.bundle = bundle;
exports.parseManifest = parseManifest;
exports.unpack = unpack;
/** A set of files as it travels through Redis: a manifest, and each file in pieces that are small, compressed and checked. Read as coming from a stranger. */
const node_zlib_1 = require("node:zlib");
const zod_1 = require("zod");
const files_1 = require("../../data/files");
const errors_1 = require("../../errors");
/** Bytes of a file in one piece, before it is compressed. */
exports.PIECE_BYTES = 480 * 1024;
/** The largest that a piece may be in Redis. Data that cannot be compressed grow by less than a thousandth. */
exports.MOST_PIECE_BYTES = 512 * 1024;
/** The largest that all files may be together, uncompressed. */
exports.MOST_BYTES = 1 << 30;
/** The largest that a manifest may be. */
exports.MOST_MANIFEST_BYTES = 64 * 1024;
const NAMES = ["config.json", "environment.json", "history.jsonl", "weights.safetensors", "result.json", "checkpoint.safetensors"];
/** Whether a file of a run's folder may travel; nothing else may become part of a path. */
const mayTravel = (name) => NAMES.includes(name) || /^measures\/[A-Za-z0-9][A-Za-z0-9_-]{0,79}(\.grid)?\.json$/.test(name);
exports.mayTravel = mayTravel;
const FORMAT = "largebatch bundle 1";
const MOST_FILES = 100;
const FILE = zod_1.z.strictObject({
    name: zod_1.z.string().max(100).refine(exports.mayTravel, "no file of a run"),
    bytes: zod_1.z.number().int().min(0).max(exports.MOST_BYTES),
    sha256: zod_1.z.string().regex(/^[0-9a-f]{64}$/),
});
const MANIFEST = zod_1.z.strictObject({
    format: zod_1.z.literal(FORMAT),
    /** `given`: a finished run on its way to a worker, which takes measures of it. */
    kind: zod_1.z.enum(["done", "failed", "checkpoint", "given"]),
    worker: zod_1.z.string().max(120),
    /** How often the run was started. */
    attempts: zod_1.z.number().int().min(0).max(1e6),
    /** Of `checkpoint`. */
    step: zod_1.z.number().int().min(0).optional(),
    /** Of `failed`. */
    error: zod_1.z.string().max(4000).optional(),
    files: zod_1.z.array(FILE).max(MOST_FILES),
});
/** @throws UserError for files that may not travel, or are too many or too large */
function bundle(about, files) {
    const described = [...files].map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: (0, files_1.sha256)(bytes) }));
    const manifest = { format: FORMAT, ...about, files: described };
    return { manifest: parseManifest(JSON.stringify(manifest)), files };
}
/** A piece of a file, compressed. */
const pieceOf = (bytes, index) => (0, node_zlib_1.deflateRawSync)(bytes.subarray(index * exports.PIECE_BYTES, (index + 1) * exports.PIECE_BYTES), { level: 1 });
exports.pieceOf = pieceOf;
/** Number of pieces of a file. */
const piecesOf = (bytes) => Math.ceil(bytes / exports.PIECE_BYTES);
exports.piecesOf = piecesOf;
/** The name of a piece: of which file in the manifest's order, and which piece of it. */
const pieceName = (file, index) => `${file}:${index}`;
exports.pieceName = pieceName;
const refuse = (why) => new errors_1.UserError(`A message in the queue was refused: ${why}.`);
/** @throws UserError for any text that is no manifest */
function parseManifest(text) {
    let content;
    try {
        content = JSON.parse(text);
    }
    catch {
        throw refuse("its list of files is no JSON");
    }
    const parsed = MANIFEST.safeParse(content);
    if (!parsed.success)
        throw refuse(`its list of files is wrong: ${zod_1.z.prettifyError(parsed.error).slice(0, 500)}`);
    const { files } = parsed.data;
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    if (total > exports.MOST_BYTES)
        throw refuse(`its files have ${total} bytes, at most ${exports.MOST_BYTES} are taken`);
    if (new Set(files.map(({ name }) => name)).size < files.length)
        throw refuse("it names a file twice");
    return parsed.data;
}
/**
 * The files of a manifest, each checked.
 * @param fetch a piece by its name, compressed; undefined where there is none
 * @throws UserError where a piece is missing, too large, unpacks to another size, or a file's SHA-256 does not agree
 */
async function unpack(manifest, fetch) {
    const files = new Map();
    for (const [number, { name, bytes, sha256: sum }] of manifest.files.entries()) {
        // Joined at the end: what a manifest promises is given no memory before it came.
        const pieces = [];
        for (let index = 0; index < (0, exports.piecesOf)(bytes); index++) {
            const piece = await fetch((0, exports.pieceName)(number, index));
            if (!piece)
                throw refuse(`a piece of ${name} is missing`);
            pieces.push(inflated(piece, Math.min(exports.PIECE_BYTES, bytes - index * exports.PIECE_BYTES), name));
        }
        const whole = pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
        if ((0, files_1.sha256)(whole) !== sum)
            throw refuse(`the SHA-256 of ${name} does not agree with its content`);
        files.set(name, whole);
    }
    return { manifest, files };
}
function inflated(piece, bytes, name) {
    if (piece.length > exports.MOST_PIECE_BYTES)
        throw refuse(`a piece of ${name} has ${piece.length} bytes, at most ${exports.MOST_PIECE_BYTES} are taken`);
    let content;
    try {
        content = (0, node_zlib_1.inflateRawSync)(piece, { maxOutputLength: bytes });
    }
    catch (error) {
        const tooLarge = error.code === "ERR_BUFFER_TOO_LARGE";
        throw refuse(`a piece of ${name} ${tooLarge ? `unpacks to more than its ${bytes} bytes` : "cannot be unpacked"}`);
    }
    if (content.length !== bytes)
        throw refuse(`a piece of ${name} unpacks to ${content.length} bytes, not ${bytes}`);
    return content;
}
//# sourceMappingURL=bundle.js.map