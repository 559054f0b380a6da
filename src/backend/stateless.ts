/** Random tensors that depend on a seed and a step alone, so that a step can be repeated, recorded and resumed; the same numbers on every backend. */
import { nativeBackend } from "./binding";
import { statelessUniform } from "./philox";
import { type Tensor, type Tensor1D, tf } from "./tf";
import { uniformOnWebgpu } from "./webgpu-kernels";

/**
 * Uniform numbers in [0, 1), multiples of 2⁻²³.
 * @param shape shape of the result
 * @param key int32 tensor of two numbers: (stream, step). On TensorFlow and WebGPU it stays a tensor, so a recorded step gets fresh numbers each time.
 */
export function uniform(shape: number[], key: Tensor1D): Tensor {
  if (tf.getBackend() === "tensorflow") return uniformOnTensorFlow(shape, key);
  if (tf.getBackend() === "webgpu") return uniformOnWebgpu(shape, key);
  const [stream = 0, step = 0] = key.dataSync();
  return tf.tensor(statelessUniform(tf.util.sizeFromShape(shape), [stream, step]), shape);
}

function uniformOnTensorFlow(shape: number[], key: Tensor1D): Tensor {
  const native = nativeBackend();
  const { TF_ATTR_TYPE: type, TF_FLOAT, TF_INT32 } = native.binding;
  const attributes = [
    { name: "dtype", type, value: TF_FLOAT },
    { name: "T", type, value: TF_INT32 },
    { name: "Tseed", type, value: TF_INT32 },
  ];
  return tf.tidy(() => native.executeSingleOutput("StatelessRandomUniform", attributes, [tf.tensor1d(shape, "int32"), key]));
}
