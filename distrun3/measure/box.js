"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.SUBSPACE_LAWS = void 0;
exports.fullBox = fullBox;
exports.subspaceBox = subspaceBox;
exports.randomColumns = randomColumns;
/** The box around a point in which Keskar et al. look for the largest loss, in the full space or in a random subspace (Keskar et al., ICLR 2017, Metric 2.1, equations 3 and 4). */
const ml_matrix_1 = require("ml-matrix");
const products_1 = require("../optimize/products");
/** How the entries of A are drawn, all independent: standard normal; ±1; uniform in [−1, 1). The paper says "randomly generated" and no more. */
exports.SUBSPACE_LAWS = ["normal", "signs", "uniform"];
/** A = I: |zᵢ| ≤ ε (|xᵢ| + 1). @throws RangeError unless ε > 0 and `x` is finite */
function fullBox(x, epsilon) {
    expectBox(x, epsilon);
    return {
        epsilon,
        size: x.length,
        half: x.map((value) => epsilon * (Math.abs(value) + 1)),
        pointAt: (z) => x.map((value, i) => value + z[i]),
        pullBack: (g) => Float64Array.from(g),
    };
}
/**
 * |zᵢ| ≤ ε (|(A⁺x)ᵢ| + 1) with A given by its columns.
 * @param signal ends it between two blocks of rows
 * @throws RangeError for columns of another length, where A is singular (A⁺ = (AᵀA)⁻¹Aᵀ needs independent columns), unless ε > 0 and `x` is finite
 */
async function subspaceBox(x, epsilon, columns, signal) {
    expectBox(x, epsilon);
    const wrong = columns.find((column) => column.length !== x.length);
    if (wrong || columns.length === 0)
        throw new RangeError(`A needs columns of ${x.length} numbers, got ${wrong ? `one of ${wrong.length}` : "none"}.`);
    return {
        epsilon,
        size: columns.length,
        half: (await coordinates(x, columns, signal)).map((value) => epsilon * (Math.abs(value) + 1)),
        pointAt: (z) => {
            const point = Float64Array.from(x);
            for (const [j, column] of columns.entries()) {
                const by = z[j];
                if (by !== 0)
                    for (let i = 0; i < point.length; i++)
                        point[i] = point[i] + by * column[i];
            }
            return point;
        },
        pullBack: (g) => Float64Array.from(columns, (column) => product(column, g)),
    };
}
/**
 * Columns of a random A, in float32: p = 100 columns of a network with a million weights are 400 MB. The event loop turns between two of them.
 * @param signal ends it between two columns
 * @throws RangeError unless p is an integer from 1 to the dimension
 */
async function randomColumns(dimension, p, law, random, signal) {
    if (!Number.isInteger(p) || p < 1 || p > dimension)
        throw new RangeError(`The subspace must have from 1 to ${dimension} dimensions, as many as there are weights, got ${p}.`);
    if (!Object.hasOwn(FILL, law))
        throw new RangeError(`The law of A is one of ${exports.SUBSPACE_LAWS.join(", ")}; got ${law}.`);
    const columns = [];
    while (columns.length < p) {
        await turn(signal);
        const column = new Float32Array(dimension);
        FILL[law](column, random);
        columns.push(column);
    }
    return columns;
}
/** One loop a law, so that each number costs no call through a variable. */
const FILL = {
    normal: (column, random) => {
        for (let i = 0; i < column.length; i++)
            column[i] = random.normal();
    },
    signs: (column, random) => {
        for (let i = 0; i < column.length; i++)
            column[i] = random.bits() & 1 ? 1 : -1;
    },
    uniform: (column, random) => {
        for (let i = 0; i < column.length; i++)
            column[i] = 2 * random.uniform() - 1;
    },
};
/** Lets the event loop turn. @throws the signal's reason when it is aborted */
async function turn(signal) {
    await new Promise(setImmediate);
    signal?.throwIfAborted();
}
/** Rows that are multiplied between two turns of the event loop: a tenth of a second for 100 columns. */
const ROWS_A_TURN = 2 ** 15;
/** Products of all columns with each other, the lower triangle. */
async function productsOf(all, rows, signal) {
    const sums = all.map(() => all.map(() => 0));
    for (let from = 0; from < rows; from += ROWS_A_TURN) {
        await turn(signal);
        const part = all.map((column) => column.subarray(from, from + ROWS_A_TURN));
        const products = (0, products_1.productsAt)(part[0].length, part, part, "lower");
        for (const [i, row] of sums.entries())
            for (let j = 0; j <= i; j++)
                row[j] = row[j] + products[i]?.[j];
    }
    return sums;
}
/** Condition of AᵀA, its columns scaled to length 1, from which on A counts as singular. */
const SINGULAR = 1e12;
/** A⁺x, from the normal equations with columns scaled to length 1. */
async function coordinates(x, columns, signal) {
    const all = [...columns, x];
    const gram = await productsOf(all, x.length, signal);
    const p = columns.length;
    const entry = (i, j) => gram[Math.max(i, j)]?.[Math.min(i, j)];
    const sizes = columns.map((_, i) => Math.sqrt(entry(i, i)));
    const scaled = new ml_matrix_1.Matrix(columns.map((_, i) => columns.map((_, j) => entry(i, j) / sizes[i] / sizes[j])));
    const condition = sizes.every((size) => size > 0 && size < Number.POSITIVE_INFINITY)
        ? new ml_matrix_1.SingularValueDecomposition(scaled).condition
        : Number.POSITIVE_INFINITY;
    if (!(condition < SINGULAR))
        throw new RangeError(`A is singular (condition of AᵀA: ${condition.toExponential(1)}): its columns must be independent.`);
    const right = ml_matrix_1.Matrix.columnVector(sizes.map((size, i) => entry(p, i) / size));
    return Float64Array.from((0, ml_matrix_1.solve)(scaled, right).to1DArray(), (value, i) => value / sizes[i]);
}
function product(a, b) {
    let sum = 0;
    for (let i = 0; i < b.length; i++)
        sum += a[i] * b[i];
    return sum;
}
function expectBox(x, epsilon) {
    if (!(epsilon > 0 && Number.isFinite(epsilon)))
        throw new RangeError(`epsilon must be a number above 0, got ${epsilon}. The paper uses 1e-3 and 5e-4.`);
    if (!x.every(Number.isFinite))
        throw new RangeError("The weights have components that are no finite numbers: there is no box around them.");
}
//# sourceMappingURL=box.js.map