import type { Bounds } from "./bounds";
import type { CauchyPoint } from "./cauchy";
import { type CompactMatrix } from "./compact";
/** @returns where the model sends `x`: within the bounds, and down the gradient at `x` */
export declare function subspaceMinimum(x: Float64Array, g: Float64Array, bounds: Bounds, cauchy: CauchyPoint, b: CompactMatrix): Float64Array;
