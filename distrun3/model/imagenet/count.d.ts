/** Counts a network from its built layers: depth, weights, operations and memory. Nothing is typed in. */
import type { tf } from "../../backend/tf";
import { type ImagenetName } from "./networks";
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
/** Counts a model of TensorFlow.js. Every layer must be used once; weights that two layers share would count twice. */
export declare function countModel(model: tf.LayersModel): NetworkCount;
/** Builds a network, counts it and frees it. @throws UsageError for an unknown name */
export declare function countNetwork(name: ImagenetName): NetworkCount;
