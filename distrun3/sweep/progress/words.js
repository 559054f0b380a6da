"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.clock = clock;
exports.runName = runName;
exports.wholeLine = wholeLine;
exports.runLine = runLine;
exports.doneLine = doneLine;
exports.eventLine = eventLine;
exports.endLine = endLine;
const grid_1 = require("../grid");
const course_1 = require("./course");
/** `0:07`, `12:30`, `1:02:03`. */
function clock(seconds) {
    const whole = Math.max(0, Math.round(seconds));
    const two = (value) => String(value).padStart(2, "0");
    const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
    return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
const megabytes = (value) => `${value.toLocaleString("en")} MB`;
const percent = (share) => `${(100 * share).toFixed(2)} %`;
/** What tells a run from the others of its sweep: "F1 batch 256 seed 1", with its recipe and rate where they may differ. */
function runName({ run: { network, batch, seed, validation, learningRate }, recipe }) {
    const tuning = validation === undefined ? "" : ` rate ${learningRate}`;
    return `${network} batch ${batch}${tuning} seed ${seed}${recipe && recipe !== grid_1.PLAIN ? ` (${recipe})` : ""}`;
}
/** The whole: "12 of 200 runs, 1 failed · 2 at work · about 4:10 left". */
function wholeLine(course, now) {
    const { total, done, failed, running } = course;
    const left = done + failed < total ? (0, course_1.secondsLeft)(course, now) : undefined;
    return [
        `${done} of ${total} runs${failed > 0 ? `, ${failed} failed` : ""}`,
        ...(running.size > 0 ? [`${running.size} at work`] : []),
        ...(left === undefined ? [] : [`about ${clock(left)} left`]),
    ].join(" · ");
}
/** A run at work: its name, how far it is, its numbers, the time that it still needs, and the memory of its worker. */
function runLine(course, running, now) {
    const { planned, worker, attempt, epoch, loss, accuracy, share } = running;
    const left = (0, course_1.runSecondsLeft)(course, running, now);
    const memory = course.memory.get(worker)?.now;
    const stalling = planned.run.until === "stall";
    return [
        runName(planned),
        ...(epoch > 0 ? [`epoch ${epoch}${stalling ? "" : `, ${Math.floor(100 * share)} %`}`] : ["starting"]),
        ...(loss === undefined ? [] : [`loss ${loss.toFixed(4)}`]),
        ...(accuracy === undefined ? [] : [`${split(planned)} ${percent(accuracy)}`]),
        ...(left === undefined ? [] : [`${clock(left)} left`]),
        ...(memory === undefined ? [] : [`${worker} ${megabytes(memory)}`]),
        ...(attempt > 1 ? [`attempt ${attempt}`] : []),
    ].join(" · ");
}
const split = ({ run }) => (run.validation === undefined ? "test" : "validation");
/** A run that is done. */
function doneLine(planned, row) {
    const numbers = [
        ...(row.trainLoss === undefined ? [] : [`loss ${row.trainLoss.toFixed(4)}`]),
        ...(row.testAccuracy === undefined ? [] : [`${split(planned)} ${percent(row.testAccuracy)}`]),
        ...(row.epochs === undefined ? [] : [`${row.epochs} epoch${row.epochs === 1 ? "" : "s"}`]),
        ...(row.seconds === undefined ? [] : [clock(row.seconds)]),
    ];
    return `${runName(planned)}: ${numbers.join(", ") || "done"}`;
}
/** What is worth a line of its own where lines stay; undefined for the rest. */
function eventLine(planned, event) {
    if (event.kind === "done")
        return doneLine(planned, event.row);
    if (event.kind === "failed")
        return `${runName(planned)} failed${event.attempts > 1 ? ` after ${event.attempts} attempts` : ""}: ${event.error}`;
    if (event.kind === "retrying")
        return `${runName(planned)}: attempt ${event.attempt}, because ${event.error}`;
    if (event.kind === "started" && event.from)
        return `${runName(planned)}: goes on at step ${event.from.step} (epoch ${event.from.epoch + 1})`;
    return undefined;
}
/** The end: what was done, how long it took, and the most memory that each worker had. */
function endLine({ total, done, failed, memory, began }, now) {
    const open = total - done - failed;
    const parts = [`${done} runs done`, ...(failed > 0 ? [`${failed} failed`] : []), ...(open > 0 ? [`${open} not done`] : [])];
    const most = [...memory].map(([worker, { most }]) => `${worker} ${megabytes(most)}`);
    return `${parts.join(", ")} in ${clock(now - began)}${most.length > 0 ? `; memory at most: ${most.join(", ")}` : ""}`;
}
//# sourceMappingURL=words.js.map