/** Gradient penalty: large gradients are penalised, which small batches do by themselves (Geiping et al.). */
import { z } from "zod";
import { type Scalar, type Tensor, tf } from "../../backend/tf";
import type { Gradient } from "../step";
import { globalNorm } from "./norm";
import { remedy } from "./remedy";
import { LEAST } from "./sam";
import { meanOf, ofWorkers, requireShares } from "./workers";

/**
 * Minimises L + α/2 · mean of ‖∇L_b‖² over equal parts b of the batch (Geiping et al., 2022, after the implicit regulariser of SGD of Smith et al., 2021). The penalty's gradient α H ∇L is a forward difference,
 * α (∇L(w + h ∇L) − ∇L(w)) / h with h = ε / ‖∇L‖, as in the authors' code (`forward-differences`). There α = s η / 4 for the learning rate η and a strength s, which is `alpha` here; with `timesRate` off, α is
 * `alpha` itself. (The loss that their code reports has η s / 4 · ‖∇L‖²; the gradient that it takes, and the one here, is that of η s / 8 · ‖∇L‖².) Weight decay is no part of L. Running statistics follow the first pass.
 */
export const gradientPenalty = remedy({
  name: "gradientPenalty",
  idea: "a penalty on the size of the gradient",
  paper: "Geiping et al., 2022, arXiv 2109.14119",
  settings: z.strictObject({
    alpha: z.number().min(0).default(0.5).describe("α, or with timesRate s in α = s η / 4; 0.5 in the authors' code"),
    timesRate: z.boolean().default(true).describe("whether alpha is in quarters of the learning rate, as in the authors' code"),
    epsilon: z.number().positive().default(0.01).describe("length ε of the step of the difference; 0.01 in the authors' code"),
    parts: z
      .number()
      .int()
      .min(1)
      .default(1)
      .describe("equal parts of the batch, each with a penalty of its own; in the authors' code one for every 128 examples"),
  }),
  cost: 2,
  parts: ({ alpha, timesRate, epsilon, parts }, { batch }) => {
    if (parts > 1) requireShares("gradientPenalty", batch, parts);
    return {
      cuts: parts,
      gradient: (next) => {
        const penalised: Gradient = (weights, batch, turn) => {
          const strength = timesRate ? tf.mul(turn.rate, alpha / 4) : tf.scalar(alpha);
          return withPenalty(next, strength as Scalar, epsilon)(weights, batch, turn);
        };
        return parts === 1 ? penalised : (weights, batch, turn) => meanOf(ofWorkers(penalised, batch, turn, parts, () => weights));
      },
    };
  },
});

/** ∇L + α (∇L(w + h ∇L) − ∇L) / h. */
const withPenalty =
  (next: Gradient, alpha: Scalar, epsilon: number): Gradient =>
  (weights, batch, turn) => {
    const first = next(weights, batch, turn);
    const { gradients } = first;
    const h = tf.div(epsilon, tf.add(globalNorm(gradients), LEAST));
    const ahead = weights.map((weight, i) => tf.add(weight, tf.mul(gradients[i] as Tensor, h)));
    const there = next(ahead, batch, turn).gradients;
    const scale = tf.div(alpha, h);
    return { ...first, gradients: gradients.map((gradient, i) => tf.add(gradient, tf.mul(tf.sub(there[i] as Tensor, gradient), scale))) };
  };
