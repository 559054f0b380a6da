export type Column = Float32Array | Float64Array;
/**
 * lᵢᵀrⱼ over some rows, in float64.
 * @param rows their numbers; or how many, from the first on
 * @param part which are needed, those of the diagonal among them; the others hold no meaning
 */
export declare function productsAt(rows: Uint32Array | number, left: readonly Column[], right: readonly Column[], part: "lower" | "upper"): number[][];
