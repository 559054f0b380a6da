"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Agenda = void 0;
class Agenda {
    ready;
    later = [];
    out = 0;
    closed = false;
    waiting = [];
    constructor(runs) {
        const unique = new Map(runs.map((planned) => [planned.id, planned]));
        this.ready = [...unique.values()].map((planned) => ({ planned, attempt: 1 }));
    }
    /** The next run; waits while all that is left is in other hands. Each must be settled, returned or put off. @returns undefined when nothing is left, or the agenda was closed */
    async take() {
        for (;;) {
            if (this.closed)
                return undefined;
            this.bringForward();
            const job = this.ready.shift();
            if (job) {
                this.out++;
                return job;
            }
            if (this.out === 0 && this.later.length === 0)
                return undefined;
            await this.change();
        }
    }
    /** It needs no more work. */
    settle() {
        this.out--;
        this.wake();
    }
    /** It is to be done next. */
    giveBack(job) {
        this.ready.unshift(job);
        this.settle();
    }
    /** It is to be done, but not before so many milliseconds have passed. */
    putOff(job, ms) {
        this.later.push({ job, at: performance.now() + ms });
        this.settle();
    }
    /** Hands out nothing more. */
    close() {
        this.closed = true;
        this.wake();
    }
    bringForward() {
        const now = performance.now();
        this.ready.push(...this.later.filter(({ at }) => at <= now).map(({ job }) => job));
        this.later = this.later.filter(({ at }) => at > now);
    }
    wake() {
        for (const resolve of this.waiting.splice(0))
            resolve();
    }
    /** Until something changes, or a run that was put off is due. */
    async change() {
        const due = Math.min(...this.later.map(({ at }) => at));
        let timer;
        await new Promise((resolve) => {
            this.waiting.push(resolve);
            // A millisecond more: timers may come a little early.
            if (Number.isFinite(due))
                timer = setTimeout(resolve, Math.max(0, due - performance.now()) + 1);
        });
        clearTimeout(timer);
    }
}
exports.Agenda = Agenda;
//# sourceMappingURL=agenda.js.map