"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.stableFigure = void 0;
/** More digits than any screen can show, fewer than the last bits in which two machines differ. */
const DIGITS = 6;
const stableNumber = (value) => {
    if (!Number.isFinite(value))
        return null;
    return Number.isInteger(value) ? value + 0 : Number(value.toPrecision(DIGITS));
};
function stableValue(value) {
    if (typeof value === "number")
        return stableNumber(value);
    if (typeof value === "bigint")
        return Number(value);
    if (ArrayBuffer.isView(value) && !(value instanceof DataView))
        return Array.from(value, stableValue);
    if (Array.isArray(value))
        return value.map((each) => stableValue(each) ?? null);
    if (value instanceof Date)
        return value.toISOString();
    if (typeof value !== "object" || value === null)
        return typeof value === "function" || typeof value === "symbol" ? undefined : value;
    const entries = Object.entries(value).filter(([, each]) => each !== undefined && typeof each !== "function");
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([key, each]) => [key, stableValue(each)]));
}
/** The stable form of `figure`. Typed arrays become arrays. The argument is not changed. */
const stableFigure = ({ data, layout }) => stableValue({ data, layout });
exports.stableFigure = stableFigure;
//# sourceMappingURL=stable.js.map