"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.epochEnded = exports.courseStart = void 0;
exports.started = started;
exports.stepped = stepped;
exports.ended = ended;
exports.stepsInAll = stepsInAll;
exports.share = share;
exports.secondsLeft = secondsLeft;
/** Points of the curve at most; beyond, two become one. */
const POINTS = 200;
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
/** Before the first step. */
const courseStart = (run) => ({
    run,
    phase: "starting",
    step: 0,
    epoch: 1,
    from: 0,
    losses: [],
    callsAPoint: 1,
    open: [],
    seconds: 0,
});
exports.courseStart = courseStart;
/** What it goes on from is known. */
function started(course, saved) {
    const { step = 0, epoch = 0 } = saved?.progress ?? {};
    return { ...course, phase: course.phase === "starting" ? "running" : course.phase, from: step, step, epoch: epoch + 1 };
}
function withLoss(course, loss) {
    const open = [...course.open, loss];
    if (open.length < course.callsAPoint)
        return { ...course, open };
    const losses = [...course.losses, mean(open)];
    if (losses.length < POINTS)
        return { losses, open: [], callsAPoint: course.callsAPoint };
    const halved = Array.from({ length: POINTS / 2 }, (_, i) => mean(losses.slice(2 * i, 2 * i + 2)));
    return { losses: halved, open: [], callsAPoint: 2 * course.callsAPoint };
}
/** After a call to the engine. @param seconds that it has run in all */
function stepped(course, { step, epoch, stepsAnEpoch, loss }, seconds) {
    return { ...course, ...withLoss(course, loss), step, epoch, stepsAnEpoch, loss, seconds };
}
/** After an epoch. */
const epochEnded = (course, { test }) => (test ? { ...course, test } : course);
exports.epochEnded = epochEnded;
const ENDINGS = {
    stall: "done: the loss ceased to improve",
    epochs: "done: the number of epochs was reached",
    steps: "done: the number of steps was reached",
    interrupted: "stopped",
};
/** At the end, good or bad. */
function ended(course, end) {
    if ("error" in end) {
        const { error } = end;
        return { ...course, phase: "failed", end: `failed: ${error instanceof Error ? error.message : String(error)}` };
    }
    const { ending, steps, epochs, seconds, test } = end.result;
    const phase = ending === "interrupted" ? "stopped" : "done";
    return { ...course, phase, step: steps, epoch: epochs, seconds, test, end: ENDINGS[ending] };
}
/** Steps in all, where they are known beforehand: a training until the loss stalls has an end that nobody knows. */
function stepsInAll({ run, stepsAnEpoch }) {
    if (run.until === "stall" || stepsAnEpoch === undefined)
        return run.until === "steps" ? run.steps : undefined;
    return Math.min(run.steps ?? Number.POSITIVE_INFINITY, run.epochs * stepsAnEpoch);
}
/** The share that is done, 0 … 1; of a training until the loss stalls, the share of its epoch. */
function share(course) {
    if (course.phase === "done")
        return 1;
    const all = stepsInAll(course);
    if (all !== undefined)
        return course.step / all;
    if (!course.stepsAnEpoch || course.step === 0)
        return 0;
    return Math.min(1, Math.max(0, course.step / course.stepsAnEpoch - (course.epoch - 1)));
}
/** Seconds that are left if it goes on as it did; undefined where its end is not known. */
function secondsLeft(course) {
    const all = stepsInAll(course);
    const done = course.step - course.from;
    if (all === undefined || done <= 0)
        return undefined;
    return (course.seconds / done) * (all - course.step);
}
//# sourceMappingURL=course.js.map