/** Learning-rate scaling: a batch k times as large takes k times the rate (Goyal et al.) or √k times (Hoffer et al.). */
import { z } from "zod";
import { remedy } from "./remedy";

/**
 * Linear: η ← k · η for k = batch / base (Goyal et al., 2017, "Linear Scaling Rule", Section 2.1; Krizhevsky, 2014, Section 5). Square root: η ← √k · η, which keeps the covariance of
 * the steps (Hoffer et al., 2017; in their code lr · (batch / 128)^½ with ghost batches, (batch / 256)^½ without). The run's learning rate is that of the base batch; where the batch changes along the way, k follows it.
 */
export const scaling = remedy({
  name: "scaling",
  idea: "learning rate in proportion to the batch, or to its square root",
  paper: "Goyal et al., 2017, arXiv 1706.02677; Hoffer et al., 2017, arXiv 1705.08741",
  settings: z.strictObject({
    rule: z.enum(["linear", "sqrt"]).default("linear").describe("linear (Goyal et al.) or sqrt (Hoffer et al.)"),
    base: z
      .number()
      .positive()
      .default(256)
      .describe("batch that the run's learning rate is for; 256 in Goyal et al., 128 in Hoffer et al."),
  }),
  cost: 1,
  schedule:
    ({ rule, base }) =>
    (next) => ({
      ...next,
      rate: (place) => {
        const times = next.batch(Math.floor(place.epoch)) / base;
        return next.rate(place) * (rule === "linear" ? times : Math.sqrt(times));
      },
    }),
});
