"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.readable = exports.evidenceOf = void 0;
exports.judge = judge;
exports.verdictOf = verdictOf;
const published_1 = require("./published");
/** Tests a claim. @throws RangeError for an interval whose ends are swapped */
function judge(hypothesis, evidence) {
    const { estimate, interval, n = estimate === undefined ? 0 : 1, runs = [] } = evidence;
    const { verdict, reason } = verdictOf(hypothesis, evidence);
    const numbers = {
        estimate: finite(estimate) ?? null,
        interval: interval?.every(Number.isFinite) ? [...interval] : null,
    };
    return { ...hypothesis, ...numbers, n, verdict, ...(reason ? { reason } : {}), runs: [...runs] };
}
/** The evidence of a summary over seeds. @param transform from the scale of the summary to that of the claim (rising), such as Math.exp for logarithms */
const evidenceOf = ({ n, mean, low, high }, runs = [], transform = (x) => x) => ({
    estimate: transform(mean),
    interval: [transform(low), transform(high)],
    n,
    runs,
});
exports.evidenceOf = evidenceOf;
/**
 * The verdict alone.
 *
 * - No estimate, too few measurements or no interval: *not tested*.
 * - `count`: *reproduced* when the estimate is the published number (within the tolerance), else *not reproduced*.
 * - Else the interval must lie wholly on the claimed side: on the other side, or with `from` inside, it is *not reproduced*.
 * - On the claimed side: *reproduced* when the published value (or its interval) meets ours, or when no size was published; *direction only* when it does not.
 *
 * A published value that is only recalled is never compared with.
 */
function verdictOf({ test, published }, evidence) {
    const estimate = finite(evidence.estimate);
    if (estimate === undefined)
        return { verdict: "not tested", reason: evidence.reason ?? "there is no estimate" };
    const value = published && (0, published_1.quotable)(published) ? published : undefined;
    return test.kind === "count" ? verdictOfCount(test, value, estimate) : verdictOfEffect(test, published, value, evidence);
}
function verdictOfCount({ tolerance = 0 }, published, estimate) {
    if (!published)
        return { verdict: "not tested", reason: "no number is published that could be compared with" };
    if (Math.abs(estimate - published.value) <= tolerance * Math.abs(published.value))
        return { verdict: "reproduced" };
    return { verdict: "not reproduced", reason: `counted ${(0, exports.readable)(estimate)}, published ${(0, exports.readable)(published.value)}` };
}
function verdictOfEffect(test, published, quoted, { interval, n = 1 }) {
    if (n < test.seeds)
        return { verdict: "not tested", reason: `${n} of the ${test.seeds} measurements that the test asks for` };
    if (!interval?.every(Number.isFinite))
        return { verdict: "not tested", reason: "there is no interval" };
    const [low, high] = interval;
    if (low > high)
        throw new RangeError(`An interval goes from low to high, got [${low}, ${high}].`);
    const { from = test.kind === "ratio" ? 1 : 0 } = test;
    const side = low > from ? "above" : high < from ? "below" : undefined;
    if (side === undefined)
        return { verdict: "not reproduced", reason: `not decided: the interval contains ${(0, exports.readable)(from)}` };
    if (side !== test.direction)
        return { verdict: "not reproduced", reason: "the effect is reversed" };
    if (test.kind === "direction" || !published)
        return { verdict: "reproduced" };
    if (!quoted)
        return { verdict: "direction only", reason: "its published size is not certain enough to compare with" };
    const { low: least = quoted.value, high: most = quoted.value } = quoted;
    if (least <= high && low <= most)
        return { verdict: "reproduced" };
    return { verdict: "direction only", reason: `the published ${(0, exports.readable)(quoted.value)} lies outside the interval` };
}
const finite = (value) => (value !== undefined && Number.isFinite(value) ? value : undefined);
/** A number as it is read: integers with grouped digits, others to four significant ones. */
const readable = (value) => (Number.isInteger(value) ? value : Number(value.toPrecision(4)))
    .toLocaleString("en-US", { maximumSignificantDigits: 15 })
    .replace("-", "−");
exports.readable = readable;
//# sourceMappingURL=claim.js.map