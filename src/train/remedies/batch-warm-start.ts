/** Warm start: the first epochs with a small batch, the rest with the run's own (Keskar et al., piggyback). */
import { z } from "zod";
import { UsageError } from "../../errors";
import { remedy } from "./remedy";
import { mostSteps, stepsBefore } from "./schedule";

/**
 * The first e epochs are trained with a small batch, and the large batch goes on from the weights that they lead to (Keskar et al., 2017, Section 3, the piggybacked or warm-started solutions of their Figure 5). Weights and batch norm's
 * running statistics are handed on. The paper starts the large-batch training anew from stored weights, so the optimizer starts anew, too; `restart=false` lets it go on with its slots. In the paper the large batch then has all of
 * its 100 epochs; here the first e are part of the run's budget, so that runs compare at equal budgets: give e epochs more for the paper's own.
 *
 * The loss' stall is watched for throughout. With e = 0 nothing changes. `warmStart` (train/warm-start.ts) starts from the weights of another run.
 */
export const batchWarmStart = remedy({
  name: "batchWarmStart",
  idea: "a small batch for the first epochs, then the run's batch",
  paper: "Keskar et al., 2017, arXiv 1609.04836",
  settings: z.strictObject({
    size: z.number().int().min(1).default(256).describe("the small batch; 256 in the paper"),
    epochs: z.number().int().min(0).default(10).describe("epochs e with the small batch; ours, 1 to 100 in the paper"),
    restart: z.boolean().default(true).describe("whether the optimizer starts anew with the large batch; as in the paper"),
  }),
  cost: 1,
  refuses: ({ size, epochs }, run) => {
    if (size > run.batch) return `its small batch of ${size} is larger than the run's (${run.batch}): give a smaller size`;
    if (epochs >= run.epochs) return neverReached(epochs, `the ${run.epochs} of the run`);
    // The earliest end by the rule: one epoch that improves, then as many as its patience that do not.
    if (run.until === "stall" && epochs > run.patience) return neverReached(epochs, `a loss that may stall after ${run.patience + 1}`);
    return undefined;
  },
  schedule:
    ({ size, epochs, restart }) =>
    (next) => ({
      ...next,
      batch: (epoch) => (epoch < epochs ? size : next.batch(epoch)),
      restarts: (epoch) => next.restarts(epoch) || (restart && epochs > 0 && epoch === epochs),
    }),
  parts: ({ epochs }, { schedule, examples }) => {
    if (epochs > 0 && stepsBefore(schedule, examples, epochs) >= mostSteps(schedule, examples))
      throw new UsageError(`batchWarmStart: ${neverReached(epochs, `the ${mostSteps(schedule, examples)} steps of the run`)}.`);
    return {};
  },
});

const neverReached = (epochs: number, budget: string): string =>
  `its ${epochs} epochs with a small batch leave none of ${budget} to the run's own batch: give fewer`;
