"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.subspaceMinimum = subspaceMinimum;
/** The minimum of the quadratic model over the variables that are free at the Cauchy point (Byrd, Lu, Nocedal and Zhu, 1995, §5.1), projected as Morales and Nocedal (ACM TOMS 38, 2011) do. */
const ml_matrix_1 = require("ml-matrix");
const compact_1 = require("./compact");
const products_1 = require("./products");
const vectors_1 = require("./vectors");
/** @returns where the model sends `x`: within the bounds, and down the gradient at `x` */
function subspaceMinimum(x, g, bounds, cauchy, b) {
    const { free, held } = split(cauchy.x, bounds);
    // Without pairs the Cauchy point is the minimum over the free variables.
    if (free.length === 0 || b.columns === 0)
        return cauchy.x;
    const step = newtonStep(x, g, cauchy, free, held, b);
    if (!step)
        return cauchy.x;
    const projected = moved(cauchy.x, free, step, 1, bounds);
    let slope = 0;
    for (let i = 0; i < x.length; i++)
        slope += g[i] * (projected[i] - x[i]);
    return slope < 0 ? projected : moved(cauchy.x, free, step, partWithin(cauchy.x, free, step, bounds), bounds);
}
/** Which variables lie between their bounds, and which on one. */
function split(x, { lower, upper }) {
    const [free, held] = [new Uint32Array(x.length), new Uint32Array(x.length)];
    let [frees, helds] = [0, 0];
    for (let i = 0; i < x.length; i++) {
        const value = x[i];
        if (value > lower[i] && value < upper[i])
            free[frees++] = i;
        else
            held[helds++] = i;
    }
    return { free: free.subarray(0, frees), held: held.subarray(0, helds) };
}
/** −(ZᵀBZ)⁻¹ r for the free variables Z, r the model's gradient at the Cauchy point: −r/θ − ZᵀW K⁻¹ WᵀZ r / θ², K = M⁻¹ − WᵀZZᵀW/θ (equation 5.11). */
function newtonStep(x, g, cauchy, free, held, b) {
    const { theta, steps, changes } = b;
    const r = new Float64Array(free.length);
    for (let j = 0; j < free.length; j++) {
        const i = free[j];
        r[j] = g[i] + theta * (cauchy.x[i] - x[i]);
    }
    addColumns(r, -1, b, b.middleTimes(cauchy.c), free);
    const at = (column) => (0, vectors_1.dot)((0, vectors_1.gather)(column, free), r);
    const inner = solveInner(b, free, held, changes.map(at), steps.map((s) => theta * at(s)));
    if (!inner?.every(Number.isFinite))
        return undefined;
    const step = r.map((value) => -value / theta);
    addColumns(step, -1 / theta ** 2, b, inner, free);
    return step;
}
/** to += factor · ZᵀW c */
function addColumns(to, factor, b, c, free) {
    for (const weighed of b.weighed(c)) {
        const [by, column] = [factor * weighed.factor, weighed.column];
        for (let j = 0; j < to.length; j++)
            to[j] = to[j] + by * column[free[j]];
    }
}
/**
 * Solves K u = v. K = [−P Eᵀ; E Q] with P = I + YᵀZZᵀY/θ and Q = θSᵀAAᵀS, A the held variables, Z the free ones; so two Cholesky factors do, and nothing cancels.
 * @returns undefined where rounding leaves a matrix that must be positive definite without that
 */
function solveInner(b, free, held, v1, v2) {
    const { theta, steps, changes } = b;
    const k = steps.length;
    const triangle = (rows, columns) => {
        const products = (0, products_1.productsAt)(rows, columns, columns, "lower");
        return new ml_matrix_1.Matrix(products.map((row, i) => row.map((_, j) => (i >= j ? products[i]?.[j] : products[j]?.[i]))));
    };
    const p = triangle(free, changes).div(theta).add(ml_matrix_1.Matrix.eye(k));
    const q = triangle(held, steps).mul(theta);
    const above = (0, products_1.productsAt)(free, steps, changes, "upper");
    const below = (0, products_1.productsAt)(held, steps, changes, "lower");
    const e = new ml_matrix_1.Matrix(below.map((row, i) => row.map((value, j) => (i > j ? value : -above[i]?.[j]))));
    const first = (0, compact_1.cholesky)(p);
    const second = first && (0, compact_1.cholesky)(q.add(e.mmul(first.solve(e.transpose()))));
    if (!second)
        return undefined;
    const [y, s] = [ml_matrix_1.Matrix.columnVector(v1), ml_matrix_1.Matrix.columnVector(v2)];
    const u2 = second.solve(s.add(e.mmul(first.solve(y))));
    const u1 = first.solve(e.transpose().mmul(u2).sub(y));
    return Float64Array.from([...u1.to1DArray(), ...u2.to1DArray()]);
}
/** `x` with a part of the step of the free variables, moved into the bounds. */
function moved(x, free, step, part, { lower, upper }) {
    const result = Float64Array.from(x);
    for (let j = 0; j < free.length; j++) {
        const i = free[j];
        result[i] = (0, vectors_1.clamp)(x[i] + part * step[j], lower[i], upper[i]);
    }
    return result;
}
/** The largest part of the step, up to the whole, that stays within the bounds. */
function partWithin(x, free, step, { lower, upper }) {
    let part = 1;
    for (let j = 0; j < free.length; j++) {
        const [i, by] = [free[j], step[j]];
        if (by !== 0)
            part = Math.min(part, ((by > 0 ? upper[i] : lower[i]) - x[i]) / by);
    }
    return part;
}
//# sourceMappingURL=subspace.js.map