/** Stochastic gradient descent: w ← w − η g. */
import { tf } from "../../backend/tf";
import type { Optimizer } from "./optimizer";

export const sgd = (): Optimizer => ({
  name: "sgd",
  slots: [],
  update: (weight, gradient, _slots, rate) => ({ weight: tf.sub(weight, tf.mul(gradient, rate)), slots: [] }),
});
