"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.stallStart = void 0;
exports.stallAfter = stallAfter;
exports.stallStart = { reference: Number.POSITIVE_INFINITY, waited: 0, stalled: false };
/** The rule after one more epoch of mean training loss `loss`. */
function stallAfter(before, loss, rule) {
    if (loss < before.reference - rule.minDelta)
        return { reference: loss, waited: 0, stalled: false };
    const waited = before.waited + 1;
    return { reference: before.reference, waited, stalled: waited >= rule.patience };
}
//# sourceMappingURL=stopping.js.map