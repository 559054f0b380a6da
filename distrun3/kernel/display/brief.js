"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.brief = brief;
/** Tensors and data frames inside other values, in a few words: their own fields say nothing to a reader and are long. */
const frames_1 = require("./frames");
const tensors_1 = require("./tensors");
/** `value` in a few words; undefined: it is shown as it is. Never throws. */
function brief(value) {
    try {
        if ((0, tensors_1.isTensor)(value))
            return (0, tensors_1.tensorTitle)(value);
        if ((0, frames_1.isFrame)(value))
            return `DataFrame ${value.shape[0]} × ${value.columns.length}`;
        if ((0, frames_1.isSeries)(value))
            return `Series ${value.values.length}`;
    }
    catch {
        // A value that only looks like one of them is shown as any other.
    }
    return undefined;
}
//# sourceMappingURL=brief.js.map