/** Loss and accuracy of training and test data at any point of weight space, with a stated choice of batch norm's statistics there. */
import { useBackend } from "../backend/choose";
import type { DataSet } from "../data/dataset";
import { type Network, sizeOf } from "../model/network";
import { createEngine } from "../train/engine";
import type { Evaluation } from "../train/evaluate";
import type { BatchNormMode } from "./network-loss";
import { createSums } from "./sums";

/** A point of weight space, flat. */
export interface WeightPoint {
  weights: Float32Array;
  /** Batch norm's running statistics. */
  statistics: Float32Array;
}

export interface Evaluations {
  train: Evaluation;
  test: Evaluation;
}

export interface PointEvaluations {
  at(point: WeightPoint): Promise<Evaluations>;
  /** Frees the device. */
  dispose(): void;
}

export interface PointEvaluationsSpec {
  network: Network;
  data: DataSet;
  /**
   * `running`: the point's own statistics, as they are stored. `batch`: those of the examples at hand, chunk by chunk (about 1,000 examples of 28×28). `recomputed`: the means, over all
   * chunks of the training data, of what batch norm sees at these weights; the test data are evaluated with the same ones.
   */
  batchNorm: BatchNormMode;
}

export async function pointEvaluations({ network, data, batchNorm }: PointEvaluationsSpec): Promise<PointEvaluations> {
  await useBackend();
  const start = { weights: new Float32Array(network.dimension), slots: new Float32Array(), statistics: blankStatistics(network) };
  const engine = createEngine({ network, data, normalise: batchNorm === "batch" ? "batch" : "running" }, start);
  const recomputes = batchNorm === "recomputed" && start.statistics.length > 0;
  const sums = recomputes ? createSums({ network, data, split: "train", normalise: "batch", kinds: ["statistics"] }) : undefined;
  const recomputed = async ({ weights, statistics }: WeightPoint): Promise<Float32Array> => {
    if (!sums) return statistics;
    sums.writePoint(weights, statistics);
    sums.clear("statistics");
    for (let chunk = 0; chunk < sums.chunks; chunk++) {
      sums.add("statistics", chunk, chunk + 1);
      await new Promise(setImmediate);
    }
    return Float32Array.from(sums.read("statistics").vector, (value) => value / sums.chunks);
  };
  return {
    at: async (point) => {
      engine.write({ weights: point.weights, slots: new Float32Array(), statistics: await recomputed(point) });
      return { train: engine.evaluate("train"), test: engine.evaluate("test") };
    },
    dispose: () => {
      engine.dispose();
      sums?.dispose();
    },
  };
}

const blankStatistics = ({ statistics }: Network): Float32Array =>
  new Float32Array(statistics.reduce((sum, { shape }) => sum + sizeOf(shape), 0));
