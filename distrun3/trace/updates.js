"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.operandsOf = exports.slotsOf = void 0;
exports.findUpdates = findUpdates;
exports.splitUpdates = splitUpdates;
/** Finds optimizer updates in a trace, which TensorFlow can do in place and in one go: gradient descent, momentum and Adam. */
const match_1 = require("./match");
const rewrite_1 = require("./rewrite");
const trace_1 = require("./trace");
/**
 * Updates that `optimizers/` write as several operations over all weights.
 * @param places for each output the input whose state it becomes, or −1
 */
function findUpdates(trace, places) {
    const find = new Finder(trace);
    const next = new Map();
    places.forEach((place, output) => {
        if (place >= 0)
            next.set(place, trace.outputs[output]);
    });
    const states = new Set(next.keys());
    const updates = [];
    for (const [weight, output] of next) {
        if (trace.inputs[weight]?.dtype !== trace_1.DTYPES.float32)
            continue;
        const update = find.adam(weight, output) ?? find.momentum(weight, output) ?? find.descent(weight, output);
        if (update && (0, exports.slotsOf)(update).every((slot) => states.has(slot)) && find.isWhole(update, next))
            updates.push(update);
    }
    return updates;
}
/** States other than the weight that an update moves. */
const slotsOf = (update) => update.kind === "adam" ? [update.first, update.second] : update.kind === "momentum" ? [update.velocity] : [];
exports.slotsOf = slotsOf;
/** The values that an update takes, in the order of TensorFlow's operation (after its variables). */
const operandsOf = (update) => {
    switch (update.kind) {
        case "descent":
            return [update.rate, update.gradient];
        case "momentum":
            return [update.rate, update.gradient, update.momentum];
        case "adam":
            return [update.power1, update.power2, update.rate, update.beta1, update.beta2, update.epsilon, update.gradient];
    }
};
exports.operandsOf = operandsOf;
/**
 * A trace without its updates: they are left for the program to do in place.
 * @param places as in `findUpdates`
 * @returns the trace, whose outputs are those in `kept` (numbers of the old outputs), then the operands of each update
 */
function splitUpdates(trace, places) {
    const updates = findUpdates(trace, places);
    const done = new Set(updates.flatMap((update) => [update.weight, ...(0, exports.slotsOf)(update)]));
    const kept = [...trace.outputs.keys()].filter((output) => !done.has(places[output]));
    const outputs = [...kept.map((output) => trace.outputs[output]), ...updates.flatMap(exports.operandsOf)];
    return { trace: (0, rewrite_1.withoutDeadCode)({ ...trace, outputs }), kept, updates };
}
class Finder extends match_1.Matcher {
    /** w − g · rate */
    descent(weight, output) {
        const [gradient, rate] = this.stepOf(weight, output) ?? [];
        return gradient && rate ? { kind: "descent", weight, gradient, rate } : undefined;
    }
    /** v' = v · m + g; w − v' · rate */
    momentum(weight, output) {
        const [moved, rate] = this.stepOf(weight, output) ?? [];
        const [scaled, gradient] = this.inputsOf(moved, "Add") ?? [];
        const [velocity, momentum] = this.inputsOf(scaled, "Mul") ?? [];
        if (!gradient || !rate || !momentum || velocity?.kind !== "input" || !this.isScalar(momentum))
            return undefined;
        return { kind: "momentum", weight, velocity: velocity.input, momentum, gradient, rate };
    }
    /** m' / (1 − p₁) / (√(v' / (1 − p₂)) + ε) · rate, taken from w */
    adam(weight, output) {
        const [direction, rate] = this.stepOf(weight, output) ?? [];
        const [unbiased, spread] = this.inputsOf(direction, "RealDiv") ?? [];
        const [m, bias1] = this.inputsOf(unbiased, "RealDiv") ?? [];
        const [root, epsilon] = this.inputsOf(spread, "Add") ?? [];
        const [ratio] = this.inputsOf(root, "Sqrt") ?? [];
        const [v, bias2] = this.inputsOf(ratio, "RealDiv") ?? [];
        const [power1, power2] = [this.inputsOf(bias1, "Sub")?.[1], this.inputsOf(bias2, "Sub")?.[1]];
        const [first, second] = [this.average(m), this.average(v)];
        const [squared] = this.inputsOf(second?.news, "Square") ?? [];
        if (!rate || !epsilon || !power1 || !power2 || !first || !second || !squared || (0, trace_1.refKey)(squared) !== (0, trace_1.refKey)(first.news))
            return undefined;
        const slots = { first: first.slot, second: second.slot, beta1: first.share, beta2: second.share };
        return { kind: "adam", weight, gradient: first.news, rate, power1, power2, epsilon, ...slots };
    }
    /** Whether the new slots are those that the fused operation computes. */
    isWhole(update, next) {
        if (update.kind === "descent")
            return true;
        if (update.kind === "momentum") {
            const [, gradient] = this.inputsOf(next.get(update.velocity), "Add") ?? [];
            return gradient !== undefined && (0, trace_1.refKey)(gradient) === (0, trace_1.refKey)(update.gradient);
        }
        const [first, second] = [this.average(next.get(update.first)), this.average(next.get(update.second))];
        return first?.slot === update.first && second?.slot === update.second;
    }
    /** The step and the rate of w − step · rate. */
    stepOf(weight, output) {
        const [from, taken] = this.inputsOf(output, "Sub") ?? [];
        if (from?.kind !== "input" || from.input !== weight)
            return undefined;
        const [step, rate] = this.inputsOf(taken, "Mul") ?? [];
        return step && rate && this.isScalar(rate) ? [step, rate] : undefined;
    }
    /** slot · share + news · (1 − share) */
    average(ref) {
        const [kept, added] = this.inputsOf(ref, "Add") ?? [];
        const [slot, share] = this.inputsOf(kept, "Mul") ?? [];
        const [news, rest] = this.inputsOf(added, "Mul") ?? [];
        if (slot?.kind !== "input" || !share || !news || !rest)
            return undefined;
        const [a, b] = [this.number(share), this.number(rest)];
        return a !== undefined && b !== undefined && Math.abs(a + b - 1) < 1e-6 ? { slot: slot.input, share, news } : undefined;
    }
}
//# sourceMappingURL=updates.js.map