/** Adam (Kingma and Ba, 2015, Algorithm 1). The powers of β₁ and β₂ are slots, so that no step number has to be passed. */
import { type Tensor, tf } from "../../backend/tf";
import type { Optimizer } from "./optimizer";

export interface AdamSettings {
  beta1: number;
  beta2: number;
  epsilon: number;
}

/** The moments after a gradient, and the direction m̂ / (√v̂ + ε) that they give. */
export function adamDirection(
  gradient: Tensor,
  slots: Tensor[],
  { beta1, beta2, epsilon }: AdamSettings,
): { direction: Tensor; slots: Tensor[] } {
  const [first, second, power1, power2] = slots as [Tensor, Tensor, Tensor, Tensor];
  const m = tf.add(tf.mul(first, beta1), tf.mul(gradient, 1 - beta1));
  const v = tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - beta2));
  const p1 = tf.mul(power1, beta1);
  const p2 = tf.mul(power2, beta2);
  const unbiased = tf.div(m, tf.sub(1, p1));
  const spread = tf.add(tf.sqrt(tf.div(v, tf.sub(1, p2))), epsilon);
  return { direction: tf.div(unbiased, spread), slots: [m, v, p1, p2] };
}

/** Defaults of the paper: β₁ 0.9, β₂ 0.999, ε 1e-8. */
export const adam = ({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = {}): Optimizer => ({
  name: "adam",
  slots: [
    { name: "first", scalar: false, value: 0 },
    { name: "second", scalar: false, value: 0 },
    { name: "power1", scalar: true, value: 1 },
    { name: "power2", scalar: true, value: 1 },
  ],
  update: (weight, gradient, slots, rate) => {
    const { direction, slots: moved } = adamDirection(gradient, slots, { beta1, beta2, epsilon });
    return { weight: tf.sub(weight, tf.mul(direction, rate)), slots: moved };
  },
});
