/** A batch that grows: where the learning rate would decay, the batch is multiplied instead (Smith et al.). */
import { z } from "zod";
import { remedy } from "./remedy";
import { refusedButByEpochs } from "./schedule";

/**
 * The noise scale of SGD is g ≈ ε N / B (Smith et al., 2018, Section 2, for B ≪ N), so B ← f · B does what ε ← ε / f does, in as many epochs and with fewer updates (Section 3). B grows to a largest batch, in the paper about
 * N / 10; from there on ε decays. Where B reaches it in the middle of a factor, it is the largest batch and ε decays by what is left of the factor (ours), so that ε / B is at all times that of the decay. B grows at the start of an epoch,
 * the one nearest to each share, and is rounded to whole examples; a batch that is larger from the start stays. The optimizer goes on with its slots.
 *
 * It stands outside of the scaling of rates, which goes by the batch that the training starts with: a rate that followed the batch would undo the growth. With a factor of 1 nothing changes.
 */
export const growingBatch = remedy({
  name: "growingBatch",
  idea: "a batch that grows where the learning rate would decay",
  paper: "Smith et al., 2018, arXiv 1711.00489",
  settings: z.strictObject({
    factor: z
      .number()
      .min(1)
      .default(5)
      .describe("by which the batch is multiplied; 5 in the paper for wide residual networks on CIFAR-10"),
    at: z.coerce
      .string()
      .regex(/^(0(\.\d+)?|1)(,(0(\.\d+)?|1))*$/, "expected shares from 0 to 1 with commas between them, e.g. 0.3,0.6,0.8")
      .default("0.3,0.6,0.8")
      .describe("when, as shares of the epochs, with commas between them; epochs 60, 120, 160 of 200 in the paper"),
    largest: z.number().positive().max(1).default(0.1).describe("largest batch, as a share of the training examples; 1/10 in the paper"),
  }),
  cost: 1,
  excludes: { batchWarmStart: "both say what the batch is" },
  refuses: (_, run) => refusedButByEpochs(run, "the batch grows at shares of the epochs"),
  schedule:
    ({ factor, at, largest }, { examples }) =>
    (next) => {
      const starts = at.split(",").map((share) => Math.round(Number(share) * next.epochs));
      const most = Math.floor(largest * examples);
      /** Without a largest batch. */
      const wanted = (epoch: number) => next.batch(epoch) * factor ** starts.filter((start) => start <= epoch).length;
      const limit = (epoch: number) => Math.max(next.batch(epoch), most);
      return {
        ...next,
        batch: (epoch) => Math.min(Math.round(wanted(epoch)), limit(epoch)),
        rate: (place) => {
          const epoch = Math.floor(place.epoch);
          return next.rate(place) * Math.min(1, limit(epoch) / wanted(epoch));
        },
      };
    },
});
