"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.CompactMatrix = void 0;
exports.cholesky = cholesky;
/** The limited-memory matrix of L-BFGS in its compact form, B = θI − W M Wᵀ with W = [Y, θS] (Byrd, Nocedal and Schnabel, 1994; Byrd, Lu, Nocedal and Zhu, 1995, §3). */
const ml_matrix_1 = require("ml-matrix");
const vectors_1 = require("./vectors");
/** Below this share of yᵀy, sᵀy is no sign of positive curvature, and the pair is left out (equation 3.9). */
const LEAST_CURVATURE = Number.EPSILON;
class CompactMatrix {
    memory;
    start;
    /** θ: the size of the curvature where nothing is known. */
    theta;
    /** sᵢ and yᵢ, the oldest first. Scaled so that sᵢᵀyᵢ = 1, which leaves B as it is and makes D the identity. */
    steps = [];
    changes = [];
    /** sᵢᵀsⱼ and sᵢᵀyⱼ */
    ss = [];
    sy = [];
    /** M, row by row. */
    m = new Float64Array();
    /**
     * @param memory number of pairs that are kept
     * @param start θ as long as no pair is known
     */
    constructor(memory, start = 1) {
        this.memory = memory;
        this.start = start;
        this.theta = start;
    }
    /** Columns of W. */
    get columns() {
        return 2 * this.steps.length;
    }
    /** Forgets all pairs. */
    clear() {
        Object.assign(this, { theta: this.start, steps: [], changes: [], ss: [], sy: [], m: new Float64Array() });
    }
    /**
     * Takes in a step `s` and the change `y` of the gradient over it; both are kept and scaled. A pair without positive curvature is left out.
     * @returns whether it was taken
     */
    update(s, y) {
        const [sy, yy] = [(0, vectors_1.dot)(s, y), (0, vectors_1.dot)(y, y)];
        if (!(sy > LEAST_CURVATURE * yy))
            return false;
        for (const v of [s, y])
            (0, vectors_1.scale)(v, 1 / Math.sqrt(sy));
        if (this.steps.length === this.memory)
            this.dropOldest();
        this.append(s, y);
        this.theta = yy / sy;
        if (!this.renewMiddle()) {
            // Rounding has spoilt the older pairs: the newest alone is safe.
            while (this.steps.length > 1)
                this.dropOldest();
            this.renewMiddle();
        }
        return true;
    }
    append(s, y) {
        for (const [i, step] of this.steps.entries()) {
            this.ss[i]?.push((0, vectors_1.dot)(step, s));
            this.sy[i]?.push((0, vectors_1.dot)(step, y));
        }
        this.ss.push([...this.ss.map((row) => row.at(-1)), (0, vectors_1.dot)(s, s)]);
        this.sy.push([...this.changes.map((change) => (0, vectors_1.dot)(s, change)), 1]);
        this.steps.push(s);
        this.changes.push(y);
    }
    dropOldest() {
        for (const list of [this.steps, this.changes, this.ss, this.sy, ...this.ss, ...this.sy])
            list.shift();
    }
    /** M v, for a vector of `columns` numbers. */
    middleTimes(v, into = new Float64Array(v.length)) {
        const { m } = this;
        for (let i = 0, at = 0; i < v.length; i++) {
            let sum = 0;
            for (let j = 0; j < v.length; j++)
                sum += m[at++] * v[j];
            into[i] = sum;
        }
        return into;
    }
    /** Wᵀ v */
    transposeTimes(v) {
        return Float64Array.from([...this.changes.map((y) => (0, vectors_1.dot)(y, v)), ...this.steps.map((s) => this.theta * (0, vectors_1.dot)(s, v))]);
    }
    /** Row `i` of W, written into `into`. */
    row(i, into) {
        const { steps, changes, theta } = this;
        const k = steps.length;
        for (let j = 0; j < k; j++) {
            into[j] = changes[j][i];
            into[k + j] = theta * steps[j][i];
        }
    }
    /** W's columns, each with the factor by which `c` weighs it: W c is their sum. */
    weighed(c) {
        const k = this.steps.length;
        return [
            ...this.changes.map((column, j) => ({ column, factor: c[j] })),
            ...this.steps.map((column, j) => ({ column, factor: this.theta * c[k + j] })),
        ];
    }
    /**
     * M = [−I Lᵀ; L θSᵀS]⁻¹ by blocks, L what is below the diagonal of SᵀY: with T = θSᵀS + LLᵀ it is [LᵀT⁻¹L − I, LᵀT⁻¹; T⁻¹L, T⁻¹].
     * @returns false where rounding leaves T without a Cholesky factor
     */
    renewMiddle() {
        const k = this.steps.length;
        const l = new ml_matrix_1.Matrix(this.sy.map((row, i) => row.map((value, j) => (i > j ? value : 0))));
        const t = cholesky(new ml_matrix_1.Matrix(this.ss).mul(this.theta).add(l.mmul(l.transpose())));
        if (!t)
            return false;
        const low = t.solve(l);
        const m = ml_matrix_1.Matrix.zeros(2 * k, 2 * k);
        m.setSubMatrix(l.transpose().mmul(low).sub(ml_matrix_1.Matrix.eye(k)), 0, 0).setSubMatrix(low.transpose(), 0, k);
        m.setSubMatrix(low, k, 0).setSubMatrix(t.solve(ml_matrix_1.Matrix.eye(k)), k, k);
        this.m = Float64Array.from(m.to1DArray());
        return this.m.every(Number.isFinite);
    }
}
exports.CompactMatrix = CompactMatrix;
/** The Cholesky factor of (A + Aᵀ) / 2; undefined where that is not positive definite. */
function cholesky(a) {
    const even = ml_matrix_1.Matrix.add(a, a.transpose()).mul(0.5);
    if (!even.to1DArray().every(Number.isFinite))
        return undefined;
    const factor = new ml_matrix_1.CholeskyDecomposition(even);
    return factor.isPositiveDefinite() ? factor : undefined;
}
//# sourceMappingURL=compact.js.map