/** PAC-Bayes: the largest random perturbation that the training loss bears, and what that says about the generalization error (Jiang et al., ICLR 2020; McAllester, 1999). */
import type { Random } from "../random";
import { type LossFunction } from "./loss-function";
export interface FlatnessOptions {
    /** The rise that is borne; default 0.1. Jiang et al. bound the rise of the training error (a share, `{ ...f, lossAt: error }`); of a loss, it is in nats. */
    rise?: number;
    /** Given, perturbations are aware of magnitude: uᵢ ~ N(0, σ² |wᵢ − cᵢ|² + ε²); Jiang et al. use 1e-3. Left out: uᵢ ~ N(0, σ²). */
    epsilon?: number;
    /** c, from where magnitudes are taken; default 0. With the starting weights, `magnitudeKl` of the same is that of the bound. */
    from?: ArrayLike<number>;
    /** Perturbations u, the same for every σ; default 10. */
    draws?: number;
    /** Relative error of σ; default 0.01. */
    tolerance?: number;
    random: Random;
    onEvaluation?(evaluations: number): void;
    /** Ends the measurement between two evaluations. Default: in a notebook, that of the cell. */
    signal?: AbortSignal;
}
export interface Flatness {
    /** null where it lies outside of 1e-8 … 1e4. */
    sigma: number | null;
    /** `below`: no σ keeps the rise within its limit, `above`: each does. */
    end: "found" | "below" | "above";
    /** 1/σ²: the measure "flatness" of Jiang et al. without its factor of 1/m. */
    flatness: number | null;
    /** Mean rise at σ: at or just below the limit. */
    risen: number | null;
    loss: number;
    rise: number;
    epsilon: number | null;
    draws: number;
    tolerance: number;
    evaluations: number;
}
/** Evaluations of the loss that `flatness` makes at most. */
export declare function flatnessEvaluations({ draws, tolerance }?: Pick<FlatnessOptions, "draws" | "tolerance">): number;
/**
 * The σ at which E L(w + u) − L(w), u ~ N(0, σ² I), reaches `rise`, from below, by bisection with common random numbers: the same u, each with both signs, at every σ, so that σ is where one curve crosses.
 * That mean need not grow everywhere; found is a crossing, not surely the last. Values of L that are no finite numbers count as too large.
 * @throws RangeError for a rise, ε or tolerance ≤ 0, fewer than 1 draw, weights of another function, or a loss at w that is no finite number
 */
export declare function flatness(f: LossFunction, w: Float64Array, options: FlatnessOptions): Promise<Flatness>;
/** KL(N(w, σ² I) ‖ N(centre, σ² I)) = ‖w − centre‖² / (2σ²), nats. @throws RangeError for σ ≤ 0 or another length */
export declare function isotropicKl(w: ArrayLike<number>, centre: ArrayLike<number>, sigma: number): number;
/**
 * KL(N(w, diag(σ² dᵢ² + ε²)) ‖ N(centre, p² I)), nats, with d = w − centre and the p² for which it is smallest, ε² + (σ² + 1) ‖d‖² / n: ½ Σ ln(p² / (σ² dᵢ² + ε²)), the sum in the magnitude-aware bound of
 * Jiang et al.
 * @throws RangeError for σ or ε ≤ 0 or another length
 */
export declare function magnitudeKl(w: ArrayLike<number>, centre: ArrayLike<number>, sigma: number, epsilon: number): number;
/**
 * √((KL/2 + ln(m/σ) + 10) / m): the measure by which Jiang et al. compare networks ("pacbayes-init" and "-orig" with `isotropicKl`, "pacbayes-mag-…" with `magnitudeKl`), as released by Dziugaite et al. (2020).
 * A ranking, no bound.
 */
export declare function pacBayesMeasure(kl: number, sigma: number, examples: number): number;
export interface PacBayesBound {
    /** With probability 1 − δ the expected error of the randomly perturbed network is at most this. 1 or more says nothing. */
    bound: number;
    /** What is added to the training error. */
    complexity: number;
    vacuous: boolean;
    delta: number;
}
/**
 * McAllester's bound in Maurer's form (2004): E_Q error ≤ E_Q training error + √((KL(Q‖P) + ln(2√m/δ)) / (2m)).
 * It is about the network with weights drawn from Q, not about w. It assumes m independent examples, an error from 0 to 1, a prior P that was fixed before the data were seen (the starting weights as its centre are
 * fine, the trained weights are not), and σ as well: a σ searched for on the same data costs a union bound over the values it could have had (ln 1,000 ≈ 7 more in the numerator for 1,000 of them), which is not added here.
 * @param error mean training error of networks drawn from Q, from 0 to 1
 * @throws RangeError for an error outside 0 … 1, a negative KL, or δ not between 0 and 1
 */
export declare function pacBayesBound(kl: number, error: number, examples: number, delta?: number): PacBayesBound;
