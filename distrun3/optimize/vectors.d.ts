/** The few operations on long vectors that optimizers and measures need, as plain loops: they carry its time at a million variables. */
export declare const clamp: (value: number, lower: number, upper: number) => number;
/** aᵀb; four sums side by side are quicker, and round less, than one. Quickest where both are always of one kind. */
export declare function dot(a: ArrayLike<number>, b: ArrayLike<number>, length?: number): number;
/** a − b */
export declare function difference(a: Float64Array, b: Float64Array): Float64Array;
/** to += factor · from */
export declare function addScaled(to: Float64Array, factor: number, from: ArrayLike<number>): void;
/** v *= factor */
export declare function scale(v: Float64Array, factor: number): void;
export declare function areFinite(v: Float64Array): boolean;
/** The entries of `v` in some rows. */
export declare function gather(v: Float64Array, rows: Uint32Array, into?: Float64Array): Float64Array;
