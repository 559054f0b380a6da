/** What a layer is: a shape rule, the weights it owns, and a pure function of tensors that can be recorded and run again. */
import type { Tensor } from "../backend/tf";

/** How a weight starts. `glorot`: uniform in ±√(6 / (fanIn + fanOut)) (Glorot and Bengio, 2010), the default of Keras, which Keskar et al. used. */
export type Start = { kind: "glorot"; fanIn: number; fanOut: number } | { kind: "constant"; value: number };

export interface WeightSpec {
  name: string;
  shape: number[];
  start: Start;
}

/** Settings of one forward pass. */
export interface Mode {
  /** `batch`: batch norm uses the statistics of the examples at hand; `running`: those collected in training. */
  normalise: "batch" | "running";
  /** Running means and variances, one pair a batch-norm layer. */
  statistics: Tensor[];
  /** In mode `batch`: batch norm normalises groups of so many examples by themselves, in their order; the last may be smaller. Absent: the batch as a whole. */
  groups?: number;
  /** Dropout's random numbers in [0, 1), `stream` telling the layers apart; absent: no dropout. */
  dropout?: (shape: number[], stream: number) => Tensor;
}

/** What a layer does, by name. */
export type LayerKind = "dense" | "conv" | "maxPool" | "relu" | "flatten" | "dropout" | "batchNorm";

export interface Layer {
  kind: LayerKind;
  /** Shape of one example after this layer. @throws UserError when the layer cannot take that input */
  output(input: number[]): number[];
  /** Trainable weights, for one example of shape `input`. */
  weights(input: number[]): WeightSpec[];
  /** Running statistics: not trained, but part of the state. */
  statistics(input: number[]): WeightSpec[];
  /**
   * @param x a batch, `[n, ...input]`
   * @param weights tensors as in `weights(input)`
   * @param statistics tensors as in `statistics(input)`
   * @param layerIndex place in the network, which names the layer's random stream
   * @returns the batch after the layer, and in mode `batch` the mean and variance that batch norm saw: `[channels]`, or `[groups, channels]` where it saw several groups
   */
  apply(x: Tensor, weights: Tensor[], statistics: Tensor[], mode: Mode, layerIndex: number): { y: Tensor; seen: Tensor[] };
}

/** A layer without weights. */
export const plain = (kind: LayerKind, output: Layer["output"], apply: (x: Tensor, mode: Mode, layerIndex: number) => Tensor): Layer => ({
  kind,
  output,
  weights: () => [],
  statistics: () => [],
  apply: (x, _weights, _statistics, mode, layerIndex) => ({ y: apply(x, mode, layerIndex), seen: [] }),
});
