/** The one TensorFlow.js of the process. Every room takes `tf` from here; which backend runs it is chosen in `choose.ts`. */
import "./polyfill";
import * as tf from "@tensorflow/tfjs";
export type { Rank, Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from "@tensorflow/tfjs";
export { tf };
