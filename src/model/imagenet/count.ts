/** Counts a network from its built layers: depth, weights, operations and memory. Nothing is typed in. */
import type { tf } from "../../backend/tf";
import { buildImagenetNetwork, type ImagenetName } from "./networks";

export interface NetworkCount {
  name: string;
  /** Layers with a kernel (convolutions and dense layers) on the longest way from image to class: what papers call the number of layers. */
  depth: number;
  /** Trained values: kernels, biases, batch norm's scales and offsets. */
  parameters: number;
  /** Values kept but not trained: batch norm's running means and variances. */
  buffers: number;
  /** Products of a kernel's value and an input's value, each added to a sum, for one image forward. Two floating-point operations each. */
  multiplyAdds: number;
  /** Bytes of the outputs of all layers for one image in 32 bits: what a training step keeps for its way back when it computes nothing twice and nothing in place. */
  activationBytes: number;
}

const BYTES = 4;

const product = (sizes: readonly (number | null)[]): number => sizes.reduce<number>((total, size) => total * (size ?? 1), 1);

/** A convolution's [height, width, channels, filters] or a dense layer's [inputs, units]; biases and batch norm have one dimension. */
const kernelOf = (layer: tf.layers.Layer): number[] | undefined =>
  layer.weights.map(({ shape }) => shape as number[]).find((shape) => shape.length > 1);

/** Shape of one example after a layer. */
const outputOf = (layer: tf.layers.Layer): number[] => (layer.outputShape as number[]).slice(1);

/** A kernel is applied once at every place of the output. */
function multiplyAddsOf(layer: tf.layers.Layer): number {
  const kernel = kernelOf(layer);
  return kernel ? product(kernel) * product(outputOf(layer).slice(0, -1)) : 0;
}

/** Images come from outside, and flattening moves no bytes. */
const KEEPS_NOTHING = new Set(["InputLayer", "Flatten"]);

/** Layers are in order: each comes after those it takes its input from. */
function depthOf(layers: readonly tf.layers.Layer[]): number {
  const depths = new Map<tf.layers.Layer, number>();
  for (const layer of layers) {
    const before = layer.inboundNodes.flatMap(({ inboundLayers }) => inboundLayers).map((each) => depths.get(each) ?? 0);
    depths.set(layer, Math.max(0, ...before) + (kernelOf(layer) ? 1 : 0));
  }
  return Math.max(...depths.values());
}

/** Counts a model of TensorFlow.js. Every layer must be used once; weights that two layers share would count twice. */
export function countModel(model: tf.LayersModel): NetworkCount {
  const { layers } = model;
  const sum = (value: (layer: tf.layers.Layer) => number): number => layers.reduce((total, layer) => total + value(layer), 0);
  const sizes = (weights: readonly { shape: tf.Shape }[]): number => weights.reduce((total, { shape }) => total + product(shape), 0);
  return {
    name: model.name,
    depth: depthOf(layers),
    parameters: sum((layer) => sizes(layer.trainableWeights)),
    buffers: sum((layer) => sizes(layer.nonTrainableWeights)),
    multiplyAdds: sum(multiplyAddsOf),
    activationBytes: sum((layer) => (KEEPS_NOTHING.has(layer.getClassName()) ? 0 : BYTES * product(outputOf(layer)))),
  };
}

/** Builds a network, counts it and frees it. @throws UsageError for an unknown name */
export function countNetwork(name: ImagenetName): NetworkCount {
  const model = buildImagenetNetwork(name);
  try {
    return { ...countModel(model), name };
  } finally {
    model.dispose();
  }
}
