/** LARS: each layer's rate in proportion to the size of its weights over that of their gradient (You et al.). */
import { z } from "zod";
import { type Scalar, type Tensor, tf } from "../../backend/tf";
import { normOf } from "./norm";
import { remedy } from "./remedy";

/** Which weights have a rate of their own. */
export const layers = z
  .enum(["kernels", "all"])
  .default("kernels")
  .describe(
    "kernels: biases and batch norm's weights are moved without a rate of their own and without weight decay, as is common since (the MLPerf reference); all: as the algorithm is written",
  );

/**
 * v ← m v + γ λ (∇L + β w), w ← w − v with λ = η ‖w‖ / (‖∇L‖ + β ‖w‖) for each kernel or vector of weights (You et al., 2017, Algorithm 1). γ is the learning rate, which is part of the velocity here; m the run's
 * momentum (sgd: 0), β its weight decay. Where ‖w‖ or ‖∇L‖ is 0, λ is 1. The decay of γ over the training is left out: here the rate is constant.
 */
export const lars = remedy({
  name: "lars",
  idea: "each layer's rate in proportion to ‖weights‖ / ‖gradient‖, for SGD",
  paper: "You et al., 2017, arXiv 1708.03888",
  settings: z.strictObject({
    eta: z.number().positive().default(0.001).describe("trust coefficient η; 0.001 in the paper"),
    layers,
  }),
  cost: 1,
  excludes: { lamb: "both give each layer a rate of its own" },
  refuses: (_, { optimizer }) =>
    optimizer === "adam" ? "it is a form of SGD: take --optimizer momentum (or sgd), or lamb in its place" : undefined,
  parts: ({ eta, layers }, { run: { weightDecay } }) => ({
    ownDecay: true,
    optimizer: (base) => ({
      ...base,
      name: "lars",
      update: (weight, gradient, slots, rate) => {
        if (isPlain(weight, layers)) return base.update(weight, tf.mul(gradient, rate), slots, tf.scalar(1));
        const size = normOf(weight);
        const slope = normOf(gradient);
        const trust = ratioOf(tf.mul(size, eta) as Scalar, tf.add(slope, tf.mul(size, weightDecay)) as Scalar, slope);
        const whole = weightDecay > 0 ? tf.add(gradient, tf.mul(weight, weightDecay)) : gradient;
        return base.update(weight, tf.mul(whole, tf.mul(trust, rate)), slots, tf.scalar(1));
      },
    }),
  }),
});

/** Whether a weight is moved without a rate of its own. */
export const isPlain = (weight: Tensor, which: "kernels" | "all"): boolean => which === "kernels" && weight.rank < 2;

/** above / below; 1 where above or any of `others` is 0. */
export function ratioOf(above: Scalar, below: Scalar, ...others: Scalar[]): Tensor {
  const usable = [above, ...others].map((each) => tf.greater(each, 0)).reduce((all, each) => tf.logicalAnd(all, each));
  return tf.where(usable, tf.div(above, below), tf.onesLike(above));
}
