"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.asBytes = exports.sha256 = void 0;
exports.sha256OfFile = sha256OfFile;
exports.makeFolder = makeFolder;
exports.writeWhole = writeWhole;
exports.sizeOf = sizeOf;
exports.readExactly = readExactly;
exports.locate = locate;
/** Small works on files: SHA-256, whole-or-nothing writing, bounded unpacking, and finding the files of a data set in a folder. */
const node_crypto_1 = require("node:crypto");
const node_fs_1 = require("node:fs");
const promises_1 = require("node:fs/promises");
const node_path_1 = require("node:path");
const node_util_1 = require("node:util");
const node_zlib_1 = require("node:zlib");
const errors_1 = require("../errors");
/** SHA-256 as 64 lower-case hexadecimal digits. */
const sha256 = (bytes) => (0, node_crypto_1.createHash)("sha256").update(bytes).digest("hex");
exports.sha256 = sha256;
/** SHA-256 of a file, read piece by piece. */
async function sha256OfFile(path) {
    const hash = (0, node_crypto_1.createHash)("sha256");
    for await (const piece of (0, node_fs_1.createReadStream)(path))
        hash.update(piece);
    return hash.digest("hex");
}
/** As `mkdir -p`. Node's own `recursive` never returns where the system answers ENOENT in a folder that exists, as in /proc. */
function makeFolder(folder) {
    if (isFolder(folder))
        return;
    const parent = (0, node_path_1.dirname)((0, node_path_1.resolve)(folder));
    if (parent !== (0, node_path_1.resolve)(folder))
        makeFolder(parent);
    try {
        (0, node_fs_1.mkdirSync)(folder);
    }
    catch (error) {
        // Another process may have made it meanwhile.
        if (!isFolder(folder))
            throw error;
    }
}
const isFolder = (path) => (0, node_fs_1.statSync)(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
/** Writes under a name of its own, then renames: a reader sees the whole file or none, also after a power cut. Makes the folder where needed. */
async function writeWhole(path, bytes) {
    makeFolder((0, node_path_1.dirname)(path));
    const temporary = `${path}.${(0, node_crypto_1.randomBytes)(6).toString("hex")}.part`;
    try {
        await onDisk(temporary, "wx", (file) => file.writeFile(bytes));
        await (0, promises_1.rename)(temporary, path);
        await onDisk((0, node_path_1.dirname)(path), "r");
    }
    catch (error) {
        await (0, promises_1.rm)(temporary, { force: true });
        throw error;
    }
}
/** Opens a file or folder, works on it, and waits until it is on the disk. */
async function onDisk(path, flags, work) {
    const file = await (0, promises_1.open)(path, flags);
    try {
        await work?.(file);
        await file.sync();
    }
    finally {
        await file.close();
    }
}
/** Size in bytes; undefined where no such file is. */
async function sizeOf(path) {
    const found = await (0, promises_1.stat)(path).catch(() => undefined);
    return found?.isFile() ? found.size : undefined;
}
/** The same memory as a plain Uint8Array: a Buffer's slice, map and printing are of its own kind. */
const asBytes = (buffer) => new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
exports.asBytes = asBytes;
const isGzip = (bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b;
/**
 * The content of a file that should hold exactly `bytes` bytes, plain or gzip-compressed (seen from its first two bytes). Nothing larger
 * than that is ever held in memory.
 * @throws UserError if the content is larger or smaller, or the compression is damaged
 */
async function readExactly(path, bytes) {
    const name = (0, node_path_1.basename)(path);
    // Compressed data can be a little larger than its content, never by a thousandth and 64 KiB.
    const limit = bytes + Math.ceil(bytes / 1000) + 65_536;
    const onDisk = (await sizeOf(path)) ?? 0;
    if (onDisk > limit)
        throw new errors_1.UserError(`${name} is too large: expected ${bytes} bytes (or fewer, compressed), got ${onDisk}. ${remedy(path)}`);
    const raw = (0, exports.asBytes)(await (0, promises_1.readFile)(path));
    const content = isGzip(raw) ? await unzip(raw, bytes, path) : raw;
    if (content.length !== bytes) {
        const fault = content.length < bytes ? "cut short" : "too large";
        throw new errors_1.UserError(`${name} is ${fault}: expected ${bytes} bytes of content, got ${content.length}. ${remedy(path)}`);
    }
    return { content, raw };
}
async function unzip(raw, bytes, path) {
    try {
        return (0, exports.asBytes)(await (0, node_util_1.promisify)(node_zlib_1.gunzip)(raw, { maxOutputLength: bytes }));
    }
    catch (error) {
        const tooLarge = error.code === "ERR_BUFFER_TOO_LARGE";
        const fault = tooLarge ? `unpacks to more than the expected ${bytes} bytes` : `cannot be unpacked (${error.message})`;
        throw new errors_1.UserError(`${(0, node_path_1.basename)(path)} ${fault}. ${remedy(path)}`);
    }
}
const remedy = (path) => `Replace or delete ${path}.`;
/**
 * The first of some folders that holds any of the files, under its name or with `.gz` added (the plain one is preferred).
 * `missing` names those that are not there.
 */
async function locate(folders, names) {
    for (const folder of folders) {
        const paths = new Map();
        for (const name of names) {
            for (const path of [(0, node_path_1.join)(folder, name), (0, node_path_1.join)(folder, `${name}.gz`)]) {
                if (!paths.has(name) && (await sizeOf(path)) !== undefined)
                    paths.set(name, path);
            }
        }
        if (paths.size > 0)
            return { folder, paths, missing: names.filter((name) => !paths.has(name)) };
    }
    return undefined;
}
//# sourceMappingURL=files.js.map