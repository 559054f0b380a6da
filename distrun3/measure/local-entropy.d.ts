/** Local entropy (Chaudhari et al., ICLR 2017): how much low loss there is around a point, from a Markov chain in its neighbourhood. */
import type { Random } from "../random";
import { type LossFunction } from "./loss-function";
export interface LocalEntropyOptions {
    /** γ, the scope: how strongly the neighbourhood is held together. Its radius without a loss is √(n / (β γ)). */
    gamma: number;
    /** β, the inverse temperature; default 1, as in the definition. With the number of examples, exp(−βL) is the likelihood of the data. The paper's thermal noise ε stands for β = 2/ε². */
    beta?: number;
    /** Independent chains, 3 or more; default 3. Errors are over chains. */
    chains?: number;
    /** Temperatures between none and β at which the mean loss is taken; default 5. */
    nodes?: number;
    /** Steps at each temperature that are thrown away, while the step size is set; default 20. */
    burnIn?: number;
    /** Steps at each temperature that count; default 40. */
    samples?: number;
    random: Random;
    onEvaluation?(evaluations: number): void;
    /** Ends the measurement between two evaluations. Default: in a notebook, that of the cell. */
    signal?: AbortSignal;
}
export interface LocalEntropy {
    /** −(1/β) ln E exp(−β L(w + u)), u ~ N(0, I/(βγ)), in units of L: the loss, smoothed. The part of F that knows the loss. */
    smoothedLoss: number;
    smoothedLossError: number;
    /** F(w, γ) = −ln ∫ exp(−β (L(w') + γ/2 ‖w − w'‖²)) dw' = β smoothedLoss − (n/2) ln(2π/(βγ)), nats. The paper's F has the other sign. */
    localEntropy: number;
    /** ⟨L⟩ under the local Gibbs measure ∝ exp(−β (L(w') + γ/2 ‖w − w'‖²)). */
    meanLoss: number;
    meanLossError: number;
    /** ‖∇ smoothedLoss‖² = ‖γ (w − ⟨w'⟩)‖², unbiased: the mean over pairs of chains of the product of their gradients. Noise can make it negative. */
    squaredGradient: number;
    /** Its standard error: the jackknife over chains. */
    squaredGradientError: number;
    /** Share of accepted steps, the smallest over chains and temperatures. */
    acceptance: number;
    loss: number;
    gamma: number;
    beta: number;
    chains: number;
    nodes: number;
    burnIn: number;
    samples: number;
    evaluations: number;
}
/** Evaluations of loss and gradient that `localEntropy` makes. */
export declare const localEntropyEvaluations: (options?: Pick<LocalEntropyOptions, "chains" | "nodes" | "burnIn" | "samples">) => number;
/**
 * Local entropy around `w`. Chaudhari et al. run stochastic gradient Langevin dynamics, whose step size biases it, and estimate the gradient γ (w − ⟨w'⟩) alone; gradients of the whole data allow more, so here each
 * step is accepted or not (`langevin.ts`), which makes the measure exact, and the value follows by thermodynamic integration: smoothedLoss = ∫₀¹ ⟨L⟩_t dt with ⟨·⟩_t under exp(−β (t L + γ/2 ‖w − w'‖²)), by
 * Gauss–Legendre in t^(1/3), as ⟨L⟩_t is steepest at t = 0 (Friel and Pettitt, 2008). Every chain begins at an exact draw at t = 0 and passes through the temperatures in order. The gradient is ⟨∇L⟩, which equals
 * γ (w − ⟨w'⟩) with less noise.
 *
 * How far to trust it: the errors are over chains that each pass from t = 0 to 1; chains that are too short to reach their measure are biased alike (towards high loss), which no error shows. Repeat with twice the steps.
 * @throws RangeError for γ or β ≤ 0, fewer than 3 chains, wrong counts, weights of another function, or a loss that is no finite number
 */
export declare function localEntropy(f: LossFunction, w: Float64Array, options: LocalEntropyOptions): Promise<LocalEntropy>;
