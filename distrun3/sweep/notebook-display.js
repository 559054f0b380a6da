"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.watchSweep = void 0;
exports.sweepShown = sweepShown;
/** A sweep in a notebook: its progress as a live widget with a button to stop it, as text and HTML in clients without widgets; outside a notebook as on a terminal. */
const display_1 = require("../kernel/display/display");
const html_1 = require("../kernel/display/html");
const model_1 = require("../kernel/widgets/model");
const signal_1 = require("../signal");
const progress_1 = require("./progress");
const course_1 = require("./progress/course");
const words_1 = require("./progress/words");
const sweep_1 = require("./sweep");
/** Milliseconds between two drawings. */
const EVERY = 250;
/** Failures and retries that stay in sight. */
const MOST_NOTES = 5;
/**
 * A sweep that shows itself in a notebook, and outside one as on a terminal: `sweep`, with a display of each stage that has something to do.
 * The button stops it as an interrupt of the cell does: the runs at work are saved, and the same call goes on with them.
 */
async function sweepShown(input, options = {}) {
    const stopper = new AbortController();
    const given = options.signal ?? (0, signal_1.defaultSignal)();
    let shown;
    try {
        return await (0, sweep_1.sweep)(input, {
            ...options,
            signal: given ? AbortSignal.any([given, stopper.signal]) : stopper.signal,
            onStage(stage) {
                shown?.end();
                shown = stage.toDo.length > 0 ? (0, exports.watchSweep)(stage.toDo, () => stopper.abort()) : undefined;
                options.onStage?.(stage);
            },
            onEvent(event) {
                shown?.onEvent(event);
                options.onEvent?.(event);
            },
        });
    }
    finally {
        shown?.end();
    }
}
/** Shows the runs of a sweep that is about to begin. @param onStop what the button does, in a notebook */
const watchSweep = (runs, onStop) => (0, display_1.inKernel)() ? widget(runs, onStop) : (0, progress_1.showSweep)(runs);
exports.watchSweep = watchSweep;
function widget(runs, onStop) {
    const planned = new Map(runs.map((each) => [each.id, each]));
    const seconds = () => performance.now() / 1000;
    const notes = [];
    let course = (0, course_1.sweepStart)(runs, seconds());
    let drawnAt = Number.NEGATIVE_INFINITY;
    const face = openFace(course, onStop);
    return {
        onEvent(event) {
            const now = seconds();
            course = (0, course_1.sweepAfter)(course, event, now);
            const run = planned.get(event.id);
            const note = run && event.kind !== "done" && event.kind !== "started" ? (0, words_1.eventLine)(run, event) : undefined;
            if (note !== undefined)
                notes.push(note);
            if (note === undefined && 1000 * now - drawnAt < EVERY)
                return;
            drawnAt = 1000 * now;
            face.draw(course, notes, now);
        },
        end: () => face.leave(course, notes, seconds()),
    };
}
function openFace(course, onStop) {
    const opened = [];
    const open = (name, place, state, view = `${name}View`) => {
        const layout = (0, model_1.openWidget)({ module: "@jupyter-widgets/base", name: "Layout" }, place);
        const made = (0, model_1.openWidget)({ module: "@jupyter-widgets/controls", name, view }, { layout: layout.reference, ...state });
        opened.push(layout, made);
        return made;
    };
    const style = (0, model_1.openWidget)({ module: "@jupyter-widgets/controls", name: "ButtonStyle", view: "StyleView" }, { _view_module: "@jupyter-widgets/base" });
    opened.push(style);
    const progress = { min: 0, max: 1, value: (0, course_1.sweepShare)(course), bar_style: "", tooltip: "Share of the runs that is done" };
    const bar = open("FloatProgress", { flex: "1 1 auto", width: "auto", min_width: "6em" }, progress, "ProgressView");
    const stop = open("Button", { width: "7em", flex: "0 0 auto" }, {
        style: style.reference,
        description: "Stop",
        icon: "stop",
        tooltip: "Saves the runs at work and leaves them: the same sweep goes on with them",
        disabled: false,
    });
    stop.onCustom(({ event }) => {
        if (event !== "click")
            return;
        stop.set({ disabled: true, description: "Stopping" });
        onStop();
    });
    const text = open("HTML", { width: "auto" }, { value: htmlOf(course, [], course.began) });
    const row = open("HBox", { align_items: "center" }, { children: [bar, stop].map(({ reference }) => reference) });
    const box = open("VBox", { width: "100%" }, { children: [row, text].map(({ reference }) => reference) });
    const still = (now, notes, at) => ({
        "text/html": htmlOf(now, notes, at),
        "text/plain": linesOf(now, notes, at).join("\n"),
    });
    const handle = (0, display_1.display)({ ...(0, model_1.viewOf)(box), ...still(course, [], course.began) });
    return {
        draw(now, notes, at) {
            bar.set({ value: (0, course_1.sweepShare)(now), bar_style: now.failed > 0 ? "warning" : "" });
            text.set({ value: htmlOf(now, notes, at) });
        },
        leave(now, notes, at) {
            const last = { "text/html": endHtml(now, notes, at), "text/plain": [(0, words_1.endLine)(now, at), ...shown(notes)].join("\n") };
            handle.update(last);
            for (const each of opened.reverse())
                each.close();
        },
    };
}
const shown = (notes) => {
    const hidden = notes.length - MOST_NOTES;
    return [...(hidden > 0 ? [`… ${hidden} earlier ones`] : []), ...notes.slice(-MOST_NOTES)];
};
const linesOf = (course, notes, now) => [
    (0, words_1.wholeLine)(course, now),
    ...[...course.running.values()].map((running) => (0, words_1.runLine)(course, running, now)),
    ...shown(notes),
];
const FONT = "font-size: var(--jp-ui-font-size1, 13px); font-variant-numeric: tabular-nums; line-height: 1.6";
const line = (text, style = "") => `<div style="${style}">${(0, html_1.escapeHtml)(text)}</div>`;
function htmlOf(course, notes, now) {
    const [whole = "", ...rest] = linesOf(course, notes, now);
    return `<div style="${FONT}">${line(whole, "font-weight: bold")}${rest.map((each) => line(each, html_1.QUIET)).join("")}</div>`;
}
const endHtml = (course, notes, now) => `<div style="${FONT}">${line((0, words_1.endLine)(course, now), "font-weight: bold")}${shown(notes)
    .map((each) => line(each, html_1.QUIET))
    .join("")}</div>`;
//# sourceMappingURL=notebook-display.js.map