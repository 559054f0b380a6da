"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.isLoopback = exports.PASSWORD_VARIABLE = void 0;
exports.parseAddress = parseAddress;
exports.masked = masked;
/** Where a queue's Redis is, and how its password is kept out of everything that is printed. */
const errors_1 = require("../../errors");
/** Read where the URL names no password: other users of a machine see a command's arguments, not its environment. */
exports.PASSWORD_VARIABLE = "LARGEBATCH_REDIS_PASSWORD";
const FORM = "redis://HOST:PORT, or rediss:// with TLS";
/**
 * @param url `redis[s]://[[user]:password@]host[:port][/db]`
 * @throws UsageError for any other form; the message names no password
 */
function parseAddress(url, env = process.env) {
    const fail = (why) => new errors_1.UsageError(`The queue's address must be ${FORM}: ${why}. Give the password in the variable ${exports.PASSWORD_VARIABLE}.`);
    const found = parse(url);
    if (!found)
        throw fail("it is no URL");
    if (found.protocol !== "redis:" && found.protocol !== "rediss:")
        throw fail(`it begins with ${found.protocol.slice(0, 20)}//`);
    const host = found.hostname.replace(/^\[(.*)\]$/, "$1");
    if (!host)
        throw fail("it names no host");
    if (found.search || found.hash)
        throw fail("it has more than host, port and database");
    const database = /^\/?(\d{1,4})?$/.exec(found.pathname);
    if (!database)
        throw fail("what follows the host must be the number of a database");
    const port = found.port ? Number(found.port) : 6379;
    const db = Number(database[1] ?? 0);
    const password = decoded(found.password, fail) || env[exports.PASSWORD_VARIABLE] || undefined;
    const username = decoded(found.username, fail) || undefined;
    const shown = `${found.protocol}//${found.hostname}:${port}${db > 0 ? `/${db}` : ""}`;
    return { host, port, db, tls: found.protocol === "rediss:", shown, ...(username ? { username } : {}), ...(password ? { password } : {}) };
}
function parse(url) {
    try {
        return new URL(url);
    }
    catch {
        return undefined;
    }
}
function decoded(text, fail) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        throw fail("user or password have a % that is no escape (write %25)");
    }
}
/** A text in which the password, and any user and password in a URL, are stars. */
function masked(text, { password } = {}) {
    const known = password ? [password, encodeURIComponent(password)] : [];
    const hidden = known.reduce((shown, secret) => shown.split(secret).join("***"), text);
    return hidden.replace(/(rediss?:\/\/)[^\s/@]*@/g, "$1***@");
}
/** Whether no other machine can reach it. */
const isLoopback = ({ host }) => host === "localhost" || host === "::1" || /^127\./.test(host);
exports.isLoopback = isLoopback;
//# sourceMappingURL=address.js.map