/** SGD with heavy-ball momentum (Polyak, 1964; Sutskever et al., 2013): v ← m v + g, w ← w − η v. */
import { type Tensor, tf } from "../../backend/tf";
import type { Optimizer } from "./optimizer";

/** @param momentum m in [0, 1) */
export const momentum = (momentum: number): Optimizer => ({
  name: "momentum",
  slots: [{ name: "velocity", scalar: false, value: 0 }],
  update: (weight, gradient, [velocity], rate) => {
    const moved = tf.add(tf.mul(velocity as Tensor, momentum), gradient);
    return { weight: tf.sub(weight, tf.mul(moved, rate)), slots: [moved] };
  },
});
