/** Conservative training: each batch is used for several iterations that are held near the weights before it (Keskar et al., after Li et al., 2014). */
import { z } from "zod";
import { type Tensor, tf } from "../../backend/tf";
import { remedy } from "./remedy";

/**
 * x_{k+1} ≈ argmin of L(x) + λ/2 ‖x − x_k‖² over one batch (Keskar et al., 2017, Appendix E, the proximal sub-problem), by a few iterations of the optimizer from x_k, with the same dropout in all. In the paper they are of Adam: take
 * --optimizer adam. Its slots go on from one sub-problem to the next (ours: the paper does not say). The loss and the running statistics are those of the first iteration. One iteration is the optimizer's own step, whatever λ.
 */
export const conservative = remedy({
  name: "conservative",
  idea: "several iterations on each batch, held near the weights before it",
  paper: "Keskar et al., 2017, arXiv 1609.04836",
  settings: z.strictObject({
    lambda: z.number().min(0).default(0.001).describe("strength λ of the pull back; ours"),
    iterations: z.number().int().min(1).default(3).describe("iterations of the optimizer on a batch; 3 in the paper"),
  }),
  cost: ({ iterations }) => iterations,
  excludes: { entropySgd: "both solve a problem around the weights before the step" },
  parts: ({ lambda, iterations }) => ({
    // In the place of the plain step: no remedy puts another step within.
    step: (_, core) => (state, batch, turn) => {
      const first = core.gradient(state.weights, batch, turn);
      let moved = core.update(state, first.gradients, turn.rate);
      for (let i = 1; i < iterations; i++) {
        const { weights } = moved;
        const { gradients } = core.gradient(weights, batch, turn);
        const pulled = gradients.map((gradient, i) =>
          tf.add(gradient, tf.mul(tf.sub(weights[i] as Tensor, state.weights[i] as Tensor), lambda)),
        );
        moved = core.update(moved, pulled, turn.rate);
      }
      return { loss: first.loss, state: { ...state, ...moved, statistics: core.follow(state.statistics, first.seen) } };
    },
  }),
});
