/** Curves between two trained networks: the straight line and the quarter circle of Keskar et al. (ICLR 2017, Figures 3 and 7, Appendix D). */
import type { DataSet } from "../data/dataset";
import { type Network, sizeOf } from "../model/network";
import { buildNetwork } from "../model/networks";
import { defaultSignal } from "../signal";
import type { TrainResult } from "../train/loop";
import type { BatchNormMode } from "./network-loss";
import { type Evaluations, pointEvaluations, type WeightPoint } from "./point-evaluations";

/** `linear`: (1 − α) · w₀ + α · w₁. `curvilinear`: cos(απ/2) · w₀ + sin(απ/2) · w₁. Both are at w₀ for α = 0 and at w₁ for α = 1. */
export const CURVES = ["linear", "curvilinear"] as const;
export type CurveName = (typeof CURVES)[number];

export interface PathPoint extends Evaluations {
  /** 0 at the first end, 1 at the second. */
  alpha: number;
}

/** 25 points: of the line from −1 to 2, as in the authors' code; of the quarter circle from 0 to 3/2, our choice. */
export const CURVE_ALPHAS: Record<CurveName, number[]> = {
  linear: Array.from({ length: 25 }, (_, i) => -1 + i / 8),
  curvilinear: Array.from({ length: 25 }, (_, i) => i / 16),
};

export interface CurveOptions {
  /** Default `linear`. */
  curve?: CurveName;
  /** Default: those published, see `CURVE_ALPHAS`. */
  alphas?: number[];
  /**
   * What batch norm uses between the ends, where neither end's running statistics are right. `batch` (the default): those of the examples at hand, chunk by chunk; `running`: those stored at
   * the ends, put together as the weights are, variances kept ≥ 0; `recomputed`: on the training data at each point. Of no effect without batch norm.
   */
  batchNorm?: BatchNormMode;
  onPoint?(point: PathPoint): void;
  /** Ends the measurement between two points. Default: in a notebook, that of the cell. */
  signal?: AbortSignal;
}

/**
 * Loss and accuracy of training and test data along a curve from one trained network to another. Costs one evaluation of both sets a point (`recomputed`: the training data twice).
 * @returns the points; fewer than asked for when the signal ended it
 * @throws RangeError when the two are different networks
 */
export async function curvePath(from: TrainResult, to: TrainResult, data: DataSet, options: CurveOptions = {}): Promise<PathPoint[]> {
  const { curve = "linear", alphas = CURVE_ALPHAS[curve], batchNorm = "batch", onPoint, signal = defaultSignal() } = options;
  if (to.weights.length !== from.weights.length)
    throw new RangeError(`The two ends are different networks: ${from.run.network} and ${to.run.network}.`);
  const network = buildNetwork(from.run.network, data.shape, data.classes);
  const evaluations = await pointEvaluations({ network, data, batchNorm, ...(signal ? { signal } : {}) });
  const points: PathPoint[] = [];
  try {
    for (const alpha of alphas) {
      if (signal?.aborted) break;
      const point = { alpha, ...(await evaluations.at(pointOn(curve, from, to, alpha, network.statistics))) };
      points.push(point);
      onPoint?.(point);
      await new Promise(setImmediate);
    }
  } catch (error) {
    // Ended within a point: those before it stay.
    if (!signal?.aborted) throw error;
  } finally {
    evaluations.dispose();
  }
  return points;
}

/** How much of the first and of the second end there is at α. @throws RangeError for an unknown curve or an α that is no number */
export function shares(curve: CurveName, alpha: number): [number, number] {
  if (!Number.isFinite(alpha)) throw new RangeError(`α must be a number, got ${alpha}.`);
  if (curve === "linear") return [1 - alpha, alpha];
  if (curve === "curvilinear") return [Math.cos((alpha * Math.PI) / 2), Math.sin((alpha * Math.PI) / 2)];
  throw new RangeError(`Unknown curve "${curve}". Expected one of ${CURVES.join(", ")}.`);
}

/** p · a + q · b, rounded to float32 once. */
export const blend = (a: Float32Array, b: Float32Array, [p, q]: [number, number]): Float32Array =>
  a.map((value, i) => p * value + q * (b[i] as number));

/**
 * The point of a curve at α, batch norm's statistics included.
 * @param statistics `Network.statistics`
 */
export function pointOn(
  curve: CurveName,
  from: WeightPoint,
  to: WeightPoint,
  alpha: number,
  statistics: Network["statistics"],
): WeightPoint {
  const at = shares(curve, alpha);
  return {
    weights: blend(from.weights, to.weights, at),
    statistics: statisticsBetween([from.statistics, to.statistics], at, statistics),
  };
}

/**
 * Batch norm's statistics at a point that is put together of several, in the same shares. Beyond them a variance can fall below 0; it is held there.
 * @param specs `Network.statistics`
 */
export function statisticsBetween(
  parts: readonly Float32Array[],
  shares: readonly number[],
  specs: readonly { name: string; shape: number[] }[],
): Float32Array {
  const values = new Float32Array(parts[0]?.length ?? 0);
  for (let i = 0; i < values.length; i++) {
    let sum = 0;
    for (const [k, part] of parts.entries()) sum += (shares[k] as number) * (part[i] as number);
    values[i] = sum;
  }
  let offset = 0;
  for (const { name, shape } of specs) {
    const size = sizeOf(shape);
    if (name.endsWith("/variance")) for (let i = offset; i < offset + size; i++) values[i] = Math.max(0, values[i] as number);
    offset += size;
  }
  return values;
}
