/** Average-case sharpness: the mean rise of the loss over random perturbations of the weights, adaptive or not (Andriushchenko et al., ICML 2023). */
import type { Random } from "../random";
import { type LossFunction } from "./loss-function";
import { type MeanRise } from "./rise";
import { type ScaleName, type ScaleOptions } from "./scale";
/** How eᵢ / (T_w)ᵢ is drawn, all independent: `normal`, with standard deviation ρ; `uniform` in [−ρ, ρ]. */
export declare const PERTURBATION_LAWS: readonly ["normal", "uniform"];
export type PerturbationLaw = (typeof PERTURBATION_LAWS)[number];
export interface AverageOptions extends ScaleOptions {
    /** Standard deviation or half-width of one weight's perturbation, in units of T_w: unlike a ball's radius, it does not shrink with the number of weights. */
    rho: number;
    /** Default `normal`. */
    law?: PerturbationLaw;
    /** Default 20. */
    draws?: number;
    random: Random;
    onEvaluation?(evaluations: number): void;
    /** Ends the measurement between two evaluations. Default: in a notebook, that of the cell. */
    signal?: AbortSignal;
}
export interface AverageSharpness extends MeanRise {
    loss: number;
    rho: number;
    law: PerturbationLaw;
    scale: ScaleName;
    eta: number;
    draws: number;
    evaluations: number;
}
/** Evaluations of the loss that `averageSharpness` makes. */
export declare const averageEvaluations: ({ draws }?: Pick<AverageOptions, "draws">) => number;
/**
 * E L(w + e) − L(w), nats, e ~ N(0, ρ² T_w²) (Andriushchenko et al.; there c = T_w) or uniform in the box of half-width ρ T_w. For small ρ: ρ²/2 · tr(T H T), and a third of it.
 * Our choices: f is the mean over all its data, and each draw is taken with both signs.
 * @throws RangeError for ρ ≤ 0, fewer than 2 draws, weights of another function, or a loss that is no finite number
 */
export declare function averageSharpness(f: LossFunction, w: Float64Array, options: AverageOptions): Promise<AverageSharpness>;
