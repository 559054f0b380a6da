/** Loss and accuracy of training and test data at any point of weight space, with a stated choice of batch norm's statistics there. */
import type { DataSet } from "../data/dataset";
import { type Network, sizeOf } from "../model/network";
import type { Evaluation } from "../train/evaluate";
import { type BatchNormMode, type NetworkLoss, networkLoss } from "./network-loss";
import type { SumKind } from "./sums";

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
  /** How long `at` takes, milliseconds. */
  estimateMs(): Promise<number>;
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
  /** Ends an evaluation between two chunks. Default: in a notebook, that of the cell. */
  signal?: AbortSignal;
}

/** The losses that evaluations of a mode need, of the two splits. */
export const splitLosses = (batchNorm: BatchNormMode, network: Network) => {
  const recomputes = batchNorm === "recomputed" && network.statistics.length > 0;
  const normalise: BatchNormMode = batchNorm === "batch" ? "batch" : "running";
  const kinds = (more: SumKind[]): SumKind[] => ["loss", ...more];
  return {
    recomputes,
    train: { split: "train", batchNorm: normalise, kinds: kinds(recomputes ? ["statistics"] : []) },
    test: { split: "test", batchNorm: normalise, kinds: kinds([]) },
  } as const;
};

/** @throws UserError, RangeError as `networkLoss` does */
export async function pointEvaluations({ network, data, batchNorm, signal }: PointEvaluationsSpec): Promise<PointEvaluations> {
  const { recomputes, ...specs } = splitLosses(batchNorm, network);
  const common = { network, data, statistics: blankStatistics(network), ...(signal ? { signal } : {}) };
  const losses = { train: await networkLoss({ ...common, ...specs.train }), test: await networkLoss({ ...common, ...specs.test }) };
  return {
    at: (point) => evaluationsAt(losses, point, recomputes),
    estimateMs: () => evaluationMs(losses, recomputes),
    dispose: () => {
      for (const loss of Object.values(losses)) loss.dispose();
    },
  };
}

/**
 * Training and test data at a point, from a loss of each.
 * @param recomputes whether both take the statistics that batch norm sees on the training data there
 */
export async function evaluationsAt(
  { train, test }: Record<"train" | "test", NetworkLoss>,
  { weights, statistics }: WeightPoint,
  recomputes: boolean,
): Promise<Evaluations> {
  const used = recomputes ? await train.statisticsAt(weights) : statistics;
  return { train: await train.withStatistics(used).evaluateAt(weights), test: await test.withStatistics(used).evaluateAt(weights) };
}

/** How long that takes, milliseconds. */
export const evaluationMs = async ({ train, test }: Record<"train" | "test", NetworkLoss>, recomputes: boolean): Promise<number> =>
  (await train.estimateMs("loss")) + (await test.estimateMs("loss")) + (recomputes ? await train.estimateMs("statistics") : 0);

const blankStatistics = ({ statistics }: Network): Float32Array =>
  new Float32Array(statistics.reduce((sum, { shape }) => sum + sizeOf(shape), 0));
