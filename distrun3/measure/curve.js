"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.blend = exports.CURVE_ALPHAS = exports.CURVES = void 0;
exports.curvePath = curvePath;
exports.shares = shares;
exports.pointOn = pointOn;
exports.statisticsBetween = statisticsBetween;
const network_1 = require("../model/network");
const networks_1 = require("../model/networks");
const signal_1 = require("../signal");
const point_evaluations_1 = require("./point-evaluations");
/** `linear`: (1 − α) · w₀ + α · w₁. `curvilinear`: cos(απ/2) · w₀ + sin(απ/2) · w₁. Both are at w₀ for α = 0 and at w₁ for α = 1. */
exports.CURVES = ["linear", "curvilinear"];
/** 25 points: of the line from −1 to 2, as in the authors' code; of the quarter circle from 0 to 3/2, our choice. */
exports.CURVE_ALPHAS = {
    linear: Array.from({ length: 25 }, (_, i) => -1 + i / 8),
    curvilinear: Array.from({ length: 25 }, (_, i) => i / 16),
};
/**
 * Loss and accuracy of training and test data along a curve from one trained network to another. Costs one evaluation of both sets a point (`recomputed`: the training data twice).
 * @returns the points; fewer than asked for when the signal ended it
 * @throws RangeError when the two are different networks
 */
async function curvePath(from, to, data, options = {}) {
    const { curve = "linear", alphas = exports.CURVE_ALPHAS[curve], batchNorm = "batch", onPoint, signal = (0, signal_1.defaultSignal)() } = options;
    if (to.weights.length !== from.weights.length)
        throw new RangeError(`The two ends are different networks: ${from.run.network} and ${to.run.network}.`);
    const network = (0, networks_1.buildNetwork)(from.run.network, data.shape, data.classes);
    const evaluations = await (0, point_evaluations_1.pointEvaluations)({ network, data, batchNorm, ...(signal ? { signal } : {}) });
    const points = [];
    try {
        for (const alpha of alphas) {
            if (signal?.aborted)
                break;
            const point = { alpha, ...(await evaluations.at(pointOn(curve, from, to, alpha, network.statistics))) };
            points.push(point);
            onPoint?.(point);
            await new Promise(setImmediate);
        }
    }
    catch (error) {
        // Ended within a point: those before it stay.
        if (!signal?.aborted)
            throw error;
    }
    finally {
        evaluations.dispose();
    }
    return points;
}
/** How much of the first and of the second end there is at α. @throws RangeError for an unknown curve or an α that is no number */
function shares(curve, alpha) {
    if (!Number.isFinite(alpha))
        throw new RangeError(`α must be a number, got ${alpha}.`);
    if (curve === "linear")
        return [1 - alpha, alpha];
    if (curve === "curvilinear")
        return [Math.cos((alpha * Math.PI) / 2), Math.sin((alpha * Math.PI) / 2)];
    throw new RangeError(`Unknown curve "${curve}". Expected one of ${exports.CURVES.join(", ")}.`);
}
/** p · a + q · b, rounded to float32 once. */
const blend = (a, b, [p, q]) => a.map((value, i) => p * value + q * b[i]);
exports.blend = blend;
/**
 * The point of a curve at α, batch norm's statistics included.
 * @param statistics `Network.statistics`
 */
function pointOn(curve, from, to, alpha, statistics) {
    const at = shares(curve, alpha);
    return {
        weights: (0, exports.blend)(from.weights, to.weights, at),
        statistics: statisticsBetween([from.statistics, to.statistics], at, statistics),
    };
}
/**
 * Batch norm's statistics at a point that is put together of several, in the same shares. Beyond them a variance can fall below 0; it is held there.
 * @param specs `Network.statistics`
 */
function statisticsBetween(parts, shares, specs) {
    const values = new Float32Array(parts[0]?.length ?? 0);
    for (let i = 0; i < values.length; i++) {
        let sum = 0;
        for (const [k, part] of parts.entries())
            sum += shares[k] * part[i];
        values[i] = sum;
    }
    let offset = 0;
    for (const { name, shape } of specs) {
        const size = (0, network_1.sizeOf)(shape);
        if (name.endsWith("/variance"))
            for (let i = offset; i < offset + size; i++)
                values[i] = Math.max(0, values[i]);
        offset += size;
    }
    return values;
}
//# sourceMappingURL=curve.js.map