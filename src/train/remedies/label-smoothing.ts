/** Label smoothing: a share of each label is spread over all classes (Szegedy et al.). */

import { z } from "zod";
import { type Scalar, tf } from "../../backend/tf";
import { remedy } from "./remedy";

/**
 * Minimises the cross-entropy with q′(k) = (1 − ε) δ(k, y) + ε / K (Szegedy et al., 2016, Section 7, equation for q′), that is (1 − ε) H(q, p) + ε H(u, p). The loss that is reported stays H(q, p), so that runs can be compared.
 */
export const labelSmoothing = remedy({
  name: "labelSmoothing",
  idea: "a share of each label is spread over all classes",
  paper: "Szegedy et al., 2016, arXiv 1512.00567",
  settings: z.strictObject({
    share: z.number().min(0).lt(1).default(0.1).describe("ε, from 0 to below 1; 0.1 in the paper"),
  }),
  cost: 1,
  parts: ({ share }) => ({
    objective: (next) => (weights, batch, turn) => {
      const plain = next(weights, batch, turn);
      const uniform = tf.neg(tf.mean(tf.logSoftmax(plain.logits)));
      return { ...plain, minimised: tf.add(plain.minimised, tf.mul(tf.sub(uniform, plain.loss), share)) as Scalar };
    },
  }),
});
