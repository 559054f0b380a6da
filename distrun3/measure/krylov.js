"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.randomNormal = exports.KrylovSpace = void 0;
exports.orthogonalise = orthogonalise;
exports.combined = combined;
/** A Krylov space of a symmetric operator: an orthonormal basis that grows by the method of Lanczos with full reorthogonalisation (Golub and Van Loan, Matrix Computations, 4th ed., §10.1–10.3) and that can be cut down to its best directions when it is full (thick restart: Wu and Simon, SIAM J. Matrix Anal. Appl. 22, 2000). */
const ml_matrix_1 = require("ml-matrix");
const operator_1 = require("./operator");
/** What is left of a vector after orthogonalisation, relative to what it was, below which nothing is left but rounding. */
const NOTHING_LEFT = 1e-12;
class KrylovSpace {
    operator;
    /** Orthonormal. */
    basis = [];
    /** H · basis[i] = Σⱼ matrix[i][j] · basis[j] + coupling[i] · next. */
    matrix = [];
    coupling = [];
    next;
    /** Length of the longest product so far. */
    scale = 0;
    random;
    locked;
    constructor(operator, { random, start, locked = [] }) {
        this.operator = operator;
        this.random = random;
        this.locked = locked;
        this.next = start ? this.direction(Float64Array.from(start)) : this.fresh();
    }
    /** Whether the basis spans all that is not locked. */
    get isWhole() {
        return this.next === undefined;
    }
    /** Whether the operator leads nowhere out of the space: its Ritz pairs are eigenpairs. */
    get isInvariant() {
        return this.coupling.every((value) => value === 0);
    }
    /** One product and one direction more; in an invariant space a random one. */
    async grow() {
        const direction = this.next;
        if (!direction)
            throw new RangeError(`The space has all its ${this.basis.length} dimensions and cannot grow.`);
        const product = Float64Array.from(await this.operator.apply(direction));
        this.scale = Math.max(this.scale, (0, operator_1.norm)(product));
        this.border((0, operator_1.dot)(direction, product));
        this.basis.push(direction);
        this.away(product);
        const left = (0, operator_1.norm)(product);
        const isInvariant = this.isFull || left <= NOTHING_LEFT * this.scale;
        this.coupling = this.basis.map((_, i) => (i === this.basis.length - 1 && !isInvariant ? left : 0));
        this.next = isInvariant ? this.fresh() : (0, operator_1.scaled)(product, 1 / left);
    }
    /** The eigenpairs within the space, in ascending order. */
    ritz() {
        const { realEigenvalues, eigenvectorMatrix } = new ml_matrix_1.EigenvalueDecomposition(new ml_matrix_1.Matrix(this.matrix), { assumeSymmetric: true });
        return realEigenvalues.map((value, i) => {
            const weights = eigenvectorMatrix.getColumn(i);
            return { value, weights, residual: Math.abs((0, operator_1.dot)(this.coupling, weights)) };
        });
    }
    /** The vector of a Ritz pair. */
    vectorOf({ weights }) {
        return combined(this.basis, weights);
    }
    /** Keeps of the basis only what these Ritz pairs span; the next direction stays. */
    restart(kept) {
        this.coupling = kept.map(({ weights }) => (0, operator_1.dot)(this.coupling, weights));
        this.basis = kept.map((pair) => this.vectorOf(pair));
        this.matrix = kept.map(({ value }, i) => kept.map((_, j) => (i === j ? value : 0)));
    }
    /** Adds to the matrix the row and column of the next direction. */
    border(diagonal) {
        for (const [i, row] of this.matrix.entries())
            row.push(this.coupling[i]);
        this.matrix.push([...this.coupling, diagonal]);
    }
    get isFull() {
        return this.basis.length + this.locked.length >= this.operator.dimension;
    }
    away(v) {
        // Both in each pass: locked ones first and for all would let rounding along them grow from step to step.
        return orthogonalise(v, [...this.locked, ...this.basis]);
    }
    /** The unit vector along what a vector has outside the space; a random one if that is nothing. */
    direction(v) {
        const before = (0, operator_1.norm)(v);
        const left = (0, operator_1.norm)(this.away(v));
        return left > NOTHING_LEFT * before ? (0, operator_1.scaled)(v, 1 / left) : this.fresh();
    }
    fresh() {
        return this.isFull ? undefined : this.direction((0, exports.randomNormal)(this.operator.dimension, this.random));
    }
}
exports.KrylovSpace = KrylovSpace;
/** Takes out of `v`, in place, what lies along orthonormal vectors. Twice is enough (Parlett, The Symmetric Eigenvalue Problem, §6.9). */
function orthogonalise(v, basis) {
    for (let pass = 0; pass < 2; pass++)
        for (const each of basis)
            (0, operator_1.addScaled)(v, -(0, operator_1.dot)(each, v), each);
    return v;
}
/** Σ weights[i] · vectors[i] */
function combined(vectors, weights) {
    const sum = new Float64Array(vectors[0]?.length ?? 0);
    for (const [i, each] of vectors.entries())
        (0, operator_1.addScaled)(sum, weights[i], each);
    return sum;
}
const randomNormal = (n, random) => Float64Array.from({ length: n }, () => random.normal());
exports.randomNormal = randomNormal;
//# sourceMappingURL=krylov.js.map