/** The largest eigenvalue of the Hessian against 2/η along full-batch gradient descent (Cohen, Kaur, Li, Kolter and Talwalkar, ICLR 2021). */
import type { Random } from "../random";
import { defaultSignal } from "../signal";
import { type Eigenpair, topEigenpairs } from "./lanczos";
import { type LossAndGradient, type LossFunction, turn } from "./loss-function";
import { addScaled, type Operator } from "./operator";

export interface EdgeRow {
  step: number;
  loss: number;
  lambdaMax: number;
  /** ‖Hv − λv‖ of `lambdaMax`. */
  residual: number;
  /** Above it a step along the top eigenvector overshoots by more than it corrects: 2/η, with momentum (2 + 2β)/η. */
  threshold: number;
  /** lambdaMax / threshold: rises to about 1 and hovers there. */
  ratio: number;
}

export interface EdgeOptions {
  /** The weights to begin at; left as they are. */
  start: Float64Array;
  /** η: learning rate. */
  rate: number;
  /** β of heavy-ball momentum (v ← βv − ηg; w ← w + v), from 0 to below 1; default 0. */
  momentum?: number;
  /** Steps of gradient descent. */
  steps: number;
  /** Steps from one measured eigenvalue to the next; default 1. The last step is measured as well. */
  every?: number;
  /** Of the eigenvalue, relative; default 1e-3. */
  tolerance?: number;
  /** Products for one eigenvalue, at most; default 50. */
  maxProducts?: number;
  random: Random;
  /** Goes on where another call with the same options was; default: from the start. */
  from?: EdgeState | undefined;
  /** @param state where the training stands, a copy of its own: from it, it goes on bit for bit */
  onRow?(row: EdgeRow, state: EdgeState): void | Promise<void>;
  /** Ends the training between two steps. Default: in a notebook, that of the cell. */
  signal?: AbortSignal;
}

/** Where a training stands at its last row. */
export interface EdgeState {
  rows: EdgeRow[];
  products: number;
  w: Float64Array;
  velocity: Float64Array;
  /** The last eigenvector. */
  vector: Float64Array;
}

export interface EdgeResult {
  rows: EdgeRow[];
  /** The step at which the loss was no finite number any more, and the training ended; null where that never happened. */
  diverged: number | null;
  /** The weights at the end. */
  w: Float64Array;
  rate: number;
  momentum: number;
  /** Gradients and products that it took. */
  gradients: number;
  products: number;
}

/**
 * Trains by full-batch gradient descent and measures λ_max on the way, each time from the last eigenvector.
 * @param hessianAt the Hessian at `w`, a copy of its own
 * @throws RangeError for settings out of range, and a loss or gradient at the start that is no finite number
 */
export async function edgeOfStability(
  f: Pick<LossFunction, "dimension" | "lossAndGradientAt">,
  hessianAt: (w: Float64Array) => Operator,
  options: EdgeOptions,
): Promise<EdgeResult> {
  const { rate, momentum = 0, steps, every = 1, from, signal = defaultSignal() } = expectSettings(f.dimension, options);
  const threshold = (2 + 2 * momentum) / rate;
  const w = Float64Array.from(from?.w ?? options.start);
  const velocity = Float64Array.from(from?.velocity ?? new Float64Array(w.length));
  const sharpest = new Sharpest(hessianAt, options, signal);
  const rows = [...(from?.rows ?? [])];
  const known = rows.at(-1)?.step ?? -1;
  for (let step = Math.max(0, known); ; step++) {
    await turn(signal);
    const here = await f.lossAndGradientAt(w);
    if (!isNumber(here)) {
      if (step === 0) throw new RangeError(`The loss at the start is ${here.loss}, or its gradient is no finite number.`);
      return { rows, diverged: step, w, rate, momentum, gradients: step + 1, products: sharpest.products };
    }
    if (step > known && (step % every === 0 || step === steps)) {
      const { value, vector, residual } = await sharpest.at(w, step);
      const row = { step, loss: here.loss, lambdaMax: value, residual, threshold, ratio: value / threshold };
      rows.push(row);
      await options.onRow?.(row, {
        rows: [...rows],
        products: sharpest.products,
        w: Float64Array.from(w),
        velocity: Float64Array.from(velocity),
        vector,
      });
    }
    if (step === steps) return { rows, diverged: null, w, rate, momentum, gradients: step + 1, products: sharpest.products };
    for (let i = 0; i < w.length; i++) velocity[i] = momentum * (velocity[i] as number) - rate * (here.gradient[i] as number);
    addScaled(w, 1, velocity);
  }
}

/** The top eigenpair at one point after another. */
class Sharpest {
  products: number;
  private last: Float64Array | undefined;

  constructor(
    private readonly hessianAt: (w: Float64Array) => Operator,
    private readonly options: EdgeOptions,
    private readonly signal: AbortSignal | undefined,
  ) {
    this.products = options.from?.products ?? 0;
    this.last = options.from?.vector;
  }

  /** @param step names the random numbers of this search, so that one that goes on has those of one that was never interrupted */
  async at(w: Float64Array, step: number): Promise<Eigenpair> {
    const { random, tolerance = 1e-3, maxProducts = 50 } = this.options;
    const found = await topEigenpairs(this.hessianAt(Float64Array.from(w)), 1, {
      random: random.split("step", step),
      tolerance,
      maxProducts,
      ...(this.last ? { start: this.last } : {}),
      ...(this.signal ? { signal: this.signal } : {}),
    });
    const [top] = found.pairs as [Eigenpair];
    this.products += found.products;
    this.last = top.vector;
    return top;
  }
}

const isNumber = ({ loss, gradient }: LossAndGradient): boolean => Number.isFinite(loss) && gradient.every(Number.isFinite);

function expectSettings(dimension: number, options: EdgeOptions): EdgeOptions {
  const { start, rate, momentum = 0, steps, every = 1 } = options;
  if (start.length !== dimension) throw new RangeError(`The start must have ${dimension} weights, got ${start.length}.`);
  if (!(rate > 0 && Number.isFinite(rate))) throw new RangeError(`The learning rate must be above 0, got ${rate}.`);
  if (!(momentum >= 0 && momentum < 1)) throw new RangeError(`The momentum must be from 0 to below 1, got ${momentum}.`);
  if (!Number.isInteger(steps) || steps < 0) throw new RangeError(`The number of steps must be an integer of 0 or more, got ${steps}.`);
  if (!Number.isInteger(every) || every < 1)
    throw new RangeError(`The steps between two measurements must be an integer of 1 or more, got ${every}.`);
  return options;
}
