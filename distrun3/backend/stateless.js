"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.uniform = uniform;
/** Random tensors that depend on a seed and a step alone, so that a step can be repeated, recorded and resumed; the same numbers on every backend. */
const philox_1 = require("./philox");
const tf_1 = require("./tf");
const webgpu_kernels_1 = require("./webgpu-kernels");
/**
 * Uniform numbers in [0, 1), multiples of 2⁻²³.
 * @param shape shape of the result
 * @param key int32 tensor of two numbers: (stream, step). On TensorFlow and WebGPU it stays a tensor, so a recorded step gets fresh numbers each time.
 */
function uniform(shape, key) {
    if (tf_1.tf.getBackend() === "tensorflow")
        return uniformOnTensorFlow(shape, key);
    if (tf_1.tf.getBackend() === "webgpu")
        return (0, webgpu_kernels_1.uniformOnWebgpu)(shape, key);
    const [stream = 0, step = 0] = key.dataSync();
    return tf_1.tf.tensor((0, philox_1.statelessUniform)(tf_1.tf.util.sizeFromShape(shape), [stream, step]), shape);
}
function uniformOnTensorFlow(shape, key) {
    const native = tf_1.tf.backend();
    const { TF_ATTR_TYPE: type, TF_FLOAT, TF_INT32 } = native.binding;
    const attributes = [
        { name: "dtype", type, value: TF_FLOAT },
        { name: "T", type, value: TF_INT32 },
        { name: "Tseed", type, value: TF_INT32 },
    ];
    return tf_1.tf.tidy(() => native.executeSingleOutput("StatelessRandomUniform", attributes, [tf_1.tf.tensor1d(shape, "int32"), key]));
}
//# sourceMappingURL=stateless.js.map