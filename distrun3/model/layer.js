"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.plain = void 0;
/** A layer without weights. */
const plain = (kind, output, apply) => ({
    kind,
    output,
    weights: () => [],
    statistics: () => [],
    apply: (x, _weights, _statistics, mode, layerIndex) => ({ y: apply(x, mode, layerIndex), seen: [] }),
});
exports.plain = plain;
//# sourceMappingURL=layer.js.map