/** One forward pass of a whole network: random kernels, one random image, 1,000 class scores. Shows that what is counted can also run. */
import { uniform } from "../../backend/stateless";
import { type Tensor1D, tf } from "../../backend/tf";
import { type Random, random } from "../../random";
import { buildImagenetNetwork, type ImagenetName } from "./networks";

/** A key for the stateless random numbers. */
const keyFrom = (rng: Random): Tensor1D => tf.tensor1d([rng.bits() | 0, rng.bits() | 0], "int32");

/** Draws every kernel uniformly within ±√(6 / inputs of one output) (He et al., 2015), so that signals neither fade nor grow. Biases and batch norm stay as they are. */
export function randomize(model: tf.LayersModel, rng: Random): void {
  model.layers.forEach((layer, index) => {
    for (const weight of layer.weights) {
      const shape = weight.shape as number[];
      if (shape.length < 2) continue;
      const inputs = shape.slice(0, -1).reduce((a, b) => a * b, 1);
      tf.tidy(() => {
        const drawn = uniform(shape, keyFrom(rng.split("kernel", index)));
        weight.write(drawn.sub(0.5).mul(2 * Math.sqrt(6 / inputs)));
      });
    }
  });
}

/**
 * The scores of 1,000 classes for one image of uniform noise in ±1.
 * @param seed of kernels and image
 * @returns 1,000 numbers of sum 1
 */
export function classScores(name: ImagenetName, seed: number): Float32Array {
  const model = buildImagenetNetwork(name);
  const rng = random(seed);
  try {
    randomize(model, rng);
    return tf.tidy(() => {
      const shape = model.inputs.flatMap((input) => input.shape.slice(1)) as number[];
      const image = uniform([1, ...shape], keyFrom(rng.split("image")))
        .mul(2)
        .sub(1);
      return (model.apply(image) as tf.Tensor).dataSync() as Float32Array;
    });
  } finally {
    model.dispose();
  }
}
