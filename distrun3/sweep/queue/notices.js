"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.postNotice = void 0;
exports.noticesSince = noticesSince;
const message_1 = require("./message");
/** Newest notices that are kept. */
const MOST = 50;
const postNotice = async (client, key, text) => {
    await client.xadd(key, "MAXLEN", MOST, "*", "text", (0, message_1.plain)(text));
};
exports.postNotice = postNotice;
/** Reads what was posted since the last call, or since it was made. */
async function noticesSince(client, key) {
    const [newest] = await client.xrevrange(key, "+", "-", "COUNT", 1);
    let last = newest?.[0] ?? "0-0";
    return async () => {
        const found = await client.xrange(key, `(${last}`, "+", "COUNT", MOST);
        last = found.at(-1)?.[0] ?? last;
        return found.flatMap(([, fields]) => (fields[0] === "text" && fields[1] !== undefined ? [(0, message_1.plain)(fields[1])] : []));
    };
}
//# sourceMappingURL=notices.js.map