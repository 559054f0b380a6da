"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.fitLine = fitLine;
exports.fitDevice = fitDevice;
exports.fitLinks = fitLinks;
/** Fits the cost model to measurements: a straight line by least squares of relative errors, with the interval of each of its two numbers. */
const jstat_1 = require("jstat");
/**
 * The line ms = constant + slope · size with the smallest sum of squared relative errors ((ms − line) / ms)²: times span orders of magnitude, and each is known to a few percent.
 * @throws RangeError for fewer than two different sizes, or a time that is not above 0
 */
function fitLine(points) {
    if (new Set(points.map(({ size }) => size)).size < 2)
        throw new RangeError("A line needs measurements at two different sizes or more.");
    const bad = points.find(({ ms }) => !(ms > 0));
    if (bad)
        throw new RangeError(`A time must be above 0 ms; got ${bad.ms} at size ${bad.size}.`);
    // Rows of the weighted problem: 1 = (constant + slope · size) / ms.
    const rows = points.map(({ size, ms }) => [1 / ms, size / ms]);
    const sum = (of) => rows.reduce((total, row) => total + of(row), 0);
    const [aa, ab, bb] = [sum(([a]) => a * a), sum(([a, b]) => a * b), sum(([, b]) => b * b)];
    const [ya, yb] = [sum(([a]) => a), sum(([, b]) => b)];
    const determinant = aa * bb - ab * ab;
    const constant = (bb * ya - ab * yb) / determinant;
    const slope = (aa * yb - ab * ya) / determinant;
    const squares = sum(([a, b]) => (1 - constant * a - slope * b) ** 2);
    const freedom = points.length - 2;
    const variance = freedom > 0 ? squares / freedom : Number.POSITIVE_INFINITY;
    const reach = (share) => freedom > 0 ? jstat_1.jStat.studentt.inv(0.975, freedom) * Math.sqrt((variance * share) / determinant) : Number.POSITIVE_INFINITY;
    const estimate = (value, share) => ({ value, low: value - reach(share), high: value + reach(share) });
    return { constant: estimate(constant, bb), slope: estimate(slope, aa), relativeError: Math.sqrt(squares / points.length) };
}
/**
 * A device from the times of its steps at several batches.
 * @throws RangeError as `fitLine`, and where larger batches were not slower
 */
function fitDevice(points) {
    const line = fitLine(points);
    if (!(line.slope.value > 0))
        throw new RangeError("Larger batches did not take longer: the times are too noisy, or the batches too small.");
    return { overheadMs: Math.max(0, line.constant.value), examplesPerMs: 1 / line.slope.value, line };
}
/**
 * Links from the times of all-reduces of several sizes by the same number of devices.
 * @throws RangeError as `fitLine`, for one device, and where larger vectors were not slower
 */
function fitLinks(points, devices) {
    if (devices < 2)
        throw new RangeError("Links show with two devices or more.");
    const line = fitLine(points);
    if (!(line.slope.value > 0))
        throw new RangeError("Larger vectors did not take longer: the times are too noisy, or the vectors too small.");
    const messages = 2 * (devices - 1);
    return { latencyMs: Math.max(0, line.constant.value) / messages, bytesPerMs: messages / devices / line.slope.value, line };
}
//# sourceMappingURL=fit.js.map