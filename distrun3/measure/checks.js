"use strict";
/** What measurements ask of their arguments: each refusal says what was expected, what was got and what to do. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.expectPositive = expectPositive;
exports.expectCount = expectCount;
exports.expectLength = expectLength;
exports.expectFinite = expectFinite;
/** @throws RangeError unless `value` is a finite number above 0 */
function expectPositive(name, value, hint = "") {
    if (!(value > 0 && Number.isFinite(value)))
        throw new RangeError(`${name} must be a number above 0, got ${value}.${hint && ` ${hint}`}`);
}
/** @throws RangeError unless `value` is an integer of `least` or more */
function expectCount(name, value, least = 1) {
    if (!Number.isInteger(value) || value < least)
        throw new RangeError(`${name} must be an integer of ${least} or more, got ${value}.`);
}
/** @throws RangeError when a vector is of another length */
function expectLength(name, { length }, expected) {
    if (length !== expected)
        throw new RangeError(`${name} must have ${expected} numbers, got ${length}: it is of another network or function.`);
}
/** @throws RangeError when a loss is NaN or infinite */
function expectFinite(loss, where) {
    if (!Number.isFinite(loss))
        throw new RangeError(`The loss ${where} is ${loss}; it must be a number.`);
    return loss;
}
//# sourceMappingURL=checks.js.map