/** Sums over a data set, operation by operation: for backends that run no graphs. No second derivatives. */
import { type Tensor, tf } from "../backend/tf";
import { joinAs, toTensors } from "../model/flat";
import { sizeOf } from "../model/network";
import { chunkGradients, chunkSums, chunksOf } from "../train/evaluate";
import { gatherExamples } from "../train/examples";
import type { SumKind, Sums, SumsSpec, Total } from "./sums";

export function eagerSums({ network, data, split, normalise = "running", chunk }: SumsSpec): Sums {
  const examples = { split: data[split], shape: data.shape };
  const { size, rows, counts } = chunksOf(examples.split.count, data.shape, chunk);
  let weights: Tensor[] = [];
  let statistics: Tensor[] = [];
  const totals: Partial<Record<SumKind, Omit<Total, "vector"> & { parts: Float64Array[] }>> = {};

  const work: Record<
    Exclude<SumKind, "hessian" | "gaussNewton">,
    (input: Parameters<typeof chunkSums>[4]) => { values: Tensor[]; vector: Tensor[] }
  > = {
    loss: (input) => ({ values: chunkSums(network, weights, statistics, normalise, input), vector: [] }),
    gradient: (input) => {
      const [loss, ...gradients] = chunkGradients(network, weights, statistics, normalise, input);
      return { values: [loss], vector: gradients };
    },
    norms: (input) => {
      const [, ...gradients] = chunkGradients(network, weights, statistics, normalise, input);
      return { values: [tf.addN(gradients.map((gradient) => tf.sum(tf.square(gradient))))], vector: [] };
    },
    statistics: ({ images }) => ({ values: [], vector: network.forward(weights, images, { normalise: "batch", statistics }).seen }),
  };
  const specs: Partial<Record<SumKind, { shape: number[] }[]>> = { gradient: network.weights, statistics: network.statistics };
  return {
    chunks: rows.length / size,
    count: examples.split.count,
    writePoint: (w, seen) => {
      tf.dispose([...weights, ...statistics]);
      weights = toTensors(w, network.weights);
      statistics = toTensors(seen, network.statistics);
    },
    writeDirection: () => {},
    clear: (kind) => {
      totals[kind] = { sum: 0, right: 0, chunks: [], parts: (specs[kind] ?? []).map(({ shape }) => new Float64Array(sizeOf(shape))) };
    },
    add: (kind, from, to) => {
      const total = totals[kind] as NonNullable<(typeof totals)[SumKind]>;
      for (let at = from * size; at < to * size; at += size) {
        tf.tidy(() => {
          const chosen = gatherExamples(examples, rows.subarray(at, at + size));
          const { values, vector } = work[kind as keyof typeof work]({ ...chosen, counts: tf.tensor1d(counts.subarray(at, at + size)) });
          const [sum = 0, right = 0] = values.map((value) => value.dataSync()[0] as number);
          if (values.length > 0) total.chunks.push(sum);
          total.sum += sum;
          total.right += right;
          for (const [i, each] of vector.entries()) addTo(total.parts[i] as Float64Array, each.dataSync());
        });
      }
    },
    read: (kind): Total => {
      const { parts, ...rest } = totals[kind] as NonNullable<(typeof totals)[SumKind]>;
      return { ...rest, vector: joinAs(Float64Array, parts) };
    },
    dispose: () => {
      tf.dispose([...weights, ...statistics]);
      weights = statistics = [];
    },
  };
}

function addTo(sum: Float64Array, values: ArrayLike<number>): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (values[i] as number);
}
