import { type Grid } from "./surface";
type Vector = Float32Array | Float64Array;
/** origin + α·u + β·v with u and v of unit length and at a right angle: distances in the picture are distances in weight space. */
export interface Plane {
    origin: Float64Array;
    directions: [Float64Array, Float64Array];
}
/** A point as seen from a plane, all in units of weight space. */
export interface Projection {
    alpha: number;
    beta: number;
    /** Distance of the point from the plane: where it is not 0, the loss there is not that of the picture. */
    residual: number;
    /** Distance of the point from the plane's origin. */
    distance: number;
}
export interface MinimaPlane extends Plane {
    /** The three points; their residuals are rounding. */
    points: [Projection, Projection, Projection];
}
/**
 * The plane through three points by Gram–Schmidt: u from the first to the second, v the part of the third at a right angle to it. The first lies at (0, 0), the second at (‖w₂ − w₁‖, 0).
 * @throws RangeError for points of different networks, or such as lie in a line
 */
export declare function planeThrough(first: Vector, second: Vector, third: Vector): MinimaPlane;
/** The nearest point of the plane, and how far from it `w` lies. @throws RangeError for a point of another network */
export declare function projectOnto({ origin, directions: [u, v] }: Plane, w: Vector): Projection;
export interface PlaneGridOptions {
    /** A side; default 51. */
    points?: number;
    /** Added on each side, as a share of the points' span; default 0.2, as in the authors' code. */
    margin?: number;
}
/**
 * A grid over the points with a margin. Where they span nothing in one direction, it takes the other's span.
 * @throws RangeError for a margin below 0, or where all points are the same
 */
export declare function gridAround(projections: readonly Pick<Projection, "alpha" | "beta">[], options?: PlaneGridOptions): Required<Grid>;
export {};
