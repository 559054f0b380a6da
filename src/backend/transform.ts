/** Kernels of `tf.image.transform`: tfjs-node 4.22 has none, though TensorFlow has the operation; that of plain JavaScript returns after the first image of a batch. */
import type { NativeBackend } from "./binding";
import { type Tensor, tf } from "./tf";

const KERNEL = "Transform";

/** What `tf.image.transform` hands to a kernel. */
interface Attributes {
  interpolation: "nearest" | "bilinear";
  fillMode: "constant" | "reflect" | "wrap" | "nearest";
  fillValue: number;
  outputShape?: [height: number, width: number];
}

/** Makes TensorFlow's operation known to TensorFlow.js; once a process, after its native backend is there. */
export function registerNativeTransform(): void {
  tf.registerKernel({
    kernelName: KERNEL,
    backendName: "tensorflow",
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { image, transforms } = inputs as { image: Tensor; transforms: Tensor };
      const { interpolation, fillMode, fillValue, outputShape } = attrs as unknown as Attributes;
      const native = backend as unknown as NativeBackend;
      const { TF_ATTR_TYPE, TF_ATTR_STRING, TF_FLOAT } = native.binding;
      const attributes = [
        { name: "dtype", type: TF_ATTR_TYPE, value: TF_FLOAT },
        { name: "interpolation", type: TF_ATTR_STRING, value: interpolation.toUpperCase() },
        { name: "fill_mode", type: TF_ATTR_STRING, value: fillMode.toUpperCase() },
      ];
      const size = tf.tensor1d(outputShape ?? (image.shape.slice(1, 3) as [number, number]), "int32");
      const fill = tf.scalar(fillValue);
      const made = native.executeSingleOutput("ImageProjectiveTransformV3", attributes, [image, transforms, size, fill]);
      size.dispose();
      fill.dispose();
      return made;
    },
  });
}

interface PlainBackend {
  data: { get(dataId: object): { values: Float32Array } };
  makeTensorInfo(shape: number[], dtype: "float32", values: Float32Array): tf.TensorInfo;
  disposeIntermediateTensorInfo(info: tf.TensorInfo): void;
}

let mended = false;

/** Lets the kernel of plain JavaScript work on one image after the other. */
export function mendPlainTransform(): void {
  if (mended) return;
  mended = true;
  const { kernelFunc: ofOne } = tf.getKernel(KERNEL, "cpu");
  tf.unregisterKernel(KERNEL, "cpu");
  tf.registerKernel({
    kernelName: KERNEL,
    backendName: "cpu",
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { image, transforms } = inputs as { image: tf.TensorInfo; transforms: tf.TensorInfo };
      const plain = backend as unknown as PlainBackend;
      const valuesOf = ({ dataId }: tf.TensorInfo) => plain.data.get(dataId).values;
      /** The part of a batch that belongs to one of its members; a batch of one belongs to all. */
      const partOf = (whole: tf.TensorInfo, i: number): tf.TensorInfo => {
        const [count = 1, ...shape] = whole.shape;
        const size = tf.util.sizeFromShape(shape);
        const at = count === 1 ? 0 : i * size;
        return plain.makeTensorInfo([1, ...shape], "float32", valuesOf(whole).subarray(at, at + size));
      };
      const [count = 0, ...shape] = image.shape;
      const made = Array.from({ length: count }, (_, i) => {
        const own = { image: partOf(image, i), transforms: partOf(transforms, i) };
        const result = ofOne({ inputs: own, attrs: attrs ?? {}, backend }) as tf.TensorInfo;
        const part = { shape: result.shape.slice(1), values: valuesOf(result) };
        for (const info of [own.image, own.transforms, result]) plain.disposeIntermediateTensorInfo(info);
        return part;
      });
      const whole = new Float32Array(count * tf.util.sizeFromShape(made[0]?.shape ?? shape));
      for (const [i, { values }] of made.entries()) whole.set(values, i * values.length);
      return plain.makeTensorInfo([count, ...(made[0]?.shape ?? shape)], "float32", whole);
    },
  });
}
