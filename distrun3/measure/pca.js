"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.trajectoryPlane = trajectoryPlane;
/** The plane in which a training moved most: principal components of its weights, seen from where it ended (Li et al., NeurIPS 2018, §7.2), with what the plane leaves out. */
const ml_matrix_1 = require("ml-matrix");
const signal_1 = require("../signal");
const operator_1 = require("./operator");
const plane_1 = require("./plane");
/** Below this share of the first component's length, a second one is rounding of float32 weights. */
const FLAT = 1e-6;
/**
 * Principal components of the differences wᵢ − w_last, not centred, so that the plane goes through the last point: among all such planes it has the least sum of squared residuals. Only
 * the k × k matrix of their products is decomposed, for k points of n weights: k²·n/2 multiplications. Signs: the first point has coordinates ≥ 0.
 * @param trajectory weights at some steps of one training, in order
 * @throws RangeError for fewer than 3 points, points of different networks, or such as lie in a line
 * @throws the signal's reason when it is aborted
 */
async function trajectoryPlane(trajectory, { onPoint, signal = (0, signal_1.defaultSignal)() } = {}) {
    const last = trajectory.at(-1);
    if (!last || trajectory.length < 3)
        throw new RangeError(`A plane needs 3 or more points of a training, got ${trajectory.length}.`);
    const wrong = trajectory.find((w) => w.length !== last.length);
    if (wrong)
        throw new RangeError(`The points are of different networks: ${wrong.length} and ${last.length} weights.`);
    const before = trajectory.slice(0, -1);
    const gram = ml_matrix_1.Matrix.zeros(before.length, before.length);
    for (const [i, a] of before.entries()) {
        await new Promise(setImmediate);
        signal?.throwIfAborted();
        for (let j = 0; j <= i; j++) {
            const product = dotFrom(last, a, before[j]);
            gram.set(i, j, product).set(j, i, product);
        }
        onPoint?.(i + 1, trajectory.length);
    }
    const { values, vectors } = descending(gram);
    const total = gram.trace();
    if (!(total > 0))
        throw new RangeError("All points of the training are the same: nothing moved.");
    if (!(Math.sqrt(Math.max(0, values[1])) > FLAT * Math.sqrt(values[0])))
        throw new RangeError("The points of the training lie in a line: they span no plane.");
    const plane = { origin: Float64Array.from(last), directions: directionsOf(before, last, vectors) };
    const points = trajectory.map((w) => (0, plane_1.projectOnto)(plane, w));
    const residuals = points.map(({ residual }) => residual);
    return {
        ...plane,
        explained: [values[0] / total, values[1] / total],
        spectrum: values.map((value) => Math.max(0, value) / total),
        points,
        largestResidual: Math.max(...residuals),
        residualShare: (0, operator_1.norm)(residuals) / Math.sqrt(total),
    };
}
/** ⟨a − from, b − from⟩ */
function dotFrom(from, a, b) {
    let sum = 0;
    for (let i = 0; i < from.length; i++) {
        const origin = from[i];
        sum += (a[i] - origin) * (b[i] - origin);
    }
    return sum;
}
function descending(gram) {
    const { realEigenvalues, eigenvectorMatrix } = new ml_matrix_1.EigenvalueDecomposition(gram, { assumeSymmetric: true });
    const order = realEigenvalues.map((_, i) => i).sort((a, b) => realEigenvalues[b] - realEigenvalues[a]);
    return { values: order.map((i) => realEigenvalues[i]), vectors: order.map((i) => eigenvectorMatrix.getColumn(i)) };
}
/** The two directions in weight space: differences put together with the eigenvectors' entries, then made orthonormal again against rounding. */
function directionsOf(before, last, vectors) {
    const [first, second] = [vectors[0], vectors[1]].map((entries) => {
        const sign = entries[0] < 0 ? -1 : 1;
        const sum = new Float64Array(last.length);
        for (const [i, w] of before.entries()) {
            const share = sign * entries[i];
            for (let j = 0; j < sum.length; j++)
                sum[j] = sum[j] + share * (w[j] - last[j]);
        }
        return sum;
    });
    const u = (0, operator_1.scaled)(first, 1 / (0, operator_1.norm)(first));
    for (let pass = 0; pass < 2; pass++)
        (0, operator_1.addScaled)(second, -(0, operator_1.dot)(second, u), u);
    return [u, (0, operator_1.scaled)(second, 1 / (0, operator_1.norm)(second))];
}
//# sourceMappingURL=pca.js.map