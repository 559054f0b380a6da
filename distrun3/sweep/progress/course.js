"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.sweepStart = void 0;
exports.sweepAfter = sweepAfter;
exports.runSecondsLeft = runSecondsLeft;
exports.secondsLeft = secondsLeft;
exports.sweepShare = sweepShare;
/** How far a sweep has come, as data: what bars, lines and pages show of it. Pure: events in, the next state out. */
const config_1 = require("../../config");
const sweepStart = (runs, now) => ({
    total: runs.length,
    done: 0,
    failed: 0,
    waiting: new Map(runs.map((planned) => [planned.id, planned])),
    running: new Map(),
    memory: new Map(),
    spent: new Map(),
    began: now,
});
exports.sweepStart = sweepStart;
/** Runs that differ in their seed alone take about the same time. */
const kindOf = ({ run }) => (0, config_1.canonicalJson)({ ...run, seed: 0 });
const without = (map, key) => {
    const rest = new Map(map);
    rest.delete(key);
    return rest;
};
/** The state after an event. @param now seconds on the caller's clock */
function sweepAfter(course, event, now) {
    const { id } = event;
    const running = course.running.get(id);
    if (event.kind === "started") {
        const planned = course.waiting.get(id) ?? running?.planned;
        if (!planned)
            return course;
        const { worker, attempt, from } = event;
        const begun = {
            planned,
            worker,
            attempt,
            since: now,
            ...(from ? { from } : {}),
            epoch: from?.epoch ?? 0,
            step: from?.step ?? 0,
            share: 0,
        };
        return { ...course, waiting: without(course.waiting, id), running: new Map(without(course.running, id)).set(id, begun) };
    }
    if (event.kind === "progress") {
        if (!running)
            return course;
        const { epoch, step, share, loss, accuracy, memoryMB } = event;
        const first = running.shareAtFirst === undefined ? { shareAtFirst: share, firstAt: now } : {};
        const next = { ...running, ...first, epoch, step, share, loss, accuracy: accuracy ?? running.accuracy };
        const most = Math.max(memoryMB, course.memory.get(running.worker)?.most ?? 0);
        const memory = new Map(course.memory).set(running.worker, { now: memoryMB, most });
        return { ...course, running: new Map(course.running).set(id, next), memory };
    }
    const left = { waiting: without(course.waiting, id), running: without(course.running, id) };
    if (event.kind === "retrying") {
        return running ? { ...course, running: left.running, waiting: new Map(course.waiting).set(id, running.planned) } : course;
    }
    const known = course.waiting.has(id) || running !== undefined;
    if (!known)
        return course;
    if (event.kind === "failed")
        return { ...course, ...left, failed: course.failed + 1 };
    return { ...course, ...left, done: course.done + 1, spent: running ? withTime(course.spent, running, now) : course.spent };
}
/** The time of a run that was resumed says nothing of a whole one. */
function withTime(spent, { planned, since, from }, now) {
    if (from)
        return spent;
    const kind = kindOf(planned);
    const { seconds, runs } = spent.get(kind) ?? { seconds: 0, runs: 0 };
    return new Map(spent).set(kind, { seconds: seconds + now - since, runs: runs + 1 });
}
/** Shares below this say too little about how long a run will take. */
const TELLING = 0.02;
/** Seconds that a run at work still needs; undefined where nothing tells. Of one that may stall earlier: at most, unless others of its kind have ended. */
function runSecondsLeft(course, running, now) {
    const { planned, since, share, shareAtFirst = share, firstAt = now, from } = running;
    const usual = meanOf(course.spent.get(kindOf(planned)));
    const moved = share - shareAtFirst;
    const bySpeed = moved > TELLING && now > firstAt ? ((now - firstAt) / moved) * (1 - share) : undefined;
    const byOthers = usual === undefined || from ? undefined : Math.max(0, usual - (now - since));
    return planned.run.until === "stall" ? (byOthers ?? bySpeed) : (bySpeed ?? byOthers);
}
const meanOf = (spent) => (spent && spent.runs > 0 ? spent.seconds / spent.runs : undefined);
/** Seconds until all runs are done, if the same number stays at work; undefined where nothing tells. */
function secondsLeft(course, now) {
    const running = [...course.running.values()];
    const lefts = running.map((each) => ({ each, left: runSecondsLeft(course, each, now) }));
    const whole = new Map(course.spent);
    // A kind of which none has ended yet is as long as the one at work seems to become.
    for (const { each, left } of lefts) {
        const kind = kindOf(each.planned);
        if (!whole.has(kind) && left !== undefined && !each.from)
            whole.set(kind, { seconds: now - each.since + left, runs: 1 });
    }
    const known = [...whole.values()];
    const mean = meanOf({ seconds: known.reduce((sum, { seconds, runs }) => sum + seconds / runs, 0), runs: known.length });
    if (mean === undefined)
        return undefined;
    const ofRunning = lefts.map(({ left }) => left ?? mean);
    const ofWaiting = [...course.waiting.values()].map((planned) => meanOf(whole.get(kindOf(planned))) ?? mean);
    const sum = [...ofRunning, ...ofWaiting].reduce((a, b) => a + b, 0);
    return Math.max(sum / Math.max(1, running.length), ...ofRunning);
}
/** What is done of the whole, 0 to 1: runs that ended, and the shares of those at work. */
function sweepShare({ total, done, failed, running }) {
    if (total === 0)
        return 1;
    const open = [...running.values()].reduce((sum, { share }) => sum + share, 0);
    return Math.min(1, (done + failed + open) / total);
}
//# sourceMappingURL=course.js.map