/** LAMB: Adam's direction, each layer's step as long as its weights are large (You et al.). */
import { z } from "zod";
import { type Scalar, tf } from "../../backend/tf";
import { adamDirection } from "../optimizers/adam";
import { isPlain, layers, ratioOf } from "./lars";
import { normOf } from "./norm";
import { remedy } from "./remedy";

/**
 * w ← w − η ‖w‖ / ‖r + λ w‖ · (r + λ w) with r = m̂ / (√v̂ + ε), Adam's direction (You et al., 2020, Algorithm 2 with φ the identity, as in their experiments). λ is the run's weight decay. Where ‖w‖ or ‖r + λ w‖ is 0, the
 * factor is 1.
 */
export const lamb = remedy({
  name: "lamb",
  idea: "each layer's step in proportion to its weights, for Adam",
  paper: "You et al., 2020, arXiv 1904.00962",
  settings: z.strictObject({ layers }),
  cost: 1,
  refuses: (_, { optimizer }) => (optimizer === "adam" ? undefined : "it is a form of Adam: take --optimizer adam, or lars in its place"),
  parts: ({ layers }, { run }) => ({
    ownDecay: true,
    optimizer: (base) => ({
      ...base,
      name: "lamb",
      update: (weight, gradient, slots, rate) => {
        if (isPlain(weight, layers)) return base.update(weight, gradient, slots, rate);
        const { direction, slots: moved } = adamDirection(gradient, slots, run);
        const whole = run.weightDecay > 0 ? tf.add(direction, tf.mul(weight, run.weightDecay)) : direction;
        const length = normOf(whole) as Scalar;
        const trust = ratioOf(normOf(weight), length, length);
        return { weight: tf.sub(weight, tf.mul(whole, tf.mul(trust, rate))), slots: moved };
      },
    }),
  }),
});
