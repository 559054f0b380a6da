"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.inputOf = inputOf;
exports.numbers = numbers;
/** From the flags of `largebatch sweep` to what a sweep's file would say. */
const config_1 = require("../config");
const errors_1 = require("../errors");
/** A longer list would be a mistake. */
const MOST = 1_000_000;
/**
 * What the file says, with what the flags say in its place; settings are added to the file's, one by one.
 * @returns a sweep's input, not checked yet
 * @throws UsageError for a flag that cannot be read
 */
function inputOf(flags, file = {}) {
    const { data, budget, rate, optimizer } = flags;
    const given = {
        network: names(flags.network),
        data,
        batches: flags.batches === undefined ? undefined : numbers("batches", flags.batches),
        seeds: flags.seeds === undefined ? undefined : numbers("seeds", flags.seeds),
        budget,
        rate,
        measure: names(flags.measure),
    };
    const settings = (0, config_1.parseSettings)(flags.set);
    if (optimizer !== undefined && "optimizer" in settings)
        throw new errors_1.UsageError(`optimizer is given twice: --optimizer ${optimizer} and --set optimizer=${settings.optimizer}. Leave out one.`);
    if (optimizer !== undefined)
        settings.optimizer = optimizer;
    const before = file.settings;
    const changed = Object.keys(settings).length > 0 ? { settings: { ...before, ...settings } } : {};
    return { ...file, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)), ...changed };
}
/** "a,b" as a list. */
const names = (text) => text
    ?.split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
/** "32,256" or "1-5,8" as numbers; what kind of numbers is checked with the sweep. @throws UsageError for a text that is no such list */
function numbers(flag, text) {
    const list = [];
    for (const part of text.split(",")) {
        const [, first, last] = /^\s*(\d+)\s*-\s*(\d+)\s*$/.exec(part) ?? [];
        const value = (0, config_1.decimal)(part);
        if (first !== undefined && last !== undefined) {
            const [low, high] = [Number(first), Number(last)];
            if (low > high)
                throw new errors_1.UsageError(`--${flag}: the range ${part.trim()} goes down; write ${last}-${first}.`);
            if (high - low >= MOST)
                throw new errors_1.UsageError(`--${flag}: the range ${part.trim()} is too long.`);
            for (let each = low; each <= high; each++)
                list.push(each);
        }
        else if (value !== undefined)
            list.push(value);
        else
            throw new errors_1.UsageError(`--${flag} takes numbers and ranges, such as 32,256 or 1-5; got "${text}".`);
    }
    return list;
}
//# sourceMappingURL=sweep-flags.js.map