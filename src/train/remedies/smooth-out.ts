/** SmoothOut: the gradient at weights that are moved at random within a box, so that sharp minima are smoothed out (Wen et al.). */
import { z } from "zod";
import { type Tensor, tf } from "../../backend/tf";
import { draw, type Gradient, type Turn } from "../step";
import { streamOf } from "./noise";
import { remedy } from "./remedy";
import { LEAST } from "./sam";
import { meanOf, ofWorkers, requireShares } from "./workers";

/**
 * g = ∇L(w + θ) with θ uniform in [−a, a) for each weight; the update is of w (Wen et al., 2018, their stochastic SmoothOut). The loss that is reported and batch norm's statistics are those at w + θ, as no
 * other pass is made. With `adapt` the noise of each filter (one output of a kernel; a single number of a bias) is as long as a times the filter itself (their AdaSmoothOut). With several `parts`
 * each part of the batch has noise of its own, and the gradients are averaged: as many perturbed copies of the network as there are parts.
 */
export const smoothOut = remedy({
  name: "smoothOut",
  idea: "the gradient at weights moved at random within a box",
  paper: "Wen et al., 2018, arXiv 1805.07898",
  settings: z.strictObject({
    a: z
      .number()
      .min(0)
      .default(0.006)
      .describe(
        "half the width of the box; with adapt a share of each filter's length; 0.006 in an example of the authors' code, of an evaluation",
      ),
    adapt: z.boolean().default(false).describe("whether the noise is in proportion to each filter (AdaSmoothOut)"),
    parts: z
      .number()
      .int()
      .min(1)
      .default(1)
      .describe("equal parts of the batch, each with noise of its own; in the authors' code one for every 128 examples"),
  }),
  cost: 1,
  parts: ({ a, adapt, parts }, { batch }) => {
    if (parts > 1) requireShares("smoothOut", batch, parts);
    return {
      cuts: parts,
      gradient: (next) => {
        const noisy: Gradient = (weights, batch, turn) => next(moved(weights, turn, a, adapt), batch, turn);
        return parts === 1 ? noisy : (weights, batch, turn) => meanOf(ofWorkers(noisy, batch, turn, parts, () => weights));
      },
    };
  },
});

/** w + θ. */
function moved(weights: Tensor[], turn: Turn, a: number, adapt: boolean): Tensor[] {
  return weights.map((weight, i) => {
    const own = tf.sub(tf.mul(draw(weight.shape, turn, streamOf("smoothOut", i)), 2), 1);
    const theta = adapt ? tf.mul(own, tf.div(filterNorms(weight), tf.add(filterNorms(own), LEAST))) : own;
    return tf.add(weight, tf.mul(theta, a));
  });
}

/** The norm of each filter: over all but the last dimension, kept as 1. */
function filterNorms(weight: Tensor): Tensor {
  const inputs = Array.from({ length: weight.rank - 1 }, (_, axis) => axis);
  return inputs.length === 0 ? tf.abs(weight) : tf.sqrt(tf.sum(tf.square(weight), inputs, true));
}
