/** The loss of a network on a data set as a function of its weights, with exact gradients and products with its Hessian. */
import { useBackend } from "../backend/choose";
import type { DataSet } from "../data/dataset";
import type { Network } from "../model/network";
import { defaultSignal } from "../signal";
import type { SplitName } from "../train/chunk-loops";
import type { Evaluation } from "../train/evaluate";
import { Pace } from "../train/pace";
import type { LossFunction } from "./loss-function";
import type { Operator } from "./operator";
import { createSums, type SumKind, type Total } from "./sums";

/**
 * What batch norm normalises with, at any point of weight space. `running`: the statistics given, whatever the weights. `batch`: those of each chunk. `recomputed`: the means over all
 * chunks of what batch norm sees at these weights, for evaluations only. Of no effect without batch norm. Dropout is always off.
 */
export const BATCH_NORM_MODES = ["running", "batch", "recomputed"] as const;
export type BatchNormMode = (typeof BATCH_NORM_MODES)[number];

export interface NetworkLossSpec {
  network: Network;
  data: DataSet;
  /** Running statistics of batch norm. */
  statistics: Float32Array;
  /** Default `train`, whole. */
  split?: SplitName;
  /** Default `running`. */
  batchNorm?: BatchNormMode;
  /** Examples a chunk: memory, and what batch norm sees in mode `batch`. Default: about 1,000 of 28×28. */
  chunk?: number;
  /** What is wanted of it; default: loss, gradient and both products. Each takes time to record. */
  kinds?: readonly SumKind[];
  /** Ends a sum between two calls. Default: in a notebook, that of the cell. */
  signal?: AbortSignal;
}

export interface BlockGradient {
  /** Examples in the block, and how many full chunks. */
  examples: number;
  chunks: number;
  gradient: Float64Array;
}

export interface NetworkLoss extends LossFunction {
  network: Network;
  batchNorm: BatchNormMode;
  /** Examples that the loss is the mean of. */
  examples: number;
  /** The same with other running statistics of batch norm. Both share the device: disposing of one ends the other. */
  withStatistics(statistics: Float32Array): NetworkLoss;
  /** What batch norm sees at `w`: the means over the chunks of its examples (mode `recomputed`: of the training data). For the kind `statistics`, and in that mode. */
  statisticsAt(w: ArrayLike<number>): Promise<Float32Array>;
  /** Loss and accuracy. */
  evaluateAt(w: ArrayLike<number>): Promise<Evaluation>;
  /** The Hessian of the mean loss at `w`. */
  hessianAt(w: ArrayLike<number>): Operator;
  /** The Gauss–Newton matrix of the mean loss at `w`; for cross-entropy, the Fisher information. */
  gaussNewtonAt(w: ArrayLike<number>): Operator;
  /** Squared length of the mean gradient of each chunk: with `chunk: 1`, of each example. A last chunk that is not full is left out. */
  gradientNormsAt(w: ArrayLike<number>): Promise<Float64Array>;
  /** The mean gradient of each of `blocks` parts of the examples: whole chunks in a row, the last part with a chunk that is not full. For the kind `gradient`. One is in memory at a time. */
  blockGradientsAt(w: ArrayLike<number>, blocks: number): AsyncGenerator<BlockGradient>;
  /** How long one pass over the examples takes, milliseconds, from one chunk; the first chunk, slow to start, is not counted. */
  estimateMs(kind: SumKind): Promise<number>;
  /** Frees the device; the function cannot be used any more. */
  dispose(): void;
}

/**
 * @throws UserError where products are asked for and the backend has none
 * @throws RangeError for weights or statistics of another network
 */
