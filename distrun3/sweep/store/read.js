"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.nameOf = exports.own = exports.isObject = exports.readText = exports.MOST_BYTES = exports.Fault = void 0;
exports.readBytes = readBytes;
exports.parseObject = parseObject;
exports.readObject = readObject;
exports.kindAt = kindAt;
/** Reads small files of a store that may be anything: too large, no file at all, no JSON. What is wrong is a `Fault`, which names the file. */
const node_fs_1 = require("node:fs");
const node_path_1 = require("node:path");
const errors_1 = require("../../errors");
/** What is wrong with one file. */
class Fault extends errors_1.UserError {
    file;
    problem;
    constructor(file, problem) {
        super(`${file} ${problem}.`);
        this.file = file;
        this.problem = problem;
    }
}
exports.Fault = Fault;
/** Bytes above which a file is not read: no run makes such ones. */
exports.MOST_BYTES = { config: 1 << 20, result: 1 << 27, measure: 1 << 27, history: 1 << 28, failure: 1 << 20 };
/**
 * The bytes of a file, or its `first` ones; undefined where there is none. Synchronous: a hundred thousand small files are read several times as quickly.
 * @throws Fault for what is no plain file, too large, or cannot be read
 */
function readBytes(path, most, first = Number.POSITIVE_INFINITY) {
    let file;
    try {
        // Without waiting: opening a pipe would, for one who writes.
        file = (0, node_fs_1.openSync)(path, node_fs_1.constants.O_RDONLY | (node_fs_1.constants.O_NONBLOCK ?? 0));
    }
    catch (error) {
        const { code, message } = error;
        if (code === "ENOENT" || code === "ENOTDIR")
            return undefined;
        throw new Fault(path, `cannot be read (${message})`);
    }
    try {
        const found = (0, node_fs_1.fstatSync)(file);
        if (!found.isFile())
            throw new Fault(path, "is no file");
        if (found.size > most)
            throw new Fault(path, `is too large: ${found.size} bytes, at most ${most} are read`);
        const bytes = Buffer.allocUnsafe(Math.min(found.size, first));
        let done = 0;
        while (done < bytes.length) {
            const more = (0, node_fs_1.readSync)(file, bytes, done, bytes.length - done, null);
            if (more === 0)
                break;
            done += more;
        }
        return bytes.subarray(0, done);
    }
    catch (error) {
        throw error instanceof Fault ? error : new Fault(path, `cannot be read (${error.message})`);
    }
    finally {
        (0, node_fs_1.closeSync)(file);
    }
}
/** As `readBytes`, for text. */
const readText = (path, most) => readBytes(path, most)?.toString("utf8");
exports.readText = readText;
/** @throws Fault for a text that is no JSON object */
function parseObject(text, path) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        // The parser's message would repeat a piece of the file.
        throw new Fault(path, text.trim() === "" ? "is empty" : "is no JSON");
    }
    if ((0, exports.isObject)(value))
        return value;
    throw new Fault(path, `is no JSON object`);
}
/** The JSON object in a file; undefined where there is no file. @throws Fault */
function readObject(path, most) {
    const text = (0, exports.readText)(path, most);
    return text === undefined ? undefined : parseObject(text, path);
}
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
exports.isObject = isObject;
/** A value of an object itself, never of its prototype; undefined for what is no object. */
const own = (value, key) => ((0, exports.isObject)(value) && Object.hasOwn(value, key) ? value[key] : undefined);
exports.own = own;
/** The name of a file, for a message that names its folder already. */
const nameOf = (fault) => (0, node_path_1.basename)(fault.file);
exports.nameOf = nameOf;
/** What lies at a path itself, no link followed; undefined: nothing, or nothing that may be looked at. */
function kindAt(path) {
    try {
        const found = (0, node_fs_1.lstatSync)(path, { throwIfNoEntry: false });
        if (!found)
            return undefined;
        return found.isDirectory() ? "folder" : found.isFile() ? "file" : found.isSymbolicLink() ? "link" : "other";
    }
    catch {
        return undefined;
    }
}
//# sourceMappingURL=read.js.map