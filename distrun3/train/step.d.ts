import { type Scalar, type Tensor, type Tensor1D } from "../backend/tf";
import type { WeightSpec } from "../model/layer";
import type { Network } from "../model/network";
import type { Optimizer } from "./optimizers/optimizer";
export interface State {
    weights: Tensor[];
    /** For each weight, the optimizer's slots. */
    slots: Tensor[][];
    /** Batch norm's running statistics. */
    statistics: Tensor[];
}
export interface StepInput {
    /** `[batch, ...]` float32 */
    images: Tensor;
    /** `[batch]` int32 */
    labels: Tensor1D;
    /** Learning rate of this step. */
    rate: Scalar;
    /** int32 scalar: the number of the step, which picks dropout's masks. */
    step: Scalar;
}
export interface StepSettings {
    weightDecay: number;
    statisticsMomentum: number;
    /** Seed of dropout. */
    seed: number;
    /** Whether dropout is on; default: yes. */
    dropout?: boolean;
}
export interface StepOutput {
    state: State;
    /** Mean cross-entropy of the batch before the step, without the penalty. */
    loss: Scalar;
}
/** What a batch says of the weights. */
export interface BatchGradient {
    /** Mean cross-entropy of the batch, without the penalty. */
    loss: Scalar;
    /** Of that mean and the penalty, for each weight. */
    gradients: Tensor[];
    /** The batch's own mean and variance, for each of the running statistics. */
    seen: Tensor[];
}
/** Builds the gradient of a network's loss on a batch. The caller owns the tensors that go in and come out. */
export declare function batchGradient(network: Network, settings: StepSettings): (weights: Tensor[], statistics: Tensor[], input: Omit<StepInput, "rate">) => BatchGradient;
/** Builds the step of a network and an optimizer. The caller owns the tensors that go in and come out. */
export declare function trainStep(network: Network, optimizer: Optimizer, settings: StepSettings): (state: State, input: StepInput) => StepOutput;
/** All tensors of a state, in a fixed order. */
export declare const tensorsOf: (state: State) => Tensor[];
/** Shapes of all tensors of a state. */
export interface StateSpecs {
    weights: WeightSpec[];
    slots: WeightSpec[];
    statistics: WeightSpec[];
}
/** @param optimizer absent: no slots */
export declare const stateSpecs: ({ weights, statistics }: Network, optimizer?: Optimizer) => StateSpecs;
/** A state from its tensors in the order of `tensorsOf`. */
export declare function packState(tensors: Tensor[], specs: StateSpecs): State;
