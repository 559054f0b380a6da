/** One training step as a pure function of tensors: weights, optimizer slots and running statistics in, the moved ones out. */
import { uniform } from "../backend/stateless";
import { type Scalar, type Tensor, type Tensor1D, tf } from "../backend/tf";
import type { WeightSpec } from "../model/layer";
import type { Network } from "../model/network";
import { crossEntropy, halfSquaredNorm } from "./loss";
import type { Optimizer } from "./optimizers/optimizer";

export interface State {
  weights: Tensor[];
  /** For each weight, the optimizer's slots. */
  slots: Tensor[][];
  /** Batch norm's running statistics. */
  statistics: Tensor[];
}

export interface StepInput {
  /** `[batch, ...]` float32 */
  images: Tensor;
  /** `[batch]` int32 */
  labels: Tensor1D;
  /** Learning rate of this step. */
  rate: Scalar;
  /** int32 scalar: the number of the step, which picks dropout's masks. */
  step: Scalar;
}

export interface StepSettings {
  weightDecay: number;
  statisticsMomentum: number;
  /** Seed of dropout. */
  seed: number;
  /** Whether dropout is on; default: yes. */
  dropout?: boolean;
}

export interface StepOutput {
  state: State;
  /** Mean cross-entropy of the batch before the step, without the penalty. */
  loss: Scalar;
}

/** What a batch says of the weights. */
export interface BatchGradient {
  /** Mean cross-entropy of the batch, without the penalty. */
  loss: Scalar;
  /** Of that mean and the penalty, for each weight. */
  gradients: Tensor[];
  /** The batch's own mean and variance, for each of the running statistics. */
  seen: Tensor[];
}

/** Builds the gradient of a network's loss on a batch. The caller owns the tensors that go in and come out. */
export function batchGradient(network: Network, settings: StepSettings) {
  return (weights: Tensor[], statistics: Tensor[], input: Omit<StepInput, "rate">): BatchGradient =>
    tf.tidy(() => {
      let kept: { seen: Tensor[]; loss: Scalar } | undefined;
      const dropout = (shape: number[], stream: number) =>
        uniform(shape, tf.stack([tf.scalar(maskStream(settings.seed, stream), "int32"), input.step]) as Tensor1D);
      const objective = (...weights: Tensor[]): Scalar => {
        const masks = settings.dropout === false ? {} : { dropout };
        const pass = network.forward(weights, input.images, { normalise: "batch", statistics, ...masks });
        const loss = crossEntropy(pass.logits, input.labels);
        kept = { seen: pass.seen.map((tensor) => tf.keep(tensor)), loss: tf.keep(loss) };
        return settings.weightDecay > 0 ? tf.add(loss, tf.mul(halfSquaredNorm(weights), settings.weightDecay)) : loss;
      };
      const { grads } = tf.valueAndGrads(objective)(weights);
      const { seen, loss } = kept as { seen: Tensor[]; loss: Scalar };
      const result = { loss: tf.clone(loss), gradients: grads, seen: seen.map((tensor) => tf.clone(tensor)) };
      for (const tensor of [...seen, loss]) tensor.dispose();
      return result as unknown as tf.TensorContainer;
    }) as unknown as BatchGradient;
}

/** Builds the step of a network and an optimizer. The caller owns the tensors that go in and come out. */
export function trainStep(network: Network, optimizer: Optimizer, settings: StepSettings) {
  const gradientOf = batchGradient(network, settings);
  return (state: State, input: StepInput): StepOutput =>
    tf.tidy(() => {
      const { loss, gradients, seen } = gradientOf(state.weights, state.statistics, input);
      const moved = state.weights.map((weight, i) =>
        optimizer.update(weight, gradients[i] as Tensor, state.slots[i] as Tensor[], input.rate),
      );
      const statistics = state.statistics.map((old, i) => follow(old, seen[i] as Tensor, settings.statisticsMomentum));
      const next = { weights: moved.map((m) => m.weight), slots: moved.map((m) => m.slots), statistics };
      return { state: next, loss } as unknown as tf.TensorContainer;
    }) as unknown as StepOutput;
}

/** Exponential moving average of batch norm's statistics. */
const follow = (old: Tensor, seen: Tensor, momentum: number): Tensor => tf.add(tf.mul(old, momentum), tf.mul(seen, 1 - momentum));

/** One int32 stream a seed and a layer. */
const maskStream = (seed: number, layer: number): number => (Math.imul(seed, 0x9e3779b1) ^ Math.imul(layer + 1, 0x85ebca6b)) | 0;

/** All tensors of a state, in a fixed order. */
export const tensorsOf = (state: State): Tensor[] => [...state.weights, ...state.slots.flat(), ...state.statistics];

/** Shapes of all tensors of a state. */
export interface StateSpecs {
  weights: WeightSpec[];
  slots: WeightSpec[];
  statistics: WeightSpec[];
}

/** @param optimizer absent: no slots */
export const stateSpecs = ({ weights, statistics }: Network, optimizer?: Optimizer): StateSpecs => ({
  weights,
  slots: weights.flatMap(({ name, shape }) =>
    (optimizer?.slots ?? []).map((slot) => ({
      name: `${name}/${slot.name}`,
      shape: slot.scalar ? [] : shape,
      start: { kind: "constant" as const, value: slot.value },
    })),
  ),
  statistics,
});

/** A state from its tensors in the order of `tensorsOf`. */
export function packState(tensors: Tensor[], specs: StateSpecs): State {
  const weights = tensors.slice(0, specs.weights.length);
  const each = specs.slots.length / Math.max(1, specs.weights.length);
  const from = (i: number) => weights.length + i * each;
  return {
    weights,
    slots: weights.map((_, i) => tensors.slice(from(i), from(i + 1))),
    statistics: tensors.slice(from(weights.length)),
  };
}
