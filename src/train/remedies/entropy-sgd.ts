/** Entropy-SGD: the gradient of local entropy, found by a few steps of Langevin dynamics around the weights (Chaudhari et al.). */
import { z } from "zod";
import { type Tensor, tf } from "../../backend/tf";
import type { BatchGradient, Gradient, Turn } from "../step";
import { drawNormal, streamOf } from "./noise";
import { remedy } from "./remedy";

/**
 * From x′ = μ = x, L times: x′ ← x′ − η′ (∇f(x′) − γ (x − x′)) + √η′ ε N(0, I), μ ← (1 − α) μ + α x′; then the gradient is γ (x − μ) (Chaudhari et al., 2017, Algorithm 1; the version of the conference adds noise and momentum in another way), and the step with it is the
 * optimizer's. The authors' code steps along x − μ instead, which their small γ makes necessary; `unscaled` does. γ grows as γ₀ (1 + γ₁)^t. The paper draws a mini-batch
 * for each of the L steps; here all are of the batch at hand, with other dropout masks in each. (Their code has 0.75 for the share of the old μ, and √2 ε for ε.) Weight decay is no part of f (in the authors' code it is). The loss and the running statistics are those at x.
 *
 * With L = 1 and ε = 0 the gradient is γ α η′ ∇f(x), so that SGD and momentum are as with that multiple of the learning rate; with α = η′ = 1 and `unscaled` it is ∇f(x).
 */
export const entropySgd = remedy({
  name: "entropySgd",
  idea: "the gradient of local entropy, by Langevin steps around the weights",
  paper: "Chaudhari et al., 2017, arXiv 1611.01838",
  settings: z.strictObject({
    iterations: z.number().int().min(1).default(20).describe("Langevin steps L; 20 in the authors' code"),
    gamma: z.number().min(0).default(1e-4).describe("scope γ₀; 1e-4 in the authors' code for MNIST"),
    scoping: z.number().min(0).default(0.001).describe("growth γ₁ of the scope a step; 1e-3 in the authors' code for MNIST"),
    rate: z.number().positive().default(0.1).describe("length η′ of a Langevin step; 0.1 in the authors' code"),
    noise: z.number().min(0).default(1e-4).describe("thermal noise ε; 1e-4 in the authors' code for MNIST"),
    alpha: z
      .number()
      .gt(0)
      .max(1)
      .default(0.75)
      .describe("weight α of the latest x′ in μ; the 0.75 of later ports, while the authors' code gives it to the old μ"),
    unscaled: z.boolean().default(true).describe("whether the gradient is x − μ rather than γ (x − μ), as in the authors' code"),
  }),
  cost: ({ iterations }) => iterations,
  refuses: ({ gamma, unscaled }) =>
    gamma === 0 && !unscaled ? "with gamma 0 its gradient γ (x − μ) is 0: give a gamma above 0, or unscaled=true" : undefined,
  parts: ({ iterations, gamma, scoping, rate, noise, alpha, unscaled }) => ({
    gradient:
      (next): Gradient =>
      (weights, batch, turn) => {
        const scope = tf.mul(gamma, tf.pow(1 + scoping, tf.cast(turn.step, "float32")));
        let first: BatchGradient | undefined;
        // x′ − x and μ − x, so that small differences of large weights do not have to be taken.
        let [away, mean] = [weights.map((each) => tf.zerosLike(each)), weights.map((each) => tf.zerosLike(each))];
        for (let i = 0; i < iterations; i++) {
          const inner = { ...turn, pass: turn.pass * iterations + i };
          const found = next(plus(weights, away), batch, inner);
          first ??= found;
          const pulled = plus(found.gradients, times(away, scope));
          away = plus(away, times(pulled, tf.scalar(-rate)));
          if (noise > 0) away = plus(away, times(thermal(weights, inner), tf.scalar(noise * Math.sqrt(rate))));
          mean = plus(times(mean, tf.scalar(1 - alpha)), times(away, tf.scalar(alpha)));
        }
        const back = unscaled ? tf.scalar(-1) : tf.neg(scope);
        return { ...(first as BatchGradient), gradients: times(mean, back) };
      },
  }),
});

const plus = (a: Tensor[], b: Tensor[]): Tensor[] => a.map((each, i) => tf.add(each, b[i] as Tensor));
const times = (a: Tensor[], factor: Tensor): Tensor[] => a.map((each) => tf.mul(each, factor));

/** Standard normal numbers for each weight. */
const thermal = (weights: Tensor[], turn: Turn): Tensor[] =>
  weights.map(({ shape }, i) => drawNormal(shape, turn, streamOf("entropySgd", i)));
