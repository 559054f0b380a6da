/** The generalized Cauchy point: the first minimum of the quadratic model along the projected gradient (Byrd, Lu, Nocedal and Zhu, 1995, §4, Algorithm CP). */
import { type Bounds } from "./bounds";
import type { CompactMatrix } from "./compact";
export interface CauchyPoint {
    x: Float64Array;
    /** Wᵀ (x_cauchy − x) */
    c: Float64Array;
}
/** @param x within the bounds, @param g the gradient there, @param b the model's matrix */
export declare function cauchyPoint(x: Float64Array, g: Float64Array, bounds: Bounds, b: CompactMatrix): CauchyPoint;
