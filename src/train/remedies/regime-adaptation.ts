/** Regime adaptation: a large batch trains for as many more epochs as it is larger, so that it makes as many updates as a small one (Hoffer et al.). */
import { z } from "zod";
import { remedy } from "./remedy";
import { refusedButByEpochs } from "./schedule";

/**
 * E ← E · |B_L| / |B_S| epochs (Hoffer et al., 2017, Section 5), and whatever the schedule says of an epoch e it says of e · |B_L| / |B_S|, as in the authors' code, which stretches the epochs of the decays alike: a warm-up of 5 epochs
 * takes as many steps as at the small batch. E is rounded to whole epochs, at least one (the authors' code rounds the ratio up), and the schedule is stretched by what results. Updates are as many as those of the small batch but for
 * that and for the partial batches that are dropped. At the base batch nothing changes; a smaller batch trains for fewer epochs.
 */
export const regimeAdaptation = remedy({
  name: "regimeAdaptation",
  idea: "as many updates as a small batch makes: epochs in proportion to the batch",
  paper: "Hoffer et al., 2017, arXiv 1705.08741",
  settings: z.strictObject({
    base: z.number().positive().default(128).describe("batch |B_S| that the run's epochs are for; 128 in the paper"),
  }),
  cost: 1,
  excludes: {
    growingBatch: "it asks for fewer updates as the batch grows, and regimeAdaptation for as many as a small batch makes",
    batchWarmStart: "the number of updates would follow a batch that changes",
  },
  refuses: (_, run) => refusedButByEpochs(run, "it changes the number of epochs"),
  schedule:
    ({ base }, { run }) =>
    (next) => {
      const epochs = Math.max(1, Math.round((next.epochs * run.batch) / base));
      const stretch = epochs / next.epochs;
      const before = (epoch: number) => Math.floor(epoch / stretch);
      return {
        ...next,
        epochs,
        batch: (epoch) => next.batch(before(epoch)),
        rate: ({ step, epoch }) => next.rate({ step, epoch: epoch / stretch }),
        // An epoch of the plain schedule begins once, however many it is stretched to.
        restarts: (epoch) => (epoch === 0 || before(epoch - 1) !== before(epoch)) && next.restarts(before(epoch)),
      };
    },
});
