import { type Tensor, type Tensor1D } from "./tf";
/**
 * Uniform numbers in [0, 1), multiples of 2⁻²³.
 * @param shape shape of the result
 * @param key int32 tensor of two numbers: (stream, step). On TensorFlow and WebGPU it stays a tensor, so a recorded step gets fresh numbers each time.
 */
export declare function uniform(shape: number[], key: Tensor1D): Tensor;
