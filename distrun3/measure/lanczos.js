"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.topEigenpairs = topEigenpairs;
/** Extreme eigenpairs of a symmetric operator by the method of Lanczos, with their multiplicities and true residuals. */
const ml_matrix_1 = require("ml-matrix");
const krylov_1 = require("./krylov");
const operator_1 = require("./operator");
/**
 * The `k` outermost eigenpairs, an eigenvalue as often as it is one. A Krylov space holds one direction of each eigenvalue; so for k > 1 the space beside the pairs found is
 * searched as well, until nothing further out is left in it: until its outermost Ritz pair has converged, or until a missed one had a probability below 0.001 to stay hidden
 * (Kuczyński and Woźniakowski, SIAM J. Matrix Anal. Appl. 13, 1992).
 * @throws RangeError when `k` is not between 1 and the dimension, and for fewer than 2k products
 */
async function topEigenpairs(operator, k, options) {
    const { end = "largest", tolerance = 1e-3, maxProducts = Math.max(100, 2 * k) } = options;
    expectRoom(operator.dimension, k, { ...options, maxProducts, tolerance });
    const counted = (0, operator_1.watched)(operator, maxProducts, options);
    const { maxBasis = Math.max(2 * k + 10, Math.floor(2 ** 27 / operator.dimension)), random } = options;
    // Half the tolerance: the true residuals, within all pairs together, are a little larger than those of each search.
    const search = new Search(counted, { k, end, tolerance: tolerance / 2, most: maxProducts - k, maxBasis, random });
    let found = await search.first(options.start);
    let isComplete = search.isSettled;
    while (k > 1 && isComplete && found.length < operator.dimension) {
        const further = await search.beside(found);
        isComplete = search.isSettled;
        if (further.length === 0)
            break;
        found = [...found, ...further].sort(outermostFirst(end));
    }
    const pairs = (await rayleighRitz(counted, found.slice(0, k))).sort(outermostFirst(end));
    const converged = isComplete && pairs.every(({ residual }) => residual <= tolerance * search.size);
    return { pairs, converged, products: counted.products, end, tolerance };
}
function expectRoom(dimension, k, options) {
    const { maxProducts, tolerance, maxBasis = k + 2, start } = options;
    if (!Number.isInteger(k) || k < 1 || k > dimension)
        throw new RangeError(`The number of eigenpairs must be an integer from 1 to the dimension ${dimension}, got ${k}.`);
    if (!Number.isInteger(maxProducts) || maxProducts < 2 * k)
        throw new RangeError(`${k} eigenpairs need ${2 * k} products or more, half of them for the residuals; got ${maxProducts}.`);
    if (!(tolerance > 0))
        throw new RangeError(`The tolerance must be above 0, got ${tolerance}.`);
    if (!Number.isInteger(maxBasis) || maxBasis < k + 2)
        throw new RangeError(`A search for ${k} eigenpairs holds ${k + 2} vectors or more, got ${maxBasis}.`);
    if (start && start.length !== dimension)
        throw new RangeError(`The start must be a vector of ${dimension} numbers, got one of ${start.length}.`);
}
class Search {
    operator;
    settings;
    /** Of the largest Ritz value. */
    size = 0;
    /** Whether the last look came to an end before the products did. */
    isSettled = false;
    constructor(operator, settings) {
        this.operator = operator;
        this.settings = settings;
    }
    /** The `k` outermost Ritz pairs of one Krylov space. */
    first(guess) {
        const { k, random } = this.settings;
        const start = guess && halfRandom(guess, random);
        const space = new krylov_1.KrylovSpace(this.operator, { random, ...(start ? { start } : {}) });
        return this.look(space, (ritz) => (ritz.length < k ? undefined : ritz.slice(0, k)));
    }
    /** What lies beside the pairs found and further out than the k-th of them. */
    beside(found) {
        const { k, end, tolerance, random } = this.settings;
        const last = found[k - 1].value;
        const space = new krylov_1.KrylovSpace(this.operator, { random, locked: found.map(({ vector }) => vector) });
        return this.look(space, (ritz) => {
            const further = ritz.filter(({ value }) => rank(value, end) < rank(last, end) - tolerance * this.size);
            if (further.length > 0)
                return further;
            const [first] = ritz;
            return this.hasConverged(first) || nothingHidden(ritz, last, end, this.operator.dimension, space.basis.length) ? [] : undefined;
        });
    }
    /** Grows the space until the wanted pairs have converged. @param wanted tells them from all, outermost first; undefined when more of the space is needed to tell */
    async look(space, wanted) {
        const { k, end, most, maxBasis } = this.settings;
        let answer;
        this.isSettled = false;
        while (!this.isSettled && this.operator.products < most) {
            await space.grow();
            const ritz = space.ritz().sort(outermostFirst(end));
            this.size = Math.max(this.size, ...ritz.map(({ value }) => Math.abs(value)));
            answer = wanted(ritz);
            this.isSettled = answer?.every((each) => this.hasConverged(each)) ?? false;
            if (!this.isSettled && space.basis.length >= maxBasis && this.operator.products < most) {
                space.restart(ritz.slice(0, Math.ceil((k + maxBasis) / 2)));
            }
        }
        return (answer ?? []).map((each) => ({ value: each.value, vector: space.vectorOf(each) }));
    }
    hasConverged({ residual }) {
        return residual <= this.settings.tolerance * this.size;
    }
}
/** Smaller for what is further out. */
const rank = (value, end) => (end === "magnitude" ? -Math.abs(value) : end === "largest" ? -value : value);
const outermostFirst = (end) => (a, b) => rank(a.value, end) - rank(b.value, end);
function halfRandom(guess, random) {
    const noise = (0, krylov_1.randomNormal)(guess.length, random);
    const length = (0, operator_1.norm)(guess);
    if (length > 0)
        (0, operator_1.addScaled)(noise, (0, operator_1.norm)(noise) / length, guess);
    return noise;
}
/**
 * Whether an eigenvalue further out than `last` would have shown in a Krylov space that began at random: after j products the outermost Ritz value falls short by more than the share
 * ε of the spectrum's width with a probability of at most 1.648 √n exp(−(2j − 1) √ε).
 */
