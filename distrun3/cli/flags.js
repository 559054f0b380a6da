"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.number = number;
/** What commands read from their flags in the same way. */
const config_1 = require("../config");
const errors_1 = require("../errors");
/** The number that a flag was given, if it was. @throws UsageError for a text that is none in decimal */
function number(flag, text) {
    if (text === undefined)
        return undefined;
    const value = (0, config_1.decimal)(text);
    if (value === undefined)
        throw new errors_1.UsageError(`--${flag} takes a number in decimal, got "${text}".`);
    return value;
}
//# sourceMappingURL=flags.js.map