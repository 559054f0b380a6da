/** SWA, stochastic weight averaging: the mean of the weights along the last part of the training takes their place (Izmailov et al.). */
import { z } from "zod";
import { type Tensor, tf } from "../../backend/tf";
import { UsageError } from "../../errors";
import { join } from "../../model/flat";
import { remedy } from "./remedy";
import { hasOneBatch, refusedWithoutBudget, stepAtShare, stepsIn } from "./schedule";

/**
 * w_SWA ← (w_SWA · n + w) / (n + 1) every c steps, from the weights at the start of the averaging on (Izmailov et al., 2018, Algorithm 1). In the end w_SWA takes the place of the weights, and batch norm's statistics are
 * collected anew over the training data, as the paper asks. The learning rate stays that of the run; evaluations along the way are of the weights that are trained.
 */
export const swa = remedy({
  name: "swa",
  idea: "the mean of the weights along the last part of the training",
  paper: "Izmailov et al., 2018, arXiv 1803.05407",
  settings: z.strictObject({
    start: z
      .number()
      .min(0)
      .max(1)
      .default(0.8)
      .describe("where the averaging begins, as a share of the budget; 0.8 by the defaults of the authors' code (epoch 161 of 200)"),
    every: z.number().positive().default(1).describe("epochs between two of the weights averaged; 1 in the authors' code"),
  }),
  cost: 1,
  refuses: (_, run) => refusedWithoutBudget(run),
  parts: ({ start, every }, { network, schedule, examples }) => {
    if (!hasOneBatch(schedule))
      throw new UsageError("swa: it averages once an epoch, and the batch changes along the way; leave out one of the two.");
    const from = stepAtShare(start, schedule, examples);
    const spacing = Math.max(1, Math.round(every * stepsIn(schedule, examples, 0)));
    return {
      extra: ({ weights }) => [
        ...weights.map(({ name, shape }) => ({ name: `average/${name}`, shape, start: { copyOf: name } })),
        // Weights that were averaged; those of the very start are one.
        { name: "count", shape: [], start: from === 0 ? 1 : 0 },
      ],
      step: (next) => (state, batch, turn) => {
        const { state: after, loss } = next(state, batch, turn);
        const averages = after.extra?.swa as Tensor[];
        const count = averages.at(-1) as Tensor;
        const since = tf.sub(tf.add(turn.step, tf.scalar(1, "int32")), tf.scalar(from, "int32"));
        const due = tf.logicalAnd(
          tf.greaterEqual(since, tf.scalar(0, "int32")),
          tf.equal(tf.mod(since, tf.scalar(spacing, "int32")), tf.scalar(0, "int32")),
        );
        const share = tf.div(1, tf.add(count, 1));
        const averaged = after.weights.map((weight, i) =>
          tf.where(due, tf.add(tf.mul(averages[i] as Tensor, tf.sub(1, share)), tf.mul(weight, share)), averages[i] as Tensor),
        );
        const counted = tf.where(due, tf.add(count, 1), count);
        return { loss, state: { ...after, extra: { ...after.extra, swa: [...averaged, counted] } } };
      },
      finish: (end, { own, statisticsAt }) => {
        // A training that ended before any of its weights were averaged.
        if ((own.at(-1)?.[0] as number) <= (from === 0 ? 1 : 0)) return end;
        const weights = join(own.slice(0, -1));
        return { ...end, weights, statistics: network.statistics.length > 0 ? statisticsAt(weights) : end.statistics };
      },
    };
  },
});
