import { type Tensor, type Tensor1D } from "./tf";
/** Makes the kernels known to TensorFlow.js; once a process. */
export declare function registerKernels(): void;
/** As `uniform`, with WebGPU in use. */
export declare const uniformOnWebgpu: (shape: number[], key: Tensor1D) => Tensor;
