/** Worst-case sharpness of SAM (Foret et al., ICLR 2021) and ASAM (Kwon et al., ICML 2021): by how much the loss can rise in a ball around the weights. */
import type { Random } from "../random";
import { type LossFunction } from "./loss-function";
import { type ScaleName, type ScaleOptions } from "./scale";
/** The ball's norm: `l2`, as in training with SAM; `linf`, every weight on its own. */
export declare const BALL_NORMS: readonly ["l2", "linf"];
export type BallNorm = (typeof BALL_NORMS)[number];
export interface SamOptions extends ScaleOptions {
    /** Radius of the ball. No default, as it means another thing for each norm and scale: the papers train with 0.05 (l2, none) and 0.5 to 1 (l2, weight). */
    rho: number;
    /** Default `l2`. */
    norm?: BallNorm;
    /** Steps of projected gradient ascent from each start; default 20. 0: the one-step value alone. */
    steps?: number;
    /** Starts of the ascent: the one-step point, the others random; default 3. */
    starts?: number;
    random: Random;
    onEvaluation?(evaluations: number): void;
    /** Ends the measurement between two evaluations. Default: in a notebook, that of the cell. */
    signal?: AbortSignal;
}
export interface SamSharpness {
    /** Largest rise found, nats: a lower bound of the true maximum, and at least 0, the rise at w itself. */
    sharpness: number;
    /** Rise at the maximiser of the linearised loss; 0 where the gradient is. */
    oneStep: number;
    /** Largest rise of each ascent; empty where `steps` is 0. */
    ascent: number[];
    loss: number;
    rho: number;
    norm: BallNorm;
    scale: ScaleName;
    eta: number;
    steps: number;
    starts: number;
    evaluations: number;
}
/** Evaluations of loss and gradient that `samSharpness` makes at most. */
export declare const samEvaluations: ({ steps, starts }?: Pick<SamOptions, "steps" | "starts">) => number;
/**
 * S = max L(w + e) − L(w) over ‖T_w⁻¹ e‖ ≤ ρ, in nats: Foret et al., equation 1 (T = I); Kwon et al., Definition 2 (adaptive sharpness). `scale: "none"` is SAM, `weight` and `filter` are ASAM.
 *
 * One step: e = T z, z the maximiser of the linear function with gradient T g: ρ T g / ‖T g‖ (l2; Foret et al., equation 2; Kwon et al., §3) or ρ sign(T g) (l∞). Ascent: z ← P(z + s ρ d) with d the
 * direction of one step at z and P the projection on the ball, s from 2, halved whenever the loss does not rise, so a start's last point is its best.
 *
 * Our choices: f is the mean over all its data (Foret et al. also average over small batches, "m-sharpness"; Andriushchenko et al., ICML 2023, do so with 128 examples); all weights are perturbed, biases and
 * batch norm's included, and biases are adaptive as well, without which rescaling a layer would change the result; random starts lie on the sphere (l2) or uniform in the box (l∞).
 * @throws RangeError for ρ ≤ 0, wrong counts, weights of another function, or a loss that is no finite number
 */
export declare function samSharpness(f: LossFunction, w: Float64Array, options: SamOptions): Promise<SamSharpness>;
