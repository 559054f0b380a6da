"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.momentum = void 0;
/** SGD with heavy-ball momentum (Polyak, 1964; Sutskever et al., 2013): v ← m v + g, w ← w − η v. */
const tf_1 = require("../../backend/tf");
/** @param momentum m in [0, 1) */
const momentum = (momentum) => ({
    name: "momentum",
    slots: [{ name: "velocity", scalar: false, value: 0 }],
    update: (weight, gradient, [velocity], rate) => {
        const moved = tf_1.tf.add(tf_1.tf.mul(velocity, momentum), gradient);
        return { weight: tf_1.tf.sub(weight, tf_1.tf.mul(moved, rate)), slots: [moved] };
    },
});
exports.momentum = momentum;
//# sourceMappingURL=momentum.js.map