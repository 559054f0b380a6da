"use strict";
/** Chooses how many steps one call to the engine takes, from how long the last ones took. The numbers of a training do not depend on it. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.Pace = void 0;
/** How long one call should last, milliseconds: long enough to be quick, short enough for progress and interruption. */
const CALL_MS = 150;
class Pace {
    /** Steps of the next call. */
    steps = 1;
    calls = [];
    /** Makes a call of so many steps. */
    time(steps, call) {
        const began = performance.now();
        const result = call();
        const ms = performance.now() - began;
        this.calls.push({ ms, steps });
        // At most four times as many as before: the first call of a program is slow, the second may be very quick.
        this.steps = Math.max(1, Math.min(4 * this.steps, Math.round(CALL_MS / (ms / steps))));
        return result;
    }
    /** Median time of a step, weighted by the steps of each call, milliseconds. */
    stepMs() {
        const sorted = this.calls.map(({ ms, steps }) => ({ each: ms / steps, steps })).sort((a, b) => a.each - b.each);
        const half = sorted.reduce((sum, { steps }) => sum + steps, 0) / 2;
        let seen = 0;
        for (const { each, steps } of sorted) {
            seen += steps;
            if (seen >= half)
                return each;
        }
        return Number.NaN;
    }
}
exports.Pace = Pace;
//# sourceMappingURL=pace.js.map