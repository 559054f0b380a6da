/** Loss and accuracy of training and test data at any point of weight space, with a stated choice of batch norm's statistics there. */
import type { DataSet } from "../data/dataset";
import { type Network } from "../model/network";
import type { Evaluation } from "../train/evaluate";
import { type BatchNormMode, type NetworkLoss } from "./network-loss";
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
export declare const splitLosses: (batchNorm: BatchNormMode, network: Network) => {
    readonly recomputes: boolean;
    readonly train: {
        readonly split: "train";
        readonly batchNorm: "batch" | "running";
        readonly kinds: ("gaussNewton" | "gradient" | "hessian" | "loss" | "norms" | "statistics")[];
    };
    readonly test: {
        readonly split: "test";
        readonly batchNorm: "batch" | "running";
        readonly kinds: ("gaussNewton" | "gradient" | "hessian" | "loss" | "norms" | "statistics")[];
    };
};
/** @throws UserError, RangeError as `networkLoss` does */
export declare function pointEvaluations({ network, data, batchNorm, signal }: PointEvaluationsSpec): Promise<PointEvaluations>;
/**
 * Training and test data at a point, from a loss of each.
 * @param recomputes whether both take the statistics that batch norm sees on the training data there
 */
export declare function evaluationsAt({ train, test }: Record<"train" | "test", NetworkLoss>, { weights, statistics }: WeightPoint, recomputes: boolean): Promise<Evaluations>;
/** How long that takes, milliseconds. */
export declare const evaluationMs: ({ train, test }: Record<"train" | "test", NetworkLoss>, recomputes: boolean) => Promise<number>;