function nothingHidden(ritz, last, end, n, products) {
    const values = ritz.map(({ value }) => value);
    const [lowest, highest] = [Math.min(...values), Math.max(...values)];
    const size = Math.abs(last);
    const shares = {
        largest: [(last - highest) / (last - lowest)],
        smallest: [(lowest - last) / (highest - last)],
        magnitude: [(size - highest) / (size - lowest), (lowest + size) / (highest + size)],
    }[end];
    return shares.every((share) => 1.648 * Math.sqrt(n) * Math.exp(-(2 * products - 1) * Math.sqrt(share)) < 0.001);
}
/** The operator's eigenpairs within what some orthonormal vectors span, with one product each. */
async function rayleighRitz(operator, found) {
    const vectors = found.map(({ vector }) => vector);
    const products = [];
    for (const vector of vectors)
        products.push(Float64Array.from(await operator.apply(vector)));
    const inside = new ml_matrix_1.Matrix(vectors.map((a, i) => products.map((b, j) => ((0, operator_1.dot)(a, b) + (0, operator_1.dot)(vectors[j], products[i])) / 2)));
    const { realEigenvalues, eigenvectorMatrix } = new ml_matrix_1.EigenvalueDecomposition(inside, { assumeSymmetric: true });
    return realEigenvalues.map((value, i) => {
        const weights = eigenvectorMatrix.getColumn(i);
        const vector = (0, krylov_1.combined)(vectors, weights);
        const rest = (0, krylov_1.combined)(products, weights);
        (0, operator_1.addScaled)(rest, -value, vector);
        const length = (0, operator_1.norm)(vector);
        return { value, vector: (0, operator_1.scaled)(vector, 1 / length), residual: (0, operator_1.norm)(rest) / length };
    });
}
//# sourceMappingURL=lanczos.js.map