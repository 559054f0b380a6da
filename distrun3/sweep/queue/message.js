"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.plain = exports.MESSAGE = void 0;
exports.parseMessage = parseMessage;
/** What a worker tells of a run while it is at it: the progress of a job. Read as coming from a stranger. */
const zod_1 = require("zod");
const count = zod_1.z.number().int().min(0);
const WHO = zod_1.z.string().max(120);
const WHY = zod_1.z.string().max(4000);
/** JSON has no NaN; a loss can be one. */
const real = zod_1.z.number().nullable();
exports.MESSAGE = zod_1.z.discriminatedUnion("kind", [
    zod_1.z.strictObject({
        kind: zod_1.z.literal("started"),
        worker: WHO,
        attempt: count,
        from: zod_1.z.strictObject({ step: count, epoch: count }).optional(),
    }),
    zod_1.z.strictObject({
        kind: zod_1.z.literal("progress"),
        epoch: count,
        step: count,
        share: zod_1.z.number().min(0).max(1),
        loss: real,
        accuracy: zod_1.z.number().min(0).max(1).optional(),
        memoryMB: zod_1.z.number().min(0),
    }),
    zod_1.z.strictObject({ kind: zod_1.z.literal("retrying"), attempt: count, error: WHY }),
]);
/** undefined for anything else. */
function parseMessage(data) {
    const parsed = exports.MESSAGE.safeParse(data);
    return parsed.success ? parsed.data : undefined;
}
/** Cuts what may be long, and a stranger's control characters, which could move a terminal's cursor. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const plain = (text, most = 2000) => text.slice(0, most).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "?");
exports.plain = plain;
//# sourceMappingURL=message.js.map