"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.stillHtml = exports.headHtml = exports.textOf = exports.phaseOf = exports.titleOf = void 0;
exports.clock = clock;
exports.numbersOf = numbersOf;
exports.curveOf = curveOf;
exports.numbersHtml = numbersHtml;
/** A training's course in words, as plain text and as HTML that needs no JavaScript. */
const html_1 = require("../display/html");
const course_1 = require("./course");
const count = (value) => value.toLocaleString("en");
/** `0:07`, `12:30`, `1:02:03`. */
function clock(seconds) {
    const whole = Math.max(0, Math.round(seconds));
    const two = (value) => String(value).padStart(2, "0");
    const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
    return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
/** Which training it is. */
const titleOf = ({ run }) => `Training ${run.network} on ${run.data}: batch ${count(run.batch)}, ${run.optimizer} at ${run.learningRate}, seed ${run.seed}`;
exports.titleOf = titleOf;
/** What is going on, in a few words. */
const phaseOf = (course) => course.end ?? course.phase;
exports.phaseOf = phaseOf;
const isOver = ({ phase }) => phase === "done" || phase === "stopped" || phase === "failed";
/** The numbers, one after the other. */
function numbersOf(course) {
    if (course.step === 0)
        return [];
    const all = (0, course_1.stepsInAll)(course);
    const left = isOver(course) ? undefined : (0, course_1.secondsLeft)(course);
    return [
        `epoch ${count(course.epoch)}${course.run.until === "epochs" ? ` of ${count(course.run.epochs)}` : ""}`,
        `step ${count(course.step)}${all === undefined ? "" : ` of ${count(all)}`}`,
        ...(course.loss === undefined ? [] : [`loss ${course.loss.toFixed(4)}`]),
        ...(course.test ? [`test ${(100 * course.test.accuracy).toFixed(2)} %`] : []),
        left === undefined ? clock(course.seconds) : `${clock(course.seconds)}, about ${clock(left)} left`,
    ];
}
/** Plain text: two lines. */
const textOf = (course) => [`${(0, exports.titleOf)(course)}: ${(0, exports.phaseOf)(course)}`, numbersOf(course).join(" · ")].filter(Boolean).join("\n");
exports.textOf = textOf;
const FONT = "font-size: var(--jp-ui-font-size1, 13px)";
const LINE = "line-height: 28px";
const ROW = "display: flex; flex-wrap: wrap; align-items: center; gap: 0 1.25em; min-height: 40px; font-variant-numeric: tabular-nums";
const BAR = "width: 100%; height: 20px; accent-color: var(--jp-brand-color1, #1976d2)";
const CURVE = { width: 180, height: 32 };
/** The losses as a line, on a logarithmic scale: the last part of a training is as easy to see as the first. */
function curveOf({ losses }) {
    if (losses.length < 2)
        return "";
    const logs = losses.map((loss) => Math.log10(Math.max(loss, 1e-8)));
    const [low, high] = [Math.min(...logs), Math.max(...logs)];
    const { width, height } = CURVE;
    const points = logs.map((log, i) => {
        const x = (i / (logs.length - 1)) * (width - 2) + 1;
        const y = high > low ? ((high - log) / (high - low)) * (height - 2) + 1 : height / 2;
        return `${x.toFixed(1)},${y.toFixed(1)}`;
    });
    const label = `Loss from ${losses[0]?.toFixed(4)} to ${losses.at(-1)?.toFixed(4)}, on a logarithmic scale`;
    return (`<svg role="img" aria-label="${label}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" style="vertical-align: middle">` +
        `<title>${label}</title><polyline fill="none" stroke="var(--jp-brand-color1, #1976d2)" stroke-width="1.5" stroke-linejoin="round" points="${points.join(" ")}"/></svg>`);
}
/** The title with what is going on. */
const headHtml = (course) => `<b>${(0, html_1.escapeHtml)((0, exports.titleOf)(course))}</b> <span style="${html_1.QUIET}">${(0, html_1.escapeHtml)((0, exports.phaseOf)(course))}</span>`;
exports.headHtml = headHtml;
/** The numbers and the curve. */
function numbersHtml(course) {
    const parts = [...numbersOf(course).map((number) => `<span style="white-space: nowrap">${(0, html_1.escapeHtml)(number)}</span>`), curveOf(course)];
    return `<div style="${ROW}">${parts.join("")}</div>`;
}
/** All of it as it stands, for notebooks that are read, not run. */
const stillHtml = (course) => [
    `<div style="${FONT}">`,
    `<div style="${LINE}">${(0, exports.headHtml)(course)}</div>`,
    `<progress max="1" value="${(0, course_1.share)(course).toFixed(4)}" style="${BAR}" aria-label="Share of the training that is done"></progress>`,
    numbersHtml(course),
    "</div>",
].join("\n");
exports.stillHtml = stillHtml;
//# sourceMappingURL=words.js.map