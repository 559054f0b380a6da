/** A network: a list of layers on one input shape. It holds no tensors; weights and statistics are passed in, so the same network serves every point of weight space. */
import { type Tensor, type Tensor2D } from "../backend/tf";
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
    forward(weights: Tensor[], x: Tensor, mode: Mode): {
        logits: Tensor2D;
        seen: Tensor[];
    };
}
/** Puts layers together on an input shape. @throws UserError when two layers do not fit */
export declare function network(name: string, input: number[], layers: Layer[]): Network;
/** Number of values of a shape. */
export declare const sizeOf: (shape: number[]) => number;
/** The starting weights as one vector; each weight has a stream of its own, named after it. */
export declare function startingWeights(specs: WeightSpec[], rng: Random): Float32Array;
