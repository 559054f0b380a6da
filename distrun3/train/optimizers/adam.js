"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.adam = void 0;
/** Adam (Kingma and Ba, 2015, Algorithm 1). The powers of β₁ and β₂ are slots, so that no step number has to be passed. */
const tf_1 = require("../../backend/tf");
/** Defaults of the paper: β₁ 0.9, β₂ 0.999, ε 1e-8. */
const adam = ({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = {}) => ({
    name: "adam",
    slots: [
        { name: "first", scalar: false, value: 0 },
        { name: "second", scalar: false, value: 0 },
        { name: "power1", scalar: true, value: 1 },
        { name: "power2", scalar: true, value: 1 },
    ],
    update: (weight, gradient, slots, rate) => {
        const [first, second, power1, power2] = slots;
        const m = tf_1.tf.add(tf_1.tf.mul(first, beta1), tf_1.tf.mul(gradient, 1 - beta1));
        const v = tf_1.tf.add(tf_1.tf.mul(second, beta2), tf_1.tf.mul(tf_1.tf.square(gradient), 1 - beta2));
        const p1 = tf_1.tf.mul(power1, beta1);
        const p2 = tf_1.tf.mul(power2, beta2);
        const unbiased = tf_1.tf.div(m, tf_1.tf.sub(1, p1));
        const spread = tf_1.tf.add(tf_1.tf.sqrt(tf_1.tf.div(v, tf_1.tf.sub(1, p2))), epsilon);
        return { weight: tf_1.tf.sub(weight, tf_1.tf.mul(tf_1.tf.div(unbiased, spread), rate)), slots: [m, v, p1, p2] };
    },
});
exports.adam = adam;
//# sourceMappingURL=adam.js.map