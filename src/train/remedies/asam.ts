/** ASAM, adaptive SAM: a ball that is as wide in each direction as the weight is large, so that rescaling the network changes nothing (Kwon et al.). */
import { z } from "zod";
import { type Tensor, tf } from "../../backend/tf";
import { globalNorm } from "./norm";
import { remedy } from "./remedy";
import { climbing, LEAST } from "./sam";

/**
 * ê(w) = ρ T² ∇L / ‖T ∇L‖ (Kwon et al., 2021, Algorithm 1, with p = 2) with T = diag(|w₁| + η, …), their element-wise operator. As in the authors' code T is 1 for biases (batch norm's β among
 * them); `biases` scales them, too. With η = 0 and scaled biases the result is invariant under rescaling of layers.
 */
export const asam = remedy({
  name: "asam",
  idea: "SAM with a radius in proportion to each weight",
  paper: "Kwon et al., 2021, arXiv 2102.11600",
  settings: z.strictObject({
    rho: z.number().min(0).default(0.5).describe("radius ρ; 0.5 in the authors' code"),
    eta: z
      .number()
      .min(0)
      .default(0.01)
      .describe("η, added to the size of each weight; 0.01 by default in the authors' code, 0 in its example for CIFAR"),
    biases: z.boolean().default(false).describe("whether biases are scaled, too; not so in the authors' code"),
  }),
  cost: 2,
  parts: ({ rho, eta, biases }, { network }) => {
    const isScaled = network.weights.map(({ name }) => biases || !/\/(bias|beta)$/.test(name));
    return {
      gradient: (next) =>
        climbing(next, ({ gradients, weights }) => {
          const sizes = weights.map((weight, i) => (isScaled[i] ? tf.add(tf.abs(weight), eta) : tf.onesLike(weight)));
          const scaled = gradients.map((gradient, i) => tf.mul(gradient, sizes[i] as Tensor));
          const scale = tf.div(rho, tf.add(globalNorm(scaled), LEAST));
          return scaled.map((each, i) => tf.mul(tf.mul(each, sizes[i] as Tensor), scale));
        }),
    };
  },
});
