"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.removePoison = removePoison;
const names_1 = require("./names");
/** Bytes of a job's fields above which it is none of ours. */
const MOST_BYTES = 1 << 20;
/** KEYS job, wait, active; ARGV name. */
const TAKE_OUT = `
redis.call("LREM", KEYS[2], 0, ARGV[1])
redis.call("LREM", KEYS[3], 0, ARGV[1])
return redis.call("UNLINK", KEYS[1])`;
/** Removes a job, once it was taken from a silent worker, if its fields are no JSON. @returns whether it was removed */
async function removePoison(client, queue, key) {
    const place = `${names_1.PREFIX}:${queue}`;
    const job = `${place}:${key}`;
    for (const field of ["data", "opts"]) {
        const text = (await client.hstrlen(job, field)) <= MOST_BYTES ? ((await client.hget(job, field)) ?? "{}") : "";
        if (isJson(text))
            continue;
        await client.eval(TAKE_OUT, 3, job, `${place}:wait`, `${place}:active`, key);
        return true;
    }
    return false;
}
function isJson(text) {
    try {
        JSON.parse(text);
        return true;
    }
    catch {
        return false;
    }
}
//# sourceMappingURL=poison.js.map