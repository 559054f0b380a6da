/** The work of a step benchmark as TensorFlow.js's users write it: a `tf.layers` model, `tf.losses`, `tf.train.momentum`, one call a step. */
import { type Tensor, type Tensor1D, type Tensor2D, tf } from "../backend/tf";
import { cut } from "../model/flat";
import { sizeOf } from "../model/network";
import { type BenchNetwork, MOMENTUM, RATE, type Work } from "./work";

export interface StockTraining {
  /** One epoch. @returns the loss of each step before the step */
  epoch(): number[];
  dispose(): void;
}

/** Builds the model with the work's starting weights; the data set lies on the device, as in the other programs. */
export function stockTraining(work: Work): StockTraining {
  const model = tf.sequential({ layers: [tf.layers.inputLayer({ inputShape: work.data.shape }), ...layersOf(work.cell.network)] });
  const starts = [
    ...cut(work.start.weights, work.network.weights, "The benchmark's weights do not fit").map((values, i) =>
      tf.tensor(values, work.network.weights[i]?.shape),
    ),
  ];
  for (const [i, weight] of model.trainableWeights.entries()) weight.write(starts[i] as Tensor);
  tf.dispose(starts);
  const { images, labels, count } = work.data.train;
  const size = sizeOf(work.data.shape);
  const pixels = tf.tidy(() =>
    tf
      .tensor(
        Float32Array.from(images, (value) => value / 255),
        [count, size],
      )
      .reshape([count, ...work.data.shape]),
  );
  const classes = tf.tensor1d(Int32Array.from(labels), "int32");
  const optimizer = tf.train.momentum(RATE, MOMENTUM);
  const { batch } = work.cell;

  const step = (rows: Int32Array): Tensor =>
    tf.tidy(() => {
      const chosen = tf.tensor1d(rows, "int32");
      const x = tf.gather(pixels, chosen);
      const y = tf.oneHot(tf.gather(classes, chosen) as Tensor1D, work.data.classes);
      const loss = () => tf.losses.softmaxCrossEntropy(y, model.apply(x, { training: true }) as Tensor2D) as tf.Scalar;
      return optimizer.minimize(loss, true) as tf.Scalar;
    });
  return {
    epoch: () =>
      Array.from({ length: work.steps }, (_, i) => {
        const loss = step(work.rows.subarray(i * batch, (i + 1) * batch));
        const [value = Number.NaN] = loss.dataSync();
        loss.dispose();
        return value;
      }),
    dispose: () => {
      optimizer.dispose();
      model.dispose();
      tf.dispose([pixels, classes]);
    },
  };
}

type LayerList = tf.layers.Layer[];

const dense = (units: number): LayerList => [tf.layers.dense({ units })];
const relu = (): LayerList => [tf.layers.reLU()];
const conv = (kernelSize: number, filters: number): LayerList => [tf.layers.conv2d({ kernelSize, filters, padding: "same" })];
const pool = (poolSize: number, strides: number): LayerList => [tf.layers.maxPooling2d({ poolSize, strides, padding: "same" })];
const flatten = (): LayerList => [tf.layers.flatten()];
const normalised = (layers: LayerList): LayerList => [...layers, tf.layers.batchNormalization({ momentum: 0.9, epsilon: 1e-3 }), ...relu()];
const repeat = (times: number, layers: () => LayerList): LayerList => Array.from({ length: times }, layers).flat();

/** The networks of `model/networks.ts`, without dropout, as the peers have them. */
function layersOf(name: BenchNetwork): LayerList {
  switch (name) {
    case "mlp":
      return [...flatten(), ...repeat(2, () => [...dense(128), ...relu()]), ...dense(10)];
    case "mlp5":
      return [...flatten(), ...repeat(5, () => [...dense(512), ...relu()]), ...dense(10)];
    case "F1":
      return [...flatten(), ...repeat(5, () => normalised(dense(512))), ...dense(10)];
    case "cnn":
      return [...[16, 32].flatMap((filters) => [...conv(3, filters), ...relu(), ...pool(2, 2)]), ...flatten(), ...dense(10)];
    case "C1": {
      const block = () => [...normalised(conv(5, 64)), ...pool(3, 2)];
      return [...block(), ...block(), ...flatten(), ...[384, 192].flatMap((units) => normalised(dense(units))), ...dense(10)];
    }
  }
}
