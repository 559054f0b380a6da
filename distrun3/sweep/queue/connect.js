"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.connectionOptions = void 0;
exports.connect = connect;
exports.within = within;
exports.unlessAborted = unlessAborted;
/** Connections to a queue's Redis: made with patience, kept through restarts, and their loss said once. */
const ioredis_1 = require("ioredis");
const errors_1 = require("../../errors");
const address_1 = require("./address");
/** The longest wait between two attempts to connect, milliseconds. */
const MOST_WAIT_MS = 5000;
/** A connection on which an answer is due for so long is dead, though the network did not say so. BullMQ waits for work at most 10 s at a time. */
const SILENCE_MS = 30_000;
/** Options of ioredis for one more connection; a command waits until Redis is there again. */
const connectionOptions = ({ host, port, db, username, password, tls }) => ({
    host,
    port,
    db,
    ...(username ? { username } : {}),
    ...(password ? { password } : {}),
    ...(tls ? { tls: {} } : {}),
    maxRetriesPerRequest: null,
    connectTimeout: 10_000,
    socketTimeout: SILENCE_MS,
    retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt, 10), MOST_WAIT_MS),
});
exports.connectionOptions = connectionOptions;
/**
 * Connects, and goes on connecting when the connection is lost.
 * @throws UserError where no Redis answers in time, or it does not take the password
 */
async function connect(address, { patience = 30, signal, notice, onBack }) {
    const client = new ioredis_1.Redis({ ...(0, exports.connectionOptions)(address), lazyConnect: true });
    let why = "no answer";
    const first = new Promise((resolve, reject) => {
        const give = (error) => {
            client.disconnect();
            reject(error);
        };
        const timer = setTimeout(() => give(nobody(address, why)), patience * 1000);
        const onAbort = () => give(new errors_1.UserError(`Stopped while waiting for ${address.shown}.`));
        signal?.addEventListener("abort", onAbort, { once: true });
        const settle = () => {
            clearTimeout(timer);
            signal?.removeEventListener("abort", onAbort);
        };
        client.once("ready", () => {
            settle();
            resolve();
        });
        client.on("error", (error) => {
            why = (0, address_1.masked)(error.message || String(error.code), address);
            if (!/NOAUTH|WRONGPASS|NOPERM|invalid password|without any password/i.test(error.message))
                return;
            settle();
            give(locked(address, why));
        });
        if (signal?.aborted)
            onAbort();
        else
            void client.connect().catch(() => undefined);
    });
    await first;
    watch(client, address, notice, onBack);
    if (!address.password && !(0, address_1.isLoopback)(address))
        notice(`${address.shown} asks for no password: whoever reaches it can read and change the runs. Set one (requirepass) and give it in ${address_1.PASSWORD_VARIABLE}.`);
    return client;
}
function watch(client, address, notice, onBack) {
    let lost = false;
    client.on("close", () => {
        if (lost || client.status === "end")
            return;
        lost = true;
        notice(`The connection to ${address.shown} is lost; trying again until it is back.`);
    });
    client.on("ready", () => {
        if (!lost)
            return;
        lost = false;
        notice(`The connection to ${address.shown} is back.`);
        onBack?.();
    });
}
const nobody = ({ shown }, why) => new errors_1.UserError(`No Redis answers at ${shown} (${why}). Start one there (Debian: apt-get install redis-server), or correct the address.`);
const locked = ({ shown, password }, why) => new errors_1.UserError(`The Redis at ${shown} ${password ? "does not take this password" : "asks for a password"} (${why}). Give it in the variable ${address_1.PASSWORD_VARIABLE}.`);
/** @returns whether the work was done in so many milliseconds; what comes of it later is ignored */
async function within(ms, work) {
    let timer;
    const late = new Promise((resolve) => {
        timer = setTimeout(() => resolve(false), ms);
    });
    const done = work.then(() => true, () => true);
    try {
        return await Promise.race([done, late]);
    }
    finally {
        clearTimeout(timer);
    }
}
/** What the work comes to, or undefined once the signal is aborted: a command waits for Redis however long it is away. */
async function unlessAborted(work, signal) {
    if (signal.aborted) {
        void work.catch(() => undefined);
        return undefined;
    }
    let stop = () => { };
    const stopped = new Promise((resolve) => {
        stop = () => resolve(undefined);
    });
    signal.addEventListener("abort", stop, { once: true });
    try {
        const result = await Promise.race([work, stopped]);
        if (signal.aborted)
            void work.catch(() => undefined);
        return result;
    }
    finally {
        signal.removeEventListener("abort", stop);
    }
}
//# sourceMappingURL=connect.js.map