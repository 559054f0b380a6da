"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.watchTraining = watchTraining;
const signal_1 = require("../../signal");
const display_1 = require("../display/display");
const course_1 = require("./course");
const model_1 = require("./model");
const words_1 = require("./words");
/** Milliseconds between two drawings of the numbers. */
const EVERY = 100;
/** Seconds since it was started, while it is not held. */
class Stopwatch {
    before = 0;
    since;
    start() {
        this.since ??= performance.now();
    }
    hold() {
        this.before = this.ms;
        this.since = undefined;
    }
    get ms() {
        return this.before + (this.since === undefined ? 0 : performance.now() - this.since);
    }
}
const controls = (name) => ({ module: "@jupyter-widgets/controls", name });
const layout = (state) => (0, model_1.openWidget)({ module: "@jupyter-widgets/base", name: "Layout" }, state);
const BARS = {
    paused: "warning",
    stopping: "warning",
    stopped: "warning",
    failed: "danger",
    done: "success",
};
function pauseButtonOf({ phase }) {
    const disabled = phase !== "starting" && phase !== "running" && phase !== "paused";
    return phase === "paused"
        ? { description: "Resume", icon: "play", tooltip: "Goes on with the training", disabled }
        : { description: "Pause", icon: "pause", tooltip: "Holds the training after the steps it is at", disabled };
}
function stopButtonOf({ phase }) {
    const tooltip = "Ends the training after the steps it is at; its result is evaluated and kept";
    return { description: "Stop", icon: "stop", tooltip, disabled: phase === "stopping" };
}
/** Builds the widget and shows it as an output of the running cell. */
function openFace(course, onPause, onStop) {
    const opened = [];
    const keep = (widget) => {
        opened.push(widget);
        return widget;
    };
    const open = (name, place, state, view = `${name}View`) => keep((0, model_1.openWidget)({ ...controls(name), view }, { layout: keep(layout(place)).reference, ...state }));
    const button = (state, onClick) => {
        const style = keep((0, model_1.openWidget)({ ...controls("ButtonStyle"), view: "StyleView" }, { _view_module: "@jupyter-widgets/base" }));
        const widget = open("Button", { width: "7em", flex: "0 0 auto" }, { style: style.reference, ...state });
        widget.onCustom(({ event }) => {
            if (event === "click")
                onClick();
        });
        return widget;
    };
    const progress = { min: 0, max: 1, value: (0, course_1.share)(course), bar_style: "", tooltip: "Share of the training that is done" };
    const bar = open("FloatProgress", { flex: "1 1 auto", width: "auto", min_width: "6em" }, progress, "ProgressView");
    const pause = button(pauseButtonOf(course), onPause);
    const stop = button(stopButtonOf(course), onStop);
    const head = open("HTML", { width: "auto" }, { value: (0, words_1.headHtml)(course) });
    const numbers = open("HTML", { width: "auto" }, { value: (0, words_1.numbersHtml)(course) });
    const row = open("HBox", { align_items: "center" }, { children: [bar, pause, stop].map(({ reference }) => reference) });
    const box = open("VBox", { width: "100%" }, { children: [head, row, numbers].map(({ reference }) => reference) });
    const still = (now) => ({ "text/html": (0, words_1.stillHtml)(now), "text/plain": (0, words_1.textOf)(now) });
    const handle = (0, display_1.display)({ ...(0, model_1.viewOf)(box), ...still(course) });
    let phase = course.phase;
    return {
        draw(now) {
            bar.set({ value: (0, course_1.share)(now), bar_style: BARS[now.phase] ?? "" });
            numbers.set({ value: (0, words_1.numbersHtml)(now) });
            if (now.phase === phase)
                return;
            phase = now.phase;
            head.set({ value: (0, words_1.headHtml)(now) });
            pause.set(pauseButtonOf(now));
            stop.set(stopButtonOf(now));
        },
        leave(now) {
            handle.update(still(now));
            for (const widget of opened.reverse())
                widget.close();
        },
    };
}
/**
 * Shows a training that is about to begin, with buttons to pause and to stop it:
 * `const watch = watchTraining(run); const result = await train(run, data, { ...watch.hooks });`
 * A client without widgets shows text. When the training has ended its last state stays in the notebook as text and HTML.
 * An interrupt of the cell stops it as the button does.
 * @param signal stops the training, too; default: the running cell's `kernel.signal`
 */
function watchTraining(run, { signal = (0, signal_1.defaultSignal)() } = {}) {
    const stopper = new AbortController();
    const both = signal ? AbortSignal.any([signal, stopper.signal]) : stopper.signal;
    const running = new Stopwatch();
    let course = (0, course_1.courseStart)(run);
    let goOn;
    let held;
    let drawnAt = Number.NEGATIVE_INFINITY;
    const face = openFace(course, () => (held ? resume() : pause()), stop);
    const change = (next) => {
        const now = performance.now();
        const due = next.phase !== course.phase || now - drawnAt >= EVERY;
        course = next;
        if (!due)
            return;
        drawnAt = now;
        face.draw(course);
    };
    const isOver = () => course.end !== undefined || both.aborted;
    function pause() {
        if (held || isOver())
            return;
        held = new Promise((resolve) => {
            goOn = resolve;
        });
        change({ ...course, phase: "paused" });
    }
    function release() {
        goOn?.();
        held = undefined;
    }
    function resume() {
        if (!held)
            return;
        release();
        change({ ...course, phase: course.step === 0 ? "starting" : "running" });
    }
    function stop() {
        if (!isOver())
            stopper.abort();
    }
    both.addEventListener("abort", () => {
        release();
        if (course.end === undefined)
            change({ ...course, phase: "stopping" });
    });
    return {
        hooks: {
            signal: both,
            onStart: (from) => {
                running.start();
                change((0, course_1.started)(course, from));
            },
            onStep: (step) => change((0, course_1.stepped)(course, step, running.ms / 1000)),
            onEpoch: (epoch) => change((0, course_1.epochEnded)(course, epoch)),
            between: () => {
                if (!held)
                    return undefined;
                running.hold();
                return held.then(() => running.start());
            },
            onEnd: (end) => {
                course = (0, course_1.ended)(course, end);
                face.leave(course);
            },
        },
        pause,
        resume,
        stop,
        get course() {
            return course;
        },
    };
}
//# sourceMappingURL=training.js.map