/** Clipping: a gradient longer than a limit is shortened to it (Pascanu et al.). */
import { z } from "zod";
import { tf } from "../../backend/tf";
import { globalNorm } from "./norm";
import { remedy } from "./remedy";

/** g ← g · min(1, c / ‖g‖), ‖g‖ over all weights together (Pascanu et al., 2013, Algorithm 1). The penalty of weight decay is added afterwards, as PyTorch's optimizers do. */
export const clipping = remedy({
  name: "clipping",
  idea: "a gradient longer than a limit is shortened to it",
  paper: "Pascanu et al., 2013, arXiv 1211.5063",
  settings: z.strictObject({
    norm: z.number().positive().default(5).describe("limit c of the norm over all weights; 5 in the code of Hoffer et al., 2017"),
  }),
  cost: 1,
  parts: ({ norm }) => ({
    gradient: (next) => (weights, batch, turn) => {
      const plain = next(weights, batch, turn);
      // Exactly 1 below the limit.
      const scale = tf.div(norm, tf.maximum(globalNorm(plain.gradients), norm));
      return { ...plain, gradients: plain.gradients.map((gradient) => tf.mul(gradient, scale)) };
    },
  }),
});