export async function networkLoss(spec: NetworkLossSpec): Promise<NetworkLoss> {
  await useBackend();
  const { network, data, split = "train", batchNorm = "running", signal = defaultSignal() } = spec;
  const recomputes = batchNorm === "recomputed" && network.statistics.length > 0;
  const kinds = new Set(spec.kinds ?? DEFAULT_KINDS);
  // Statistics are a matter of the training data, whichever split is evaluated.
  if (recomputes && split === "train") kinds.add("statistics");
  const seen = recomputes && split !== "train" ? createSums({ network, data, split: "train", kinds: ["statistics"] }) : undefined;
  const sums = createSums({
    network,
    data,
    split,
    normalise: batchNorm === "batch" ? "batch" : "running",
    ...(spec.chunk ? { chunk: spec.chunk } : {}),
    kinds: [...kinds],
  });
  const paces = new Map<SumKind, Pace>();
  /** The point that products were last asked for at, and that the device still has. */
  let last: ArrayLike<number> | undefined;

  const requireKind = (kind: SumKind): void => {
    if (!kinds.has(kind)) throw new Error(`This loss was made without "${kind}": name it among its kinds.`);
  };
  const sum = async (kind: SumKind, over = sums, from = 0, end = over.chunks): Promise<Total> => {
    if (over === sums) requireKind(kind);
    const pace = paces.get(kind) ?? new Pace();
    paces.set(kind, pace);
    over.clear(kind);
    for (let at = from; at < end; ) {
      const to = Math.min(end, at + pace.steps);
      pace.time(to - at, () => over.add(kind, at, to));
      at = to;
      await new Promise(setImmediate);
      signal?.throwIfAborted();
    }
    return over.read(kind);
  };
  const statisticsAt = async (w: ArrayLike<number>): Promise<Float32Array> => {
    last = undefined;
    const from = seen ?? sums;
    from.writePoint(new Float32Array(w), spec.statistics);
    return new Float32Array(divided((await sum("statistics", from)).vector, from.chunks));
  };
  const estimateMs = (kind: SumKind, over = sums): number => {
    if (over === sums) requireKind(kind);
    last = undefined;
    over.writePoint(new Float32Array(network.dimension), spec.statistics);
    over.writeDirection(new Float32Array(network.dimension));
    over.clear(kind);
    over.add(kind, 0, 1);
    const began = performance.now();
    over.add(kind, 0, 1);
    over.read(kind);
    return (performance.now() - began) * over.chunks;
  };
  const chunkSize = spec.chunk ?? Math.ceil(sums.count / sums.chunks);
  const fullChunks = Math.floor(sums.count / chunkSize);
  const lossWith = (statistics: Float32Array): NetworkLoss => {
    /** @param own whether nobody else can change `w`: then it need not be written twice in a row of products */
    const goTo = async (w: ArrayLike<number>, own = false): Promise<void> => {
      if (own && w === last) return;
      last = undefined;
      const used = recomputes ? await statisticsAt(w) : statistics;
      sums.writePoint(new Float32Array(w), used);
      if (own) last = w;
    };
    const product = (kind: "hessian" | "gaussNewton", w: ArrayLike<number>): Operator => {
      refuseRecomputed(batchNorm, network);
      const point = Float64Array.from(w);
      return {
        dimension: network.dimension,
        apply: async (v) => {
          await goTo(point, true);
          sums.writeDirection(new Float32Array(v));
          const { vector } = await sum(kind);
          return divided(vector, sums.count);
        },
      };
    };
    return {
      network,
      batchNorm,
      examples: sums.count,
      dimension: network.dimension,
      lossAt: async (w) => {
        await goTo(w);
        return (await sum("loss")).sum / sums.count;
      },
      withStatistics: lossWith,
      statisticsAt,
      evaluateAt: async (w) => {
        await goTo(w);
        const { sum: loss, right } = await sum("loss");
        return { loss: loss / sums.count, accuracy: right / sums.count };
      },
      lossAndGradientAt: async (w) => {
        refuseRecomputed(batchNorm, network);
        await goTo(w);
        const { sum: loss, vector } = await sum("gradient");
        return { loss: loss / sums.count, gradient: divided(vector, sums.count) };
      },
      gradientNormsAt: async (w) => {
        await goTo(w);
        const { chunks } = await sum("norms");
        return Float64Array.from(chunks.slice(0, fullChunks), (value) => value / chunkSize ** 2);
      },
      async *blockGradientsAt(w, blocks) {
        refuseRecomputed(batchNorm, network);
        if (!Number.isInteger(blocks) || blocks < 1 || blocks > fullChunks)
          throw new RangeError(`The number of blocks must be an integer from 1 to the ${fullChunks} full chunks, got ${blocks}.`);
        for (let k = 0; k < blocks; k++) {
          const [from, to] = [Math.floor((k * fullChunks) / blocks), Math.floor(((k + 1) * fullChunks) / blocks)];
          const last = k === blocks - 1;
          const examples = last ? sums.count - from * chunkSize : (to - from) * chunkSize;
          await goTo(w);
          const { vector } = await sum("gradient", sums, from, last ? sums.chunks : to);
          yield { examples, chunks: to - from, gradient: divided(vector, examples) };
        }
      },
      hessianAt: (w) => product("hessian", w),
      gaussNewtonAt: (w) => product("gaussNewton", w),
      estimateMs: async (kind) => estimateMs(kind) + (recomputes && kind === "loss" ? estimateMs("statistics", seen ?? sums) : 0),
      dispose: () => {
        sums.dispose();
        seen?.dispose();
      },
    };
  };
  return lossWith(spec.statistics);
}

/** Divides a vector that nobody else has, in place. */
function divided(vector: Float64Array, by: number): Float64Array {
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) / by;
  return vector;
}

const DEFAULT_KINDS: readonly SumKind[] = ["loss", "gradient", "hessian", "gaussNewton"];

/** @throws RangeError where gradients or products are asked for at statistics that change with the weights */
export function refuseRecomputed(mode: BatchNormMode, { statistics }: Pick<Network, "statistics">): void {
  if (mode === "recomputed" && statistics.length > 0)
    throw new RangeError(
      'Batch norm\'s statistics that are recomputed at each point have no gradient here; choose the mode "running" or "batch".',
    );
}
