/** The losses that the measures of one call act on: each is made once, so that the data are brought to the device and a step is recorded once. */
import type { DataSet } from "../../data/dataset";
import type { Network } from "../../model/network";
import type { SplitName } from "../../train/chunk-loops";
import { type BatchNormMode, type NetworkLoss } from "../network-loss";
import type { SumKind } from "../sums";
/** What decides a loss, but for the statistics of batch norm. */
export interface LossSpec {
    split: SplitName;
    batchNorm: BatchNormMode;
    /** Examples a chunk; default: what `networkLoss` takes. */
    chunk?: number | undefined;
    kinds: readonly SumKind[];
}
export declare class SharedLosses {
    private readonly on;
    private readonly made;
    constructor(on: {
        network: Network;
        data: DataSet;
        signal?: AbortSignal | undefined;
    });
    /**
     * The loss, if it is there with all its kinds; else a new one.
     * @param statistics running statistics of batch norm
     */
    get(spec: LossSpec, statistics: Float32Array): Promise<NetworkLoss>;
    /** Frees the device. */
    dispose(): void;
}
