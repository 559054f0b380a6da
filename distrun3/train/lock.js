"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.lockAt = lockAt;
exports.isHeld = isHeld;
/** Keeps a folder to one process: a lock file says who has it; that of a process that is dead is taken over. */
const node_crypto_1 = require("node:crypto");
const node_fs_1 = require("node:fs");
const promises_1 = require("node:fs/promises");
const node_os_1 = require("node:os");
const node_path_1 = require("node:path");
const zod_1 = require("zod");
const errors_1 = require("../errors");
const OWNER = zod_1.z.object({
    pid: zod_1.z.number().int().positive(),
    host: zod_1.z.string(),
    /** Tells the process from another one that was given the same number later. */
    born: zod_1.z.string(),
    /** When the lock was taken, as ISO 8601. */
    since: zod_1.z.string(),
    /** What the process does, in words. */
    work: zod_1.z.string(),
});
/** A lock that cannot be read is being written now; an older one was left by a power cut. Milliseconds. */
const UNWRITTEN_MS = 10_000;
/**
 * @param path of the lock file, in a folder that exists
 * @param work what holds the lock, in words
 */
function lockAt(path, work) {
    let mine;
    const held = async () => mine !== undefined && (await textOf(path)) === mine;
    return {
        async take() {
            if (await held())
                return false;
            const owner = { pid: process.pid, host: (0, node_os_1.hostname)(), born: BORN, since: new Date().toISOString(), work };
            mine = undefined;
            const text = JSON.stringify({ ...owner, id: (0, node_crypto_1.randomBytes)(6).toString("hex") });
            for (let attempt = 0; !(await create(path, text)); attempt++) {
                if (attempt === 10)
                    throw new errors_1.UserError(`The lock ${path} cannot be taken. Delete it if no training runs in its folder.`);
                await clearAway(path);
            }
            mine = text;
            return true;
        },
        async release() {
            if (await held())
                await (0, promises_1.rm)(path, { force: true });
            mine = undefined;
        },
    };
}
/** Whether a process has the lock that lives, or may live; nothing is taken and nothing changed. @throws where the file cannot be read */
async function isHeld(path) {
    const text = await textOf(path);
    if (text === undefined)
        return false;
    const owner = parse(text);
    return owner ? mayLive(owner) : isFresh(path);
}
async function textOf(path) {
    return (0, promises_1.readFile)(path, "utf8").catch((error) => {
        if (error.code === "ENOENT")
            return undefined;
        throw error;
    });
}
/** @returns false where the file is there already */
async function create(path, text) {
    const file = await (0, promises_1.open)(path, "wx").catch((error) => {
        if (error.code === "EEXIST")
            return undefined;
        throw error;
    });
    if (!file)
        return false;
    try {
        await file.writeFile(text);
        await file.sync();
    }
    catch (error) {
        await (0, promises_1.rm)(path, { force: true });
        throw error;
    }
    finally {
        await file.close();
    }
    return true;
}
/** Removes the lock of a process that is dead. @throws UserError where it may be alive */
async function clearAway(path) {
    const text = await textOf(path);
    if (text === undefined)
        return;
    const owner = parse(text);
    if (owner ? mayLive(owner) : await isFresh(path))
        throw inUse(path, owner);
    // One at a time, and only what was looked at: else the lock of a process that has just taken it over could go.
    const guard = `${path}.stale`;
    if (!(await create(guard, ""))) {
        if (await isFresh(guard))
            throw inUse(path, undefined);
        await (0, promises_1.rm)(guard, { force: true });
        return;
    }
    try {
        if ((await textOf(path)) === text)
            await (0, promises_1.rm)(path, { force: true });
    }
    finally {
        await (0, promises_1.rm)(guard, { force: true });
    }
}
function parse(text) {
    try {
        return OWNER.parse(JSON.parse(text));
    }
    catch {
        return undefined;
    }
}
async function isFresh(path) {
    const found = await (0, promises_1.stat)(path).catch(() => undefined);
    return found !== undefined && Date.now() - found.mtimeMs < UNWRITTEN_MS;
}
/** Of another machine nothing can be known. */
function mayLive({ pid, host, born }) {
    if (host !== (0, node_os_1.hostname)())
        return true;
    if (pid === process.pid)
        return born === BORN;
    try {
        process.kill(pid, 0);
    }
    catch (error) {
        // EPERM: it is there, and another user's.
        if (error.code !== "EPERM")
            return false;
    }
    const now = birthOf(pid);
    return now === undefined || now === born;
}
/** The boot and the tick in which a process began; "" where it is dead and only not yet fetched by its parent; undefined where the system does not tell. */
function birthOf(pid) {
    try {
        const stat = (0, node_fs_1.readFileSync)(`/proc/${pid}/stat`, "utf8");
        // After the program's name, which may hold blanks and parentheses: the state first, the start as the twentieth (proc_pid_stat(5)).
        const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        if (fields[0] === "Z" || fields[0] === "X")
            return "";
        return `${(0, node_fs_1.readFileSync)("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${fields[19]}`;
    }
    catch {
        return undefined;
    }
}
const BORN = birthOf(process.pid) ?? String(performance.timeOrigin);
function inUse(path, owner) {
    const folder = (0, node_path_1.dirname)(path);
    const other = "or give another folder: one process a folder.";
    if (!owner)
        return new errors_1.UserError(`${folder} is being taken by another process. Try again in ${UNWRITTEN_MS / 1000} seconds, ${other}`);
    const { pid, host, since, work } = owner;
    const doing = `since ${since}, for ${work}`;
    if (host !== (0, node_os_1.hostname)())
        return new errors_1.UserError(`${folder} is in use by process ${pid} of the machine ${JSON.stringify(host)}, ${doing}. Let it end, ${other} If it runs no more, delete ${path}.`);
    if (pid === process.pid)
        return new errors_1.UserError(`${folder} is in use by this process (${pid}), ${doing}. Let that training end, ${other}`);
    return new errors_1.UserError(`${folder} is in use by process ${pid}, ${doing}. Let it end or stop it (kill ${pid}), ${other}`);
}
//# sourceMappingURL=lock.js.map