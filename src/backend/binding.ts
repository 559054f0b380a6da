/** The parts of tfjs-node's backend and of its native binding that are used here; TensorFlow.js declares neither. */
import { type Tensor, tf } from "./tf";

export interface NativeAttribute {
  name: string;
  /** One of the binding's TF_ATTR_… numbers. */
  type: number;
  value: unknown;
}

export interface NativeTensor {
  id: number;
  shape: number[];
  dtype: number;
}

type Values = Float32Array | Int32Array | Uint8Array;

export interface Binding {
  TF_ATTR_STRING: number;
  TF_ATTR_INT: number;
  TF_ATTR_FLOAT: number;
  TF_ATTR_BOOL: number;
  TF_ATTR_TYPE: number;
  TF_ATTR_SHAPE: number;
  TF_FLOAT: number;
  TF_INT32: number;
  executeOp(name: string, attributes: NativeAttribute[], inputs: number[], outputs: number): NativeTensor[];
  createTensor(shape: number[], dtype: number, values: Values): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): Values;
  loadSavedModel(folder: string, tags: string): number;
  deleteSavedModel(id: number): void;
  runSavedModel(id: number, inputs: number[], inputNames: string, outputNames: string): NativeTensor[];
  getNumOfSavedModels(): number;
}

export interface NativeBackend {
  binding: Binding;
  isUsingGpuDevice: boolean;
  getInputTensorIds(tensors: Tensor[]): number[];
  executeSingleOutput(name: string, attributes: NativeAttribute[], inputs: Tensor[]): Tensor;
}

/** tfjs-node's backend. @throws Error when another backend is in use: the caller checks first */
export function nativeBackend(): NativeBackend {
  if (tf.getBackend() !== "tensorflow") throw new Error(`Recording needs the tensorflow backend, ${tf.getBackend()} is in use.`);
  return tf.backend() as unknown as NativeBackend;
}

/** What the tensorflow backend computes on. */
export const nativeDevice = (): "cpu" | "gpu" => (nativeBackend().isUsingGpuDevice ? "gpu" : "cpu");
