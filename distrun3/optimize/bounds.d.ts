export interface Bounds {
    lower: Float64Array;
    upper: Float64Array;
    /** Whether any variable has a bound. */
    some: boolean;
    /** Whether all variables have both. */
    all: boolean;
}
export type Bound = Float64Array | number | undefined;
/** @throws RangeError for bounds of another length than `n`, and for a lower bound above its upper one */
export declare function boundsOf(n: number, lower?: Bound, upper?: Bound): Bounds;
/** The point x + step · direction, moved into the bounds. */
export declare function pointAlong(x: Float64Array, step: number, direction: Float64Array, { lower, upper }: Bounds): Float64Array;
/** How far the direction can be followed until the first bound. */
export declare function longestStep(x: Float64Array, direction: Float64Array, { lower, upper }: Bounds): number;
/** Largest component of P(x − g) − x, which is zero at a minimum within the bounds. */
export declare function projectedGradient(x: Float64Array, g: Float64Array, { lower, upper }: Bounds): number;
