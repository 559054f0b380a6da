/** Worst-case sharpness of SAM (Foret et al., ICLR 2021) and ASAM (Kwon et al., ICML 2021): by how much the loss can rise in a ball around the weights. */
import type { Random } from "../random";
import { defaultSignal } from "../signal";
import { expectCount, expectFinite, expectLength, expectPositive } from "./checks";
import { type LossAndGradient, type LossFunction, watchedLoss } from "./loss-function";
import { norm as length } from "./operator";
import { type ScaleName, type ScaleOptions, scaleOf } from "./scale";

/** The ball's norm: `l2`, as in training with SAM; `linf`, every weight on its own. */
export const BALL_NORMS = ["l2", "linf"] as const;
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
export const samEvaluations = ({ steps = 20, starts = 3 }: Pick<SamOptions, "steps" | "starts"> = {}): number => 2 + starts * (1 + steps);

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
export async function samSharpness(f: LossFunction, w: Float64Array, options: SamOptions): Promise<SamSharpness> {
  const { rho, norm = "l2", scale = "none", eta = 0, steps = 20, starts = 3, random, signal = defaultSignal() } = options;
  expectPositive("rho", rho);
  expectCount("The number of steps", steps, 0);
  expectCount("The number of starts", starts);
  expectLength("The weights", w, f.dimension);
  if (!BALL_NORMS.includes(norm)) throw new RangeError(`Unknown norm "${norm}". Expected one of ${BALL_NORMS.join(", ")}.`);
  const stretch = scaleOf(w, options);
  const ball = BALLS[norm];
  const counted = watchedLoss(f, options.onEvaluation, signal);
  /** Loss and gradient as functions of z, e = T z: there the region is a plain ball. */
  const at = async (z: Float64Array): Promise<LossAndGradient> => {
    const { loss, gradient } = await counted.lossAndGradientAt(w.map((value, i) => value + (stretch[i] as number) * (z[i] as number)));
    expectFinite(loss, `within rho = ${rho} of these weights`);
    return { loss, gradient: gradient.map((value, i) => value * (stretch[i] as number)) };
  };
  const centre = await at(new Float64Array(w.length));
  const isFlat = centre.gradient.every((value) => value === 0);
  const first = ball.furthest(centre.gradient, rho);
  const firstAnswer = isFlat ? centre : await at(first);
  const ascent: number[] = [];
  for (let i = 0; i < (steps > 0 ? starts : 0); i++) {
    const isFirst = i === 0 && !isFlat;
    const start = isFirst ? first : ball.start(w.length, rho, random.split("start", i));
    const top = await ascend(at, start, isFirst ? firstAnswer : await at(start), ball, rho, steps);
    ascent.push(top - centre.loss);
  }
  const oneStep = firstAnswer.loss - centre.loss;
  return {
    sharpness: Math.max(0, oneStep, ...ascent),
    oneStep,
    ascent,
    loss: centre.loss,
    ...{ rho, norm, scale, eta, steps, starts },
    evaluations: counted.evaluations,
  };
}

interface Ball {
  /** Where a linear function with this gradient is largest; the centre where the gradient is 0. */
  furthest(gradient: Float64Array, rho: number): Float64Array;
  project(z: Float64Array, rho: number): Float64Array;
  start(dimension: number, rho: number, random: Random): Float64Array;
}

/** z made as long as ρ; 0 stays. */
const withLength = (z: Float64Array, rho: number): Float64Array => {
  const is = length(z);
  return is > 0 ? z.map((value) => (rho * value) / is) : z;
};

const BALLS: Record<BallNorm, Ball> = {
  l2: {
    furthest: withLength,
    project: (z, rho) => (length(z) > rho ? withLength(z, rho) : z),
    start: (dimension, rho, random) =>
      withLength(
        Float64Array.from({ length: dimension }, () => random.normal()),
        rho,
      ),
  },
  linf: {
    furthest: (gradient, rho) => gradient.map((value) => rho * Math.sign(value)),
    project: (z, rho) => z.map((value) => Math.max(-rho, Math.min(rho, value))),
    start: (dimension, rho, random) => Float64Array.from({ length: dimension }, () => rho * (2 * random.uniform() - 1)),
  },
};

/** Where the step is this small the ascent has ended. */
const SMALLEST_STEP = 1e-6;

async function ascend(
  at: (z: Float64Array) => Promise<LossAndGradient>,
  start: Float64Array,
  answer: LossAndGradient,
  ball: Ball,
  rho: number,
  steps: number,
): Promise<number> {
  let [z, here, step] = [start, answer, 2];
  for (let i = 0; i < steps && step > SMALLEST_STEP; i++) {
    const direction = ball.furthest(here.gradient, rho);
    const next = ball.project(
      z.map((value, j) => value + step * (direction[j] as number)),
      rho,
    );
    const there = await at(next);
    if (there.loss > here.loss) [z, here] = [next, there];
    else step /= 2;
  }
  return here.loss;
}
