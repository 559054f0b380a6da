"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.download = download;
/** Downloads one file: sources tried in turn, a broken transfer resumed where it stopped, nothing accepted unchecked. */
const promises_1 = require("node:fs/promises");
const node_path_1 = require("node:path");
const errors_1 = require("../errors");
const files_1 = require("./files");
/** Connections to one source that breaks off; one that goes silent is called again only if it brought something. */
const CONNECTIONS = 5;
/** A source sent nothing for too long. */
class Silence extends Error {
}
/**
 * Downloads, and hands the whole file to `accept`, which checks it and returns what it makes of it (or throws a UserError). A resumed file
 * that is not accepted is fetched once more from the start. Two processes must not fill the same part at once.
 * @throws UserError that says, for each source, why it failed
 */
async function download(options, accept) {
    const { urls } = options;
    (0, files_1.makeFolder)((0, node_path_1.dirname)(options.part));
    const failures = [];
    for (const url of urls) {
        const result = await fromSource(url, options, accept);
        if ("value" in result)
            return result.value;
        failures.push(`  ${url}: ${result.failure}`);
    }
    throw new errors_1.UserError(`No source delivered the file:\n${failures.join("\n")}`);
}
async function fromSource(url, options, accept) {
    for (let round = 1;; round++) {
        let resumed;
        try {
            resumed = await transfer(url, options);
        }
        catch (error) {
            return { failure: reason(error) };
        }
        try {
            return { value: await accepted(options.part, accept) };
        }
        catch (error) {
            if (!(error instanceof errors_1.UserError))
                throw error;
            if (!resumed || round === 2)
                return { failure: error.message };
        }
    }
}
/** The part is gone afterwards, accepted or not: what failed its check must not be continued. */
async function accepted(part, accept) {
    try {
        return await accept(part);
    }
    finally {
        await discard(part);
    }
}
async function discard(part) {
    await (0, promises_1.rm)(part, { force: true });
    await (0, promises_1.rm)(`${part}.json`, { force: true });
}
/** Fills the part to its end; true if any of it came from an earlier connection. */
async function transfer(url, options) {
    const { part } = options;
    let resumed = false;
    for (let connection = 1;; connection++) {
        const notes = await readNotes(part);
        const had = notes?.url === url ? ((await (0, files_1.sizeOf)(part)) ?? 0) : 0;
        if (had === 0)
            await discard(part);
        try {
            const continued = await receive(url, had, had > 0 ? notes : undefined, options);
            return resumed || continued;
        }
        catch (error) {
            const has = (await (0, files_1.sizeOf)(part)) ?? 0;
            const kept = (await readNotes(part)) !== undefined;
            const silent = error instanceof Silence && has === had;
            const hopeless = error instanceof errors_1.UserError || connection === CONNECTIONS || silent || !kept;
            if (hopeless)
                throw error;
            resumed = true;
        }
    }
}
async function readNotes(part) {
    try {
        return JSON.parse(await (0, promises_1.readFile)(`${part}.json`, "utf8"));
    }
    catch {
        return undefined;
    }
}
/** One connection. True if the server continued what was there, false if it sent the file from the start. */
async function receive(url, had, notes, options) {
    const { part, limit, patience = 30 } = options;
    const controller = new AbortController();
    const wait = () => setTimeout(() => controller.abort(new Silence(`no data for ${patience} s`)), patience * 1000);
    let timer = wait();
    const heard = () => {
        clearTimeout(timer);
        timer = wait();
    };
    try {
        const response = await fetch(url, { headers: requestHeaders(had, notes), signal: controller.signal });
        const range = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(response.headers.get("content-range") ?? "");
        if (response.status === 416 && had > 0) {
            if (Number(range?.[2]) === had)
                return true;
            await discard(part);
            return await receive(url, 0, undefined, options);
        }
        if (!response.ok)
            throw new errors_1.UserError(`the server answered ${response.status}`);
        const continued = response.status === 206;
        if (continued && Number(range?.[1]) !== had)
            throw new errors_1.UserError("the server sent another range than the one asked for");
        const total = totalBytes(response, range?.[2]);
        if (total !== undefined && total > limit)
            throw new errors_1.UserError(`the file is too large: ${total} bytes, at most ${limit} were expected`);
        if (!continued)
            await beginPart(part, url, response);
        const done = await append(response, continued ? had : 0, total, options, heard);
        if (total !== undefined && done < total)
            throw new Error(`the connection ended after ${done} of ${total} bytes`);
        return continued;
    }
    finally {
        clearTimeout(timer);
        controller.abort();
    }
}
/** Writes a body to the end of the part; returns the bytes there are then. */
async function append(response, start, total, options, heard) {
    const { part, limit, onProgress } = options;
    const file = await (0, promises_1.open)(part, "a");
    let done = start;
    try {
        for await (const piece of response.body ?? []) {
            heard();
            done += piece.length;
            if (done > limit)
                throw new errors_1.UserError(`the file is too large: more than the ${limit} bytes that were expected`);
            await file.write(piece);
            onProgress?.(done, total);
        }
        return done;
    }
    catch (error) {
        if (error instanceof errors_1.UserError)
            await discard(part);
        throw error;
    }
    finally {
        await file.close();
    }
}
/** `identity`, because a part of a re-compressed body could not be continued. If-Range wants a strong mark, so a weak ETag is left out. */
function requestHeaders(had, notes) {
    const headers = { "accept-encoding": "identity" };
    if (had === 0)
        return headers;
    headers.range = `bytes=${had}-`;
    const mark = notes?.etag && !notes.etag.startsWith("W/") ? notes.etag : notes?.lastModified;
    if (mark)
        headers["if-range"] = mark;
    return headers;
}
/** Bytes of the whole file, where the server says so. A decoded body has another length than the header's. */
function totalBytes(response, ofRange) {
    if (response.headers.get("content-encoding"))
        return undefined;
    const stated = Number(response.status === 206 ? ofRange : (response.headers.get("content-length") ?? Number.NaN));
    return Number.isSafeInteger(stated) ? stated : undefined;
}
/** Begins a part: nothing of an earlier one stays. */
async function beginPart(part, url, response) {
    await discard(part);
    if (response.headers.get("content-encoding"))
        return;
    const notes = {
        url,
        etag: response.headers.get("etag") ?? undefined,
        lastModified: response.headers.get("last-modified") ?? undefined,
    };
    await (0, promises_1.writeFile)(`${part}.json`, JSON.stringify(notes));
}
/** Node's fetch says only "fetch failed" or "terminated"; the cause says why. */
function reason(error) {
    const { message, cause } = error;
    const inner = cause instanceof Error ? cause.message || (cause.code ?? "") : "";
    return inner ? `${message} (${inner})` : message;
}
//# sourceMappingURL=download.js.map