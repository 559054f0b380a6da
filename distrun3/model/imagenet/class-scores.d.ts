import { tf } from "../../backend/tf";
import { type Random } from "../../random";
import { type ImagenetName } from "./networks";
/** Draws every kernel uniformly within ±√(6 / inputs of one output) (He et al., 2015), so that signals neither fade nor grow. Biases and batch norm stay as they are. */
export declare function randomize(model: tf.LayersModel, rng: Random): void;
/**
 * The scores of 1,000 classes for one image of uniform noise in ±1.
 * @param seed of kernels and image
 * @returns 1,000 numbers of sum 1
 */
export declare function classScores(name: ImagenetName, seed: number): Float32Array;
