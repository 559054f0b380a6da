/** The straight line between two points of weight space: w(α) = (1 − α) · w₀ + α · w₁ (Goodfellow et al., 2015; Figure 3 of Keskar et al., 2017). */
import { useBackend } from "../backend/choose";
import type { DataSet } from "../data/dataset";
import { sizeOf } from "../model/network";
import { buildNetwork } from "../model/networks";
import { defaultSignal } from "../signal";
import { createEngine, type Snapshot } from "../train/engine";
import type { Evaluation } from "../train/evaluate";
import type { TrainResult } from "../train/loop";

export interface PathPoint {
  /** 0 at the first end, 1 at the second. */
  alpha: number;
  train: Evaluation;
  test: Evaluation;
}

export interface PathOptions {
  alphas?: number[];
  /**
   * What batch norm uses between the ends, where neither end's running statistics are right. `batch` (the default): those of the examples at hand, chunk by
   * chunk (about 1,000 examples of 28×28); `running`: the running statistics, interpolated like the weights, variances kept ≥ 0. Of no effect without batch norm.
   */
  normalise?: "batch" | "running";
  onPoint?(point: PathPoint): void;
  /** Ends the measurement between two points. Default: in a notebook, that of the cell. */
  signal?: AbortSignal;
}

/** The published plot: 25 points from −1 to 2 (facts of the authors' code). */
export const ALPHAS: number[] = Array.from({ length: 25 }, (_, i) => -1 + i / 8);

/** The point between two vectors. */
export const between = (a: Float32Array, b: Float32Array, alpha: number): Float32Array =>
  a.map((value, i) => (1 - alpha) * value + alpha * (b[i] as number));

/**
 * Loss and accuracy of training and test data along the line from one trained network to another.
 * @throws RangeError when the two are different networks
 */
export async function linearPath(from: TrainResult, to: TrainResult, data: DataSet, options: PathOptions = {}): Promise<PathPoint[]> {
  await useBackend();
  const { alphas = ALPHAS, normalise = "batch", signal = defaultSignal() } = options;
  const network = buildNetwork(from.run.network, data.shape, data.classes);
  if (to.weights.length !== from.weights.length) {
    throw new RangeError(`The two ends are different networks: ${from.run.network} and ${to.run.network}.`);
  }
  const at = (alpha: number): Snapshot => ({
    weights: between(from.weights, to.weights, alpha),
    slots: new Float32Array(),
    statistics: positiveVariances(between(from.statistics, to.statistics, alpha), network.statistics),
  });
  const points: PathPoint[] = [];
  const engine = createEngine({ network, data, normalise }, at(0));
  try {
    for (const alpha of alphas) {
      if (signal?.aborted) break;
      engine.write(at(alpha));
      const point = { alpha, train: engine.evaluate("train"), test: engine.evaluate("test") };
      points.push(point);
      options.onPoint?.(point);
      await new Promise(setImmediate);
    }
  } finally {
    engine.dispose();
  }
  return points;
}

/** Beyond the ends an interpolated variance can fall below 0; it is held there. */
function positiveVariances(values: Float32Array, specs: { name: string; shape: number[] }[]): Float32Array {
  let offset = 0;
  for (const { name, shape } of specs) {
    const size = sizeOf(shape);
    if (name.endsWith("/variance")) for (let i = offset; i < offset + size; i++) values[i] = Math.max(0, values[i] as number);
    offset += size;
  }
  return values;
}
