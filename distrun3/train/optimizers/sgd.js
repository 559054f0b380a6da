"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.sgd = void 0;
/** Stochastic gradient descent: w ← w − η g. */
const tf_1 = require("../../backend/tf");
const sgd = () => ({
    name: "sgd",
    slots: [],
    update: (weight, gradient, _slots, rate) => ({ weight: tf_1.tf.sub(weight, tf_1.tf.mul(gradient, rate)), slots: [] }),
});
exports.sgd = sgd;
//# sourceMappingURL=sgd.js.map