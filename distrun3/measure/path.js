"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.linearPath = exports.between = exports.ALPHAS = void 0;
const curve_1 = require("./curve");
/** The published plot: 25 points from −1 to 2 (facts of the authors' code). */
exports.ALPHAS = curve_1.CURVE_ALPHAS.linear;
/** The point between two vectors. */
const between = (a, b, alpha) => (0, curve_1.blend)(a, b, (0, curve_1.shares)("linear", alpha));
exports.between = between;
/**
 * Loss and accuracy of training and test data along the line from one trained network to another.
 * @throws RangeError when the two are different networks
 */
const linearPath = (from, to, data, { normalise, ...options } = {}) => (0, curve_1.curvePath)(from, to, data, { ...options, curve: "linear", ...(normalise ? { batchNorm: normalise } : {}) });
exports.linearPath = linearPath;
//# sourceMappingURL=path.js.map