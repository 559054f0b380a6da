"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.resolveId = resolveId;
/** Finds a run by the beginning of its id. */
const errors_1 = require("../../errors");
const list_1 = require("./list");
/** Ids that an ambiguous beginning is answered with. */
const SHOWN = 10;
/**
 * @param start the first digits of an id, or all
 * @throws UsageError for what can be no id, UserError where none or several runs begin with it: which ones
 */
async function resolveId(store, start) {
    if (!/^[0-9a-f]{1,20}$/.test(start)) {
        throw new errors_1.UsageError(`${JSON.stringify(start.slice(0, 80))} is no run's id or its beginning: expected up to 20 digits of 0-9 and a-f. Known ones: npx largebatch runs`);
    }
    const found = (await (0, list_1.idsIn)(store)).filter((id) => id.startsWith(start)).sort();
    if (found.length === 1)
        return found[0];
    if (found.length === 0)
        throw new errors_1.UserError(`There is no run ${start}… in ${store}. Known ones: npx largebatch runs`);
    const more = found.length > SHOWN ? ` and ${found.length - SHOWN} more` : "";
    throw new errors_1.UserError(`${found.length} runs begin with ${start}: ${found.slice(0, SHOWN).join(", ")}${more}. Give more digits.`);
}
//# sourceMappingURL=resolve.js.map