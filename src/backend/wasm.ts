/** TensorFlow.js's WebAssembly backend (an optional package): quicker than plain JavaScript, but it trains dense networks only. */
import { UserError } from "../errors";
import { whyNot } from "./optional";
import { tf } from "./tf";

/** Registers the backend `wasm`. Never throws: what stands in the way is the answer's `missing`. */
export function loadWasm(): { missing?: string } {
  try {
    require("@tensorflow/tfjs-backend-wasm");
    return {};
  } catch (error) {
    return { missing: whyNot(error as NodeJS.ErrnoException, "@tensorflow/tfjs-backend-wasm") };
  }
}

/**
 * Refuses what the backend in use cannot differentiate.
 * @throws UserError for a network with convolutions on wasm, which has no `Conv2DBackpropFilter`
 */
export function refuseUntrainable({ name, weights }: { name: string; weights: { shape: number[] }[] }): void {
  if (tf.getBackend() !== "wasm" || !weights.some(({ shape }) => shape.length === 4)) return;
  throw new UserError(
    `The backend wasm cannot train ${name}: it lacks the gradient of a convolution (Conv2DBackpropFilter). ` +
      "It trains networks of dense layers; for this one choose tensorflow-cpu, webgpu or js.",
  );
}
