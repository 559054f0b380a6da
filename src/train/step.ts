/** One training step as a pure function of tensors: weights, optimizer slots and running statistics in, the moved ones out. What remedies change of it are wrappers around its layers. */
import { uniform } from "../backend/stateless";
import { type Scalar, type Tensor, type Tensor1D, type Tensor2D, tf } from "../backend/tf";
import type { Network } from "../model/network";
import { crossEntropy } from "./loss";
import type { Optimizer } from "./optimizers/optimizer";
import type { State, StepSettings } from "./state";

/** The examples of a step. */
export interface Batch {
  /** `[batch, ...]` float32 */
  images: Tensor;
  /** `[batch]` int32 */
  labels: Tensor1D;
}

export interface StepInput extends Batch {
  /** Learning rate of this step. */
  rate: Scalar;
  /** int32 scalar: the number of the step, which picks dropout's masks. */
  step: Scalar;
}

/** What is the same in all of a step, however often it goes through the network. */
export interface Turn {
  /** Learning rate of this step. */
  rate: Scalar;
  /** int32 scalar: steps since the start. */
  step: Scalar;
  /** Of the run. */
  seed: number;
  /** Tells passes through the network apart that draw other random numbers: 0 but for the workers of one step. */
  pass: number;
  /** Batch norm's running statistics before the step. */
  statistics: Tensor[];
}

export interface StepOutput {
  state: State;
  /** Mean cross-entropy of the batch before the step, without the penalty. */
  loss: Scalar;
}

/** A batch's loss as a function of the weights, made of operations that TensorFlow.js can differentiate. */
export type Objective = (
  weights: Tensor[],
  batch: Batch,
  turn: Turn,
) => {
  /** Mean cross-entropy, which is reported. */
  loss: Scalar;
  /** What is differentiated: the loss, and what remedies add to it. */
  minimised: Scalar;
  /** `[batch, classes]` */
  logits: Tensor2D;
  /** What batch norm saw, for each of the running statistics. */
  seen: Tensor[];
};

/** What a batch says of the weights. */
export interface BatchGradient {
  /** Mean cross-entropy of the batch, without the penalty. */
  loss: Scalar;
  /** Of what is minimised, without the penalty, for each weight. */
  gradients: Tensor[];
  /** The batch's own mean and variance, for each of the running statistics: `[channels]`, or `[groups, channels]` in the order of the groups. */
  seen: Tensor[];
}

export type Gradient = (weights: Tensor[], batch: Batch, turn: Turn) => BatchGradient;

/** The inner parts of a step, for those that go through them in their own way. */
export interface Core {
  objective: Objective;
  gradient: Gradient;
  /** Adds the penalty's gradient and lets the optimizer move all weights. */
  update(state: Pick<State, "weights" | "slots">, gradients: Tensor[], rate: Tensor): Pick<State, "weights" | "slots">;
  /** The running statistics after a batch. */
  follow(statistics: Tensor[], seen: Tensor[]): Tensor[];
}

/** The step on a state, a batch and a turn. */
export type Advance = (state: State, batch: Batch, turn: Turn) => StepOutput;

/** What remedies put around the layers of a step; each default leaves its layer as it is. */
export interface Wrappers {
  /** The network as it is trained; its weights and statistics stay the same. */
  network?(network: Network): Network;
  examples?(batch: Batch, turn: Turn): Batch;
  objective?(next: Objective): Objective;
  gradient?(next: Gradient, objective: Objective): Gradient;
  step?(next: Advance, core: Core): Advance;
  /** Weight decay is the optimizer's affair: no penalty is added to the gradient. */
  ownDecay?: boolean;
}

/** Mean cross-entropy of a network on a batch, dropout on, batch norm with the batch's own statistics. */
export const objectiveOf =
  (network: Network, settings: Pick<StepSettings, "dropout">): Objective =>
  (weights, { images, labels }, turn) => {
    const dropout = (shape: number[], layer: number) => draw(shape, turn, layer);
    const masks = settings.dropout === false ? {} : { dropout };
    const { logits, seen } = network.forward(weights, images, { normalise: "batch", statistics: turn.statistics, ...masks });
    const loss = crossEntropy(logits, labels);
    return { loss, minimised: loss, logits, seen };
  };

/** The gradient of an objective. The caller owns the tensors that go in and come out. */
export const gradientOf =
  (objective: Objective): Gradient =>
  (weights, batch, turn) =>
    tf.tidy(() => {
      let kept: { seen: Tensor[]; loss: Scalar } | undefined;
      const minimised = (...weights: Tensor[]): Scalar => {
        const { loss, minimised, seen } = objective(weights, batch, turn);
        kept = { seen: seen.map((tensor) => tf.keep(tensor)), loss: tf.keep(loss) };
        return minimised;
      };
      const { grads } = tf.valueAndGrads(minimised)(weights);
      const { seen, loss } = kept as { seen: Tensor[]; loss: Scalar };
      const result = { loss: tf.clone(loss), gradients: grads, seen: seen.map((tensor) => tf.clone(tensor)) };
      for (const tensor of [...seen, loss]) tensor.dispose();
      return result as unknown as tf.TensorContainer;
    }) as unknown as BatchGradient;

/** The first pass of a step. The seed is read where it is needed, so that a program that does not depend on it can serve runs of other seeds (kept-engine.ts). */
const turnOf = (settings: StepSettings, given: Pick<Turn, "rate" | "step" | "statistics">): Turn => ({
  ...given,
  pass: 0,
  get seed() {
    return settings.seed;
  },
});

