"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.dimensionsOf = dimensionsOf;
const made_1 = require("./made");
const sources_1 = require("./sources");
/** The dimensions that a data set has; its loader insists on them. */
function dimensionsOf(name) {
    if (name === "glyphs" || name === "glyphs-100") {
        const { shape, classNames, train, test } = made_1.MADE[name];
        return { shape, classes: classNames.length, train, test };
    }
    const { shape, classNames, train, test } = (0, sources_1.readSources)()[name];
    return { shape, classes: classNames.length, train: train.count, test: test.count };
}
//# sourceMappingURL=dimensions.js.map