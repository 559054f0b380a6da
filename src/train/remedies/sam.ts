/** SAM, sharpness-aware minimization: the gradient is taken where the loss is highest nearby (Foret et al.). */
import { z } from "zod";
import { type Tensor, tf } from "../../backend/tf";
import type { Gradient } from "../step";
import { globalNorm } from "./norm";
import { remedy } from "./remedy";

/**
 * ê(w) = ρ ∇L(w) / ‖∇L(w)‖ and g = ∇L(w + ê(w)) (Foret et al., 2021, equations 2 and 3 with p = 2; Algorithm 1), on the same batch, with the same dropout. Weight decay is no part of L (their equation 1; the authors' code has it in both gradients), and running
 * statistics follow the first pass alone.
 */
export const sam = remedy({
  name: "sam",
  idea: "the gradient where the loss is highest within a small ball",
  paper: "Foret et al., 2021, arXiv 2010.01412",
  settings: z.strictObject({
    rho: z.number().min(0).default(0.05).describe("radius ρ of the ball; 0.05 in the paper"),
  }),
  cost: 2,
  excludes: { asam: "both choose where the gradient is taken" },
  parts: ({ rho }) => ({
    gradient: (next) =>
      climbing(next, ({ gradients }) => {
        const scale = tf.div(rho, tf.add(globalNorm(gradients), LEAST));
        return gradients.map((gradient) => tf.mul(gradient, scale));
      }),
  }),
});

/** Added to a norm that is divided by, so that a gradient of zero gives no NaN. */
export const LEAST = 1e-12;

/** The gradient at w + ê, with the loss and the statistics of w. @param ascent ê from the gradient at w, for each weight */
export const climbing =
  (next: Gradient, ascent: (first: { gradients: Tensor[]; weights: Tensor[] }) => Tensor[]): Gradient =>
  (weights, batch, turn) => {
    const first = next(weights, batch, turn);
    const step = ascent({ gradients: first.gradients, weights });
    const above = weights.map((weight, i) => tf.add(weight, step[i] as Tensor));
    return { ...first, gradients: next(above, batch, turn).gradients };
  };
