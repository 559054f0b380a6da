/** Gradient noise: each example's gradient is multiplied by a random number of mean 1, so that a large batch is as noisy as a small one (Hoffer et al.). */
import { z } from "zod";
import { type Scalar, tf } from "../../backend/tf";
import { crossEntropies } from "../loss";
import { drawNormal, streamOf } from "./noise";
import { remedy } from "./remedy";

/**
 * ĝ = 1/M Σₙ zₙ gₙ with zₙ ~ N(1, σ²), one number for each of the M examples of a step (Hoffer et al., 2017, Section 4, multiplicative noise). The covariance of ĝ is near (1 + σ²) / M · E[g gᵀ], and the paper asks for σ² ∝ M to keep it
 * whatever the batch. Of that, `batch` takes σ² = M / B_S − 1, at which it is the covariance of a batch of B_S (the constant is ours); at B_S or less there is no noise. M is the batch that a gradient is of: with workers, the part of one.
 *
 * As gₙ is the gradient of example n's own loss, ĝ is that of 1/M Σₙ zₙ Lₙ: one pass and the numbers exactly, where noise on the mean gradient, g · (1 + σ z), would be the same in all directions or none of the paper's covariance. The
 * loss that is reported and batch norm's statistics are those without noise. Several gradients of one batch within a step (SAM) have the same zₙ.
 */
export const gradientNoise = remedy({
  name: "gradientNoise",
  idea: "each example's gradient times a random number of mean 1",
  paper: "Hoffer et al., 2017, arXiv 1705.08741",
  settings: z.strictObject({
    rule: z
      .enum(["batch", "fixed"])
      .default("batch")
      .describe("batch: σ² in proportion to the batch, as in the paper; fixed: σ as it is given"),
    base: z.number().positive().default(128).describe("with batch: batch B_S that the noise is to be that of; 128 in the paper"),
    sigma: z.number().min(0).default(1).describe("with fixed: standard deviation σ; ours, that of twice the batch"),
  }),
  cost: 1,
  excludes: { labelSmoothing: "its loss is not taken example by example" },
  parts: ({ rule, base, sigma }, { batch }) => {
    const deviation = rule === "fixed" ? sigma : Math.sqrt(Math.max(0, batch / base - 1));
    if (deviation === 0) return {};
    return {
      objective: (next) => (weights, examples, turn) => {
        const plain = next(weights, examples, turn);
        const noise = tf.mul(drawNormal(examples.labels.shape, turn, streamOf("gradientNoise")), deviation);
        const added = tf.mean(tf.mul(noise, crossEntropies(plain.logits, examples.labels)));
        return { ...plain, minimised: tf.add(plain.minimised, added) as Scalar };
      },
    };
  },
});
