/** The ways up that look for the largest loss in a box, each from the same start: L-BFGS-B as published, L-BFGS-B to convergence, projected sign-gradient ascent. */
import { type LbfgsbEnd } from "../optimize/lbfgsb";
import type { Random } from "../random";
import type { PerturbationBox } from "./box";
import type { LossFunction } from "./loss-function";
/** A point of the box, its loss and the gradient with respect to z. */
interface Place {
    z: Float64Array;
    loss: number;
    gradient: Float64Array;
}
export interface Climb {
    loss: number;
    end: LbfgsbEnd;
}
/** Evaluations that L-BFGS-B may use for so many iterations; nearly always one or two each are enough. */
export declare const evaluationsFor: (iterations: number) => number;
export declare class BoxSearch {
    private readonly f;
    private readonly box;
    /** The highest point of all searches so far; at first x itself. */
    best: {
        loss: number;
        z: Float64Array;
    };
    constructor(f: LossFunction, box: PerturbationBox, loss: number);
    /** @throws RangeError where the loss or its gradient is no finite number */
    startAt(z: Float64Array): Promise<Place>;
    /** L-BFGS-B on z, with the options of SciPy but without its tolerances: near a flat minimum no slope is above 1e-5, and it would end where it starts. */
    published(start: Place, maxIterations: number): Promise<Climb>;
    /** L-BFGS-B on u = z / half, its first step as long as the box: where the loss is convex no curvature is ever learnt, and a step must not depend on the size of the slope. */
    toConvergence(start: Place, maxIterations: number): Promise<Climb>;
    /** z ← P(z + step · half · sign(gradient)), the step halved whenever the loss does not rise; at first any corner is one step away. */
    signAscent(start: Place, steps: number): Promise<number>;
    /** @param widths what one unit of each variable is in z */
    private climb;
    private at;
}
/** A start of each kind in turn: a uniformly random point of the box, a uniformly random corner. */
export declare function randomStart({ half }: PerturbationBox, index: number, random: Random): Float64Array;
export {};
