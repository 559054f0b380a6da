/** The losses that the measures of one call act on: each is made once, so that the data are brought to the device and a step is recorded once. */
import type { DataSet, Split } from "../../data/dataset";
import { pick } from "../../data/subset";
import type { Network } from "../../model/network";
import { random } from "../../random";
import type { SplitName } from "../../train/chunk-loops";
import { type BatchNormMode, type NetworkLoss, networkLoss } from "../network-loss";
import type { SumKind } from "../sums";

/** What decides a loss, but for the statistics of batch norm. */
export interface LossSpec {
  split: SplitName;
  batchNorm: BatchNormMode;
  /** Examples a chunk; default: what `networkLoss` takes. */
  chunk?: number | undefined;
  /** Seed of a random order of the examples, for measures of chunks: they lie in a class-balanced one. Default: as they lie. */
  shuffle?: number | undefined;
  kinds: readonly SumKind[];
}

export class SharedLosses {
  private readonly made: { spec: LossSpec; loss: NetworkLoss }[] = [];

  constructor(private readonly on: { network: Network; data: DataSet; signal?: AbortSignal | undefined }) {}

  /**
   * The loss, if it is there with all its kinds; else a new one.
   * @param statistics running statistics of batch norm
   */
  async get(spec: LossSpec, statistics: Float32Array): Promise<NetworkLoss> {
    const found = this.made.find(
      (each) =>
        (["split", "batchNorm", "chunk", "shuffle"] as const).every((key) => each.spec[key] === spec[key]) &&
        spec.kinds.every((kind) => each.spec.kinds.includes(kind)),
    );
    if (found) return found.loss.withStatistics(statistics);
    const { signal, network, data: inOrder } = this.on;
    const { chunk, shuffle, ...rest } = spec;
    const data = shuffle === undefined ? inOrder : { ...inOrder, [spec.split]: shuffled(inOrder[spec.split], shuffle) };
    const loss = await networkLoss({ network, data, ...rest, ...(chunk ? { chunk } : {}), statistics, ...(signal ? { signal } : {}) });
    this.made.push({ spec, loss });
    return loss;
  }

  /** Frees the device. */
  dispose(): void {
    for (const { loss } of this.made.splice(0)) loss.dispose();
  }
}

const shuffled = (split: Split, seed: number): Split => pick(split, random(seed).split("order of examples").permutation(split.count));
