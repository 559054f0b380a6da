"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.rewriteIndex = void 0;
exports.readIndex = readIndex;
exports.appendIndex = appendIndex;
/**
 * The rows of finished runs in one file, a line each, so that a hundred thousand of them are read in a second: a cache, which the folders of the runs can always make anew.
 * Lines are appended, by several processes at once; the last of a run counts. A line that does not check, such as the half one of a process that was killed, is as good as none.
 */
const node_fs_1 = require("node:fs");
const promises_1 = require("node:fs/promises");
const node_zlib_1 = require("node:zlib");
const files_1 = require("../../data/files");
const identity_1 = require("../identity");
const pauses_1 = require("./pauses");
/** Goes up when rows get other columns or another meaning: lines of another version do not check, and are made anew. */
const VERSION = 1;
/** A line is its checksum in eight digits, a space, and `["<id>",[seen],{row}]`: the id at a fixed place. */
const CHECKSUM = 8;
const JSON_AT = CHECKSUM + 1;
const ID_AT = JSON_AT + 2;
const ID = 20;
/** Bytes read at a time; no line is as long. */
const PIECE = 1 << 22;
const NEWLINE = 10;
const checksumOf = (json) => (0, node_zlib_1.crc32)(json, VERSION);
function lineOf({ seen, row }) {
    const json = JSON.stringify([row.id, seen, row]);
    return `${checksumOf(json).toString(16).padStart(CHECKSUM, "0")} ${json}\n`;
}
/** Reads the index; what is no file, cannot be read or does not check is as if it were not there. Memory is that of the rows kept. */
async function readIndex(path, { ids, keep } = {}) {
    const index = { entries: new Map(), dead: 0 };
    const pause = (0, pauses_1.pauses)();
    for (const { bytes, from, to } of linesOf(path)) {
        const wait = pause();
        if (wait)
            await wait;
        if (to - from < ID_AT + ID) {
            if (to > from)
                index.dead++;
            continue;
        }
        const id = bytes.toString("latin1", from + ID_AT, from + ID_AT + ID);
        if (ids && !ids.has(id))
            continue;
        const entry = entryIn(bytes, from, to, id);
        if (!entry || index.entries.has(id))
            index.dead++;
        if (entry)
            index.entries.set(id, !keep || keep(entry.row) ? entry : undefined);
    }
    return index;
}
/** Where the lines of a file lie in the bytes at hand, which are those of the next piece soon. */
function* linesOf(path) {
    if (!(0, node_fs_1.statSync)(path, { throwIfNoEntry: false })?.isFile())
        return;
    const line = { bytes: Buffer.allocUnsafe(PIECE), from: 0, to: 0 };
    const { bytes } = line;
    let file;
    let filled = 0;
    try {
        file = (0, node_fs_1.openSync)(path, "r");
        for (let more = 1; more > 0;) {
            more = (0, node_fs_1.readSync)(file, bytes, filled, PIECE - filled, null);
            filled += more;
            let from = 0;
            for (let to = bytes.indexOf(NEWLINE); to >= 0 && to < filled; to = bytes.indexOf(NEWLINE, from)) {
                line.from = from;
                line.to = to;
                yield line;
                from = to + 1;
            }
            // What has no end yet goes on in the next piece; what fills a piece is no line.
            bytes.copyWithin(0, from, filled);
            filled = filled - from === PIECE ? 0 : filled - from;
        }
    }
    catch {
        // What was read so far is worth keeping.
    }
    finally {
        if (file !== undefined)
            (0, node_fs_1.closeSync)(file);
    }
    line.from = 0;
    line.to = filled;
    yield line;
}
function entryIn(bytes, from, to, id) {
    const sum = Number.parseInt(bytes.toString("latin1", from, from + CHECKSUM), 16);
    if (sum !== checksumOf(bytes.subarray(from + JSON_AT, to)))
        return undefined;
    try {
        const [name, seen, row] = JSON.parse(bytes.toString("utf8", from + JSON_AT, to));
        return name === id && (0, identity_1.isRunId)(id) && row.id === id && isFlat(row) && isSeen(seen) ? { seen, row } : undefined;
    }
    catch {
        return undefined;
    }
}
const isSeen = (seen) => Array.isArray(seen) && seen.length === 3;
function isFlat(row) {
    for (const key in row)
        if (typeof row[key] !== "string" && typeof row[key] !== "number")
            return false;
    return true;
}
/** Lines in one write, so that those of two processes do not mix. */
const LINES = 200;
/** Adds rows. A folder that cannot be written to, or a full disk, costs time later and nothing else: it is passed over in silence. */
async function appendIndex(path, entries) {
    if (entries.length === 0)
        return;
    try {
        // No link is followed, no pipe waited for: nothing is written outside of the store.
        const flags = node_fs_1.constants.O_WRONLY | node_fs_1.constants.O_APPEND | node_fs_1.constants.O_CREAT | (node_fs_1.constants.O_NOFOLLOW ?? 0) | (node_fs_1.constants.O_NONBLOCK ?? 0);
        const file = await (0, promises_1.open)(path, flags, 0o644);
        try {
            for (let from = 0; from < entries.length; from += LINES) {
                // Begins a line of its own, whatever a killed process left at the end.
                await file.write(`\n${entries
                    .slice(from, from + LINES)
                    .map(lineOf)
                    .join("")}`);
            }
        }
        finally {
            await file.close();
        }
    }
    catch {
        // As said above.
    }
}
/** Writes the index anew. @throws where it cannot be written */
const rewriteIndex = (path, entries) => (0, files_1.writeWhole)(path, entries.map(lineOf).join(""));
exports.rewriteIndex = rewriteIndex;
//# sourceMappingURL=index-file.js.map