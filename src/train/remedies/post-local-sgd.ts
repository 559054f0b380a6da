/** Post-local SGD: after large-batch training, workers go several steps by themselves between two averages of their weights (Lin et al.). */
import { z } from "zod";
import { type Scalar, type Tensor, tf } from "../../backend/tf";
import { UsageError } from "../../errors";
import type { State } from "../state";
import type { Turn } from "../step";
import { remedy, type Schedule } from "./remedy";
import { refusedWithoutBudget, stepAtShare } from "./schedule";
import { meanOfLists, requireShares, shares } from "./workers";

/**
 * K workers each take the optimizer's step on their part of the batch; their weights are averaged after every step of the first share of the budget, which is large-batch SGD, and after every H steps from there on (Lin et al., 2020,
 * "Don't Use Large Mini-Batches, Use Local SGD"). Momentum is each worker's own and is not averaged, as in the authors' code. The weights of the training, which are evaluated, kept and
 * in the end returned, are the mean of the workers' at any step; running statistics are shared. The training's own slots, which no step reads, are the first worker's. The learning rate is the same in both phases. The state grows by K copies of weights and slots.
 *
 * With one worker it is the optimizer itself; with H = 1 it is SGD or momentum on the whole batch, but that batch norm sees one part at a time.
 */
export const postLocalSgd = remedy({
  name: "postLocalSgd",
  idea: "workers that go several steps by themselves between two averages",
  paper: "Lin et al., 2020, arXiv 1808.07217",
  settings: z.strictObject({
    workers: z.number().int().min(1).default(16).describe("workers K among which the batch is cut; 16 in the authors' code for CIFAR-10"),
    steps: z
      .number()
      .int()
      .min(1)
      .default(32)
      .describe("steps H from one average to the next; 32 in one example of the authors' code for CIFAR-10, 16 in others"),
    start: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .describe("where local steps begin, as a share of the budget; 0.5 in the authors' code, at the first decay of the learning rate"),
  }),
  cost: 1,
  excludes: { lars: "each worker's rates would be those of its part of the batch, from the first step on" },
  refuses: (_, run) => (run.optimizer === "adam" ? "it is a form of SGD: take --optimizer momentum (or sgd)" : refusedWithoutBudget(run)),
  parts: ({ workers, steps, start }, { batch, schedule, examples }) => {
    requireShares("postLocalSgd", batch, workers);
    refuseRestarts(schedule);
    const from = stepAtShare(start, schedule, examples);
    return {
      cuts: workers,
      extra: ({ weights, slots }) =>
        Array.from({ length: workers }, (_, worker) =>
          [...weights, ...slots].map(({ name, shape }) => ({ name: `worker${worker}/${name}`, shape, start: { copyOf: name } })),
        ).flat(),
      step: (next) => (state, batch, turn) => {
        const own = unpack(state, workers);
        const moved = shares(batch, workers).map((share, worker) =>
          next({ ...state, ...(own[worker] as Own) }, share, { ...turn, pass: turn.pass * workers + worker }),
        );
        const states = moved.map((each) => each.state);
        const weights = meanOfLists(states.map((each) => each.weights));
        const synchronised = isDue(turn, from, steps);
        const kept = states.flatMap((each) => [
          ...each.weights.map((weight, i) => tf.where(synchronised, weights[i] as Tensor, weight)),
          ...each.slots.flat(),
        ]);
        return {
          loss: meanOfLists(moved.map(({ loss }) => [loss]))[0] as Scalar,
          state: {
            weights,
            slots: (states[0]?.slots ?? []).map((each) => each.map((slot) => tf.clone(slot))),
            statistics: meanOfLists(states.map((each) => each.statistics)),
            extra: { ...state.extra, postLocalSgd: kept },
          },
        };
      },
    };
  },
});

type Own = Pick<State, "weights" | "slots">;

/** Weights and slots of each worker. */
function unpack(state: State, workers: number): Own[] {
  const all = state.extra?.postLocalSgd as Tensor[];
  const [count, each] = [state.weights.length, state.slots[0]?.length ?? 0];
  return Array.from({ length: workers }, (_, worker) => {
    const own = all.slice((worker * all.length) / workers, ((worker + 1) * all.length) / workers);
    return { weights: own.slice(0, count), slots: state.slots.map((_, i) => own.slice(count + i * each, count + (i + 1) * each)) };
  });
}

/** Whether the weights are averaged after this step. */
function isDue({ step }: Turn, from: number, steps: number): Tensor {
  const local = tf.sub(tf.add(step, tf.scalar(1, "int32")), tf.scalar(from, "int32"));
  const isBefore = tf.lessEqual(local, tf.scalar(0, "int32"));
  const isLast = tf.equal(tf.mod(local, tf.scalar(steps, "int32")), tf.scalar(0, "int32"));
  return tf.logicalOr(isBefore, isLast);
}

function refuseRestarts({ epochs, restarts }: Schedule): void {
  if (Array.from({ length: epochs }, (_, epoch) => epoch).some((epoch) => epoch > 0 && restarts(epoch)))
    throw new UsageError(
      "postLocalSgd: each worker has an optimizer of its own, and another remedy starts the optimizer anew along the way; leave out one of the two.",
    );
}
