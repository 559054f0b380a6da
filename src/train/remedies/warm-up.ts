/** Warm-up: the first epochs are trained at a smaller learning rate (Goyal et al.). */
import { z } from "zod";
import { remedy } from "./remedy";

/**
 * Gradual warm-up (Goyal et al., 2017, Section 2.2): the rate of step t of the first T steps is (1 − t/T) · from · η + t/T · (the rate that it leads to), η the run's learning rate, as in the authors' code.
 * With `from` 1 and linear scaling that is their ramp from η to kη. Constant warm-up: `from` · η throughout those epochs. Their correction of the momentum when the rate changes is not needed here: the optimizers
 * multiply the velocity by the rate (their equation 9), not the gradient that goes into it (equation 10).
 */
export const warmUp = remedy({
  name: "warmUp",
  idea: "the first epochs at a learning rate that grows to its full size",
  paper: "Goyal et al., 2017, arXiv 1706.02677",
  settings: z.strictObject({
    epochs: z.number().positive().default(5).describe("how long, in epochs; 5 in the paper"),
    from: z
      .number()
      .min(0)
      .default(1)
      .describe("where it begins, as a multiple of the run's learning rate; 1 in the paper: the rate of the base batch"),
    kind: z.enum(["gradual", "constant"]).default("gradual").describe("a straight line, or the first value throughout"),
  }),
  cost: 1,
  refuses: ({ from }, { remedies }) =>
    from === 1 && !remedies?.scaling
      ? "from the run's own learning rate it would change nothing: give where it begins (from=0), or scale the rate with the batch (scaling)"
      : undefined,
  schedule:
    ({ epochs, from, kind }) =>
    (next) => ({
      ...next,
      rate: (place) => {
        const share = place.epoch / epochs;
        if (share >= 1) return next.rate(place);
        return kind === "constant" ? from : (1 - share) * from + share * next.rate(place);
      },
    }),
});
