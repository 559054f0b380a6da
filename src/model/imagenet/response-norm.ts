/** Local response normalisation (Krizhevsky et al., 2012, section 3.3): TensorFlow.js has the operation, but no layer of it. It has no weights. */
import { tf } from "../../backend/tf";
import type { Symbolic } from "./parts";

/** The paper's constants: n = 5 neighbouring channels, k = 2, α = 1e-4, β = 0.75. */
const RADIUS = 2;
const K = 2;
const ALPHA = 1e-4;
const BETA = 0.75;

class ResponseNorm extends tf.layers.Layer {
  static readonly className = "ResponseNorm";

  override computeOutputShape(input: tf.Shape): tf.Shape {
    return input;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? (inputs[0] as tf.Tensor) : inputs;
    return tf.localResponseNormalization(x as tf.Tensor4D, RADIUS, K, ALPHA, BETA);
  }
}

/** Divides each value by a power of the energy in the channels beside it. */
export const responseNorm = (x: Symbolic): Symbolic => new ResponseNorm({}).apply(x) as Symbolic;
