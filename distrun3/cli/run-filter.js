"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.list = exports.withFilter = void 0;
exports.toFilter = toFilter;
const errors_1 = require("../errors");
const row_1 = require("../sweep/store/row");
const withFilter = (command) => command
    .option("--network <names>", "only these, separated by commas")
    .option("--data <names>", "only these")
    .option("--optimizer <names>", "only these")
    .option("--batch <n,…>", "only these, e.g. 32,256")
    .option("--seed <n,…>", "only these, e.g. 1-5,8")
    .option("--status <names>", `only these: ${row_1.RUN_STATUSES.join(", ")}`);
exports.withFilter = withFilter;
/** @throws UsageError for a status that is none, and for what is no number where one is expected */
function toFilter({ network, data, optimizer, batch, seed, status }) {
    const wrong = (0, exports.list)(status)?.find((name) => !row_1.RUN_STATUSES.includes(name));
    if (wrong !== undefined)
        throw new errors_1.UsageError(`--status takes ${row_1.RUN_STATUSES.join(", ")}; got "${wrong}".`);
    return {
        network: (0, exports.list)(network),
        data: (0, exports.list)(data),
        optimizer: (0, exports.list)(optimizer),
        batch: numbers("batch", batch),
        seed: numbers("seed", seed),
        status: (0, exports.list)(status),
    };
}
const list = (text) => text?.split(",").map((part) => part.trim());
exports.list = list;
/** A range has at most so many numbers. */
const MOST = 1_000_000;
/** Whole numbers from a text such as "1-5,8". @throws UsageError */
function numbers(flag, text) {
    return (0, exports.list)(text)?.flatMap((part) => {
        const [, first, last] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(part) ?? [];
        const [from, to] = [Number(first), Number(last ?? first)];
        if (first === undefined || to < from || to - from >= MOST)
            throw new errors_1.UsageError(`--${flag} takes whole numbers and ranges separated by commas, such as 1-5,8; got "${part}".`);
        return Array.from({ length: to - from + 1 }, (_, i) => from + i);
    });
}
//# sourceMappingURL=run-filter.js.map