/** Builds the gradient of a network's loss on a batch, with that of the penalty. The caller owns the tensors that go in and come out. */
export function batchGradient(network: Network, settings: StepSettings) {
  const gradient = gradientOf(objectiveOf(network, settings));
  return (weights: Tensor[], statistics: Tensor[], { step, ...batch }: Omit<StepInput, "rate">): BatchGradient =>
    tf.tidy(() => {
      const turn = turnOf(settings, { rate: tf.scalar(0), step, statistics });
      const { gradients, ...rest } = gradient(weights, batch, turn);
      return { ...rest, gradients: withPenalty(gradients, weights, settings.weightDecay) } as unknown as tf.TensorContainer;
    }) as unknown as BatchGradient;
}

/** Builds what batch norm sees of a batch in training, group by group averaged. The caller owns the tensors that go in and come out. */
export function observeStep(network: Network, settings: StepSettings, wrappers: Wrappers = {}) {
  const objective = objectiveOf(wrappers.network?.(network) ?? network, settings);
  return (weights: Tensor[], statistics: Tensor[], { step, ...plain }: Omit<StepInput, "rate">): Tensor[] =>
    tf.tidy(() => {
      const turn = turnOf(settings, { rate: tf.scalar(0), step, statistics });
      const { seen } = objective(weights, wrappers.examples?.(plain, turn) ?? plain, turn);
      return seen.map((each, i) => (each.rank === statistics[i]?.rank ? each : tf.mean(each, 0)));
    });
}

/** Builds the step of a network and an optimizer. The caller owns the tensors that go in and come out. */
export function trainStep(network: Network, optimizer: Optimizer, settings: StepSettings, wrappers: Wrappers = {}) {
  const core = coreOf(wrappers.network?.(network) ?? network, optimizer, settings, wrappers);
  const plain: Advance = (state, batch, turn) => {
    const { loss, gradients, seen } = core.gradient(state.weights, batch, turn);
    return { loss, state: { ...state, ...core.update(state, gradients, turn.rate), statistics: core.follow(state.statistics, seen) } };
  };
  const advance = wrappers.step?.(plain, core) ?? plain;
  return (state: State, { rate, step, ...batch }: StepInput): StepOutput =>
    tf.tidy(() => {
      const turn = turnOf(settings, { rate, step, statistics: state.statistics });
      return advance(state, wrappers.examples?.(batch, turn) ?? batch, turn) as unknown as tf.TensorContainer;
    }) as unknown as StepOutput;
}

function coreOf(network: Network, optimizer: Optimizer, settings: StepSettings, wrappers: Wrappers): Core {
  const plain = objectiveOf(network, settings);
  const objective = wrappers.objective?.(plain) ?? plain;
  const gradient = gradientOf(objective);
  const decay = wrappers.ownDecay ? 0 : settings.weightDecay;
  return {
    objective,
    gradient: wrappers.gradient?.(gradient, objective) ?? gradient,
    update: ({ weights, slots }, gradients, rate) => {
      const moved = withPenalty(gradients, weights, decay).map((gradient, i) =>
        optimizer.update(weights[i] as Tensor, gradient, slots[i] as Tensor[], rate),
      );
      return { weights: moved.map((m) => m.weight), slots: moved.map((m) => m.slots) };
    },
    follow: (statistics, seen) => statistics.map((old, i) => follow(old, seen[i] as Tensor, settings.statisticsMomentum)),
  };
}

/** The gradient of the loss and of λ/2 · ‖w‖². */
const withPenalty = (gradients: Tensor[], weights: Tensor[], decay: number): Tensor[] =>
  decay > 0 ? gradients.map((gradient, i) => tf.add(gradient, tf.mul(weights[i] as Tensor, decay))) : gradients;

/**
 * Exponential moving average of batch norm's statistics. Those of several groups follow one after the other:
 * m^G · old + (1 − m) Σᵢ m^(G−i) · seenᵢ (Hoffer et al., 2017, Algorithm 1). The powers are made of tensors, since the number of groups is not known when a step is recorded.
 */
export function follow(old: Tensor, seen: Tensor, momentum: number): Tensor {
  if (seen.rank === old.rank) return tf.add(tf.mul(old, momentum), tf.mul(seen, 1 - momentum));
  const behind = tf.cumsum(tf.onesLike(tf.slice(seen, [0, 0], [-1, 1])), 0, true, true);
  const shares = tf.mul(tf.pow(momentum, behind), 1 - momentum);
  const kept = tf.pow(momentum, tf.sum(tf.onesLike(behind)));
  return tf.add(tf.mul(old, kept), tf.sum(tf.mul(seen, shares), 0));
}

/** Uniform numbers in [0, 1) of a step: others for each seed, step, pass and stream. Dropout's streams are the numbers of its layers. */
export const draw = (shape: number[], { seed, step, pass }: Turn, stream: number): Tensor =>
  uniform(shape, tf.stack([tf.scalar(streamNumber(seed, pass, stream), "int32"), step]) as Tensor1D);

/** One int32 stream a seed, a pass and a stream's number. */
const streamNumber = (seed: number, pass: number, stream: number): number =>
  (Math.imul(seed, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b) ^ Math.imul(pass, 0xc2b2ae35)) | 0;
