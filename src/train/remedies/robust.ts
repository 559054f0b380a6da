/** Adversarial training: part of the loss is that of images moved to where it is higher (Goodfellow et al.; for large batches Keskar et al.). */
import { z } from "zod";
import { type Tensor, tf } from "../../backend/tf";
import type { Batch, Gradient, Objective, Turn } from "../step";
import { remedy } from "./remedy";

/**
 * Minimises c L(w, x) + (1 − c) L(w, x + ε sign ∇ₓL(w, x)) (Goodfellow et al., 2015, Section 6, with the fast gradient sign of Section 4), as robust training in Keskar et al., 2017, Appendix E. The moved images are taken as
 * given: no gradient goes through them. Pixels are from 0 to 1, and moved ones are not cut off there. The loss and the running statistics are those of the images as they are.
 */
export const robust = remedy({
  name: "robust",
  idea: "adversarial training: images moved to where the loss is higher",
  paper: "Goodfellow et al., 2015, arXiv 1412.6572; Keskar et al., 2017, arXiv 1609.04836",
  settings: z.strictObject({
    epsilon: z.number().min(0).default(0.25).describe("how far each pixel is moved, of a range of 1; 0.25 in Goodfellow et al. for MNIST"),
    clean: z.number().min(0).max(1).default(0.5).describe("share c of the loss that is of images as they are; 0.5 in Goodfellow et al."),
  }),
  cost: 2,
  parts: ({ epsilon, clean }) => ({
    gradient:
      (next, objective): Gradient =>
      (weights, batch, turn) => {
        const plain = next(weights, batch, turn);
        const moved = { ...batch, images: movedImages(objective, weights, batch, turn, epsilon) };
        const { gradients } = next(weights, moved, turn);
        // From the plain gradient on, so that with ε = 0 nothing is rounded.
        return {
          ...plain,
          gradients: plain.gradients.map((gradient, i) => tf.add(gradient, tf.mul(tf.sub(gradients[i] as Tensor, gradient), 1 - clean))),
        };
      },
  }),
});

/** x + ε sign ∇ₓL. */
function movedImages(objective: Objective, weights: Tensor[], batch: Batch, turn: Turn, epsilon: number): Tensor {
  const slope = tf.grad((images) => objective(weights, { ...batch, images }, turn).minimised)(batch.images);
  return tf.add(batch.images, tf.mul(tf.sign(slope), epsilon));
}
