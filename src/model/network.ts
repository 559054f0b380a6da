/** A network: a list of layers on one input shape. It holds no tensors; weights and statistics are passed in, so the same network serves every point of weight space. */
import { type Tensor, type Tensor2D, tf } from "../backend/tf";
import type { Random } from "../random";
import type { Layer, LayerKind, Mode, WeightSpec } from "./layer";

export interface Network {
  name: string;
  /** Shape of one example, e.g. [28, 28, 1]. */
  input: number[];
  classes: number;
  /** Kinds of the layers in order; the number in a weight's name is a place in this list. */
  kinds: LayerKind[];
  /** Trainable weights in order; `name` is `<layer index>/<weight>`. */
  weights: WeightSpec[];
  /** Batch norm's running statistics in order. */
  statistics: WeightSpec[];
  /** Number of trainable weights: the dimension of weight space. */
  dimension: number;
  /**
   * @param weights tensors as in `weights`
   * @param x a batch, `[n, ...input]` or `[n, size of input]`
   * @returns logits `[n, classes]`, and in mode `batch` what batch norm saw, in the order of `statistics`
   */
  forward(weights: Tensor[], x: Tensor, mode: Mode): { logits: Tensor2D; seen: Tensor[] };
}

/** Puts layers together on an input shape. @throws UserError when two layers do not fit */
export function network(name: string, input: number[], layers: Layer[]): Network {
  const parts: { layer: Layer; weights: number; statistics: number }[] = [];
  const weights: WeightSpec[] = [];
  const statistics: WeightSpec[] = [];
  let shape = input;
  layers.forEach((layer, index) => {
    const named = (spec: WeightSpec): WeightSpec => ({ ...spec, name: `${index}/${spec.name}` });
    const own = layer.weights(shape).map(named);
    const kept = layer.statistics(shape).map(named);
    shape = layer.output(shape);
    weights.push(...own);
    statistics.push(...kept);
    parts.push({ layer, weights: own.length, statistics: kept.length });
  });

  const forward: Network["forward"] = (tensors, x, mode) => {
    let y = x.shape.length === input.length + 1 ? x : tf.reshape(x, [x.shape[0] as number, ...input]);
    const seen: Tensor[] = [];
    let w = 0;
    let s = 0;
    parts.forEach((part, index) => {
      const result = part.layer.apply(y, tensors.slice(w, w + part.weights), mode.statistics.slice(s, s + part.statistics), mode, index);
      y = result.y;
      seen.push(...result.seen);
      w += part.weights;
      s += part.statistics;
    });
    return { logits: y as Tensor2D, seen };
  };
  return {
    name,
    input,
    classes: shape[0] as number,
    kinds: layers.map(({ kind }) => kind),
    weights,
    statistics,
    dimension: total(weights),
    forward,
  };
}

/** Number of values of a shape. */
export const sizeOf = (shape: number[]): number => shape.reduce((a, b) => a * b, 1);
const total = (specs: WeightSpec[]): number => specs.reduce((sum, spec) => sum + sizeOf(spec.shape), 0);

/** The starting weights as one vector; each weight has a stream of its own, named after it. */
export function startingWeights(specs: WeightSpec[], rng: Random): Float32Array {
  const w = new Float32Array(total(specs));
  let offset = 0;
  for (const { name, shape, start } of specs) {
    const size = sizeOf(shape);
    if (start.kind === "constant") w.fill(start.value, offset, offset + size);
    else {
      const limit = Math.sqrt(6 / (start.fanIn + start.fanOut));
      const own = rng.split(name);
      for (let i = 0; i < size; i++) w[offset + i] = (2 * own.uniform() - 1) * limit;
    }
    offset += size;
  }
  return w;
}
