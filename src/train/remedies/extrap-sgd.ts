/** Extrap-SGD: each worker takes its gradient where a step on its own part of the batch would lead (Lin et al.). */
import { z } from "zod";
import { tf } from "../../backend/tf";
import { remedy } from "./remedy";
import { climbing } from "./sam";
import { meanOf, ofWorkers, requireShares } from "./workers";

/**
 * w_k = w − γ̂ ∇L_k(w) and g = mean of ∇L_k(w_k) over workers k, each with its part of the batch (Lin et al., 2020, "Extrapolation for Large-batch Training in Deep Learning", their basic EXTRAP-SGD, a local extragradient; the
 * variants with former gradients or noise are left out). Both gradients of a worker are of the same examples with the same dropout. The step with g is the optimizer's. γ̂ is given in units of γ / K, the
 * learning rate γ over the number of workers: under linear scaling the rate of a small batch. The loss and the running statistics are those at w.
 */
export const extrapSgd = remedy({
  name: "extrapSgd",
  idea: "each worker's gradient where a step on its own part of the batch leads",
  paper: "Lin et al., 2020, arXiv 2006.05720",
  settings: z.strictObject({
    workers: z.number().int().min(1).default(16).describe("workers K among which the batch is cut; ours"),
    extrapolation: z.number().min(0).default(1).describe("γ̂ in units of the learning rate over K; ours, as the paper tunes it"),
  }),
  cost: 2,
  parts: ({ workers, extrapolation }, { batch }) => {
    requireShares("extrapSgd", batch, workers);
    return {
      cuts: workers,
      gradient: (next) => (weights, batch, turn) => {
        const length = tf.mul(turn.rate, -extrapolation / workers);
        const ahead = climbing(next, ({ gradients }) => gradients.map((gradient) => tf.mul(gradient, length)));
        return meanOf(ofWorkers(ahead, batch, turn, workers, () => weights));
      },
    };
  },
});
