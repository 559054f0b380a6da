import type { DataSet } from "../data/dataset";
import { type Network } from "../model/network";
import type { Snapshot } from "./engine";
import type { Optimizer } from "./optimizers/optimizer";
import { type StepSettings } from "./step";
export interface GradientEngine {
    /**
     * @param rows `batch` numbers of training examples
     * @param step number of the step since the start; it picks dropout's masks
     * @returns their mean loss in nats, and its gradient as one vector
     */
    gradient(rows: Int32Array, step: number): {
        loss: number;
        gradient: Float32Array;
    };
    /** One update of the weights by a gradient. */
    apply(gradient: Float32Array, rate: number): void;
    /** The state; batch norm's running statistics stay as they were written. */
    read(): Snapshot;
    write(snapshot: Snapshot): void;
    dispose(): void;
}
export interface GradientEngineSpec {
    network: Network;
    data: DataSet;
    optimizer: Optimizer;
    /** Examples a gradient. */
    batch: number;
    settings: StepSettings;
}
/** On TensorFlow alone. */
export declare function gradientEngine(spec: GradientEngineSpec): GradientEngine;
