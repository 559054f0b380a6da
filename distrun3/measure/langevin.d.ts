/** A Markov chain around a point whose steps follow the gradient and are accepted or not, so that its measure is exact: preconditioned Crank–Nicolson Langevin (Cotter, Roberts, Stuart and White, 2013, §4). */
import type { Random } from "../random";
import type { LossAndGradient, LossFunction } from "./loss-function";
/** Where a chain is: u = w' − w, and loss and gradient there. */
export interface ChainState extends LossAndGradient {
    u: Float64Array;
}
export interface Accepted {
    accepted: number;
    steps: number;
}
export declare const acceptanceOf: ({ accepted, steps }: Accepted) => number;
/** The measure ∝ exp(−b L(w + u) − precision/2 ‖u‖²); b can change between two runs. */
export declare class PriorChain {
    private readonly f;
    private readonly w;
    private readonly precision;
    private readonly random;
    private state;
    /** Step size δ, at most 2: there each proposal is a fresh draw, moved by the gradient. */
    private delta;
    private constructor();
    /** A chain at an exact draw of the measure with b = 0. @throws RangeError when the loss there is no finite number */
    static begin(f: LossFunction, w: Float64Array, precision: number, random: Random): Promise<PriorChain>;
    /** Moves on; the step size is set in the first `burnIn` steps and fixed after them. One evaluation a step. @returns what was accepted after them */
    run(b: number, burnIn: number, samples: number, onSample: (state: ChainState) => void): Promise<Accepted>;
    /** Proposes v ~ N(mean(u), s² I), the step of size δ of the Langevin equation, its linear part solved exactly so that with b = 0 all are accepted. */
    private step;
}
