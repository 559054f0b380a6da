/** A training in a notebook: its progress, and buttons to pause, resume and stop it, while the cell that trains runs. */
import type { Run } from "../../config";
import { defaultSignal } from "../../signal";
import type { TrainHooks } from "../../train/loop";
import { type DisplayHandle, display } from "../display/display";
import { type Course, courseStart, ended, epochEnded, share, started, stepped } from "./course";
import { openWidget, viewOf, type Widget } from "./model";
import { headHtml, numbersHtml, stillHtml, textOf } from "./words";

/** Milliseconds between two drawings of the numbers. */
const EVERY = 100;

/** What to give to `train`, and the same that the buttons do. */
export interface TrainingWatch {
  /** `await train(run, data, { ...watch.hooks })`; the names that are used: onStart, onStep, onEpoch, onEnd, between, signal. */
  hooks: Required<Pick<TrainHooks, "onStart" | "onStep" | "onEpoch" | "onEnd" | "between" | "signal">>;
  /** Holds the training after the steps it is at. */
  pause(): void;
  /** Lets a paused training go on. */
  resume(): void;
  /** Ends the training after the steps it is at: its result says `interrupted`. */
  stop(): void;
  /** How far it has come. */
  readonly course: Course;
}

/** Seconds since it was started, while it is not held. */
class Stopwatch {
  private before = 0;
  private since: number | undefined;
  start(): void {
    this.since ??= performance.now();
  }
  hold(): void {
    this.before = this.ms;
    this.since = undefined;
  }
  get ms(): number {
    return this.before + (this.since === undefined ? 0 : performance.now() - this.since);
  }
}

interface Face {
  draw(course: Course): void;
  /** Takes the buttons away and leaves what has become of the training, which any reader of the notebook can see. */
  leave(course: Course): void;
}

const controls = (name: string) => ({ module: "@jupyter-widgets/controls", name }) as const;
const layout = (state: object): Widget => openWidget({ module: "@jupyter-widgets/base", name: "Layout" }, state as Record<string, unknown>);

const BARS: Partial<Record<Course["phase"], string>> = {
  paused: "warning",
  stopping: "warning",
  stopped: "warning",
  failed: "danger",
  done: "success",
};

function pauseButtonOf({ phase }: Course): Record<string, unknown> {
  const disabled = phase !== "starting" && phase !== "running" && phase !== "paused";
  return phase === "paused"
    ? { description: "Resume", icon: "play", tooltip: "Goes on with the training", disabled }
    : { description: "Pause", icon: "pause", tooltip: "Holds the training after the steps it is at", disabled };
}

function stopButtonOf({ phase }: Course): Record<string, unknown> {
  const tooltip = "Ends the training after the steps it is at; its result is evaluated and kept";
  return { description: "Stop", icon: "stop", tooltip, disabled: phase === "stopping" };
}

/** Builds the widget and shows it as an output of the running cell. */
function openFace(course: Course, onPause: () => void, onStop: () => void): Face {
  const opened: Widget[] = [];
  const keep = (widget: Widget): Widget => {
    opened.push(widget);
    return widget;
  };
  const open = (name: string, place: object, state: Record<string, unknown>, view = `${name}View`): Widget =>
    keep(openWidget({ ...controls(name), view }, { layout: keep(layout(place)).reference, ...state }));
  const button = (state: Record<string, unknown>, onClick: () => void): Widget => {
    const style = keep(openWidget({ ...controls("ButtonStyle"), view: "StyleView" }, { _view_module: "@jupyter-widgets/base" }));
    const widget = open("Button", { width: "7em", flex: "0 0 auto" }, { style: style.reference, ...state });
    widget.onCustom(({ event }) => {
      if (event === "click") onClick();
    });
    return widget;
  };
  const progress = { min: 0, max: 1, value: share(course), bar_style: "", tooltip: "Share of the training that is done" };
  const bar = open("FloatProgress", { flex: "1 1 auto", width: "auto", min_width: "6em" }, progress, "ProgressView");
  const pause = button(pauseButtonOf(course), onPause);
  const stop = button(stopButtonOf(course), onStop);
  const head = open("HTML", { width: "auto" }, { value: headHtml(course) });
  const numbers = open("HTML", { width: "auto" }, { value: numbersHtml(course) });
  const row = open("HBox", { align_items: "center" }, { children: [bar, pause, stop].map(({ reference }) => reference) });
  const box = open("VBox", { width: "100%" }, { children: [head, row, numbers].map(({ reference }) => reference) });
  const still = (now: Course) => ({ "text/html": stillHtml(now), "text/plain": textOf(now) });
  const handle: DisplayHandle = display({ ...viewOf(box), ...still(course) });

  let phase = course.phase;
  return {
    draw(now) {
      bar.set({ value: share(now), bar_style: BARS[now.phase] ?? "" });
      numbers.set({ value: numbersHtml(now) });
      if (now.phase === phase) return;
      phase = now.phase;
      head.set({ value: headHtml(now) });
      pause.set(pauseButtonOf(now));
      stop.set(stopButtonOf(now));
    },
    leave(now) {
      handle.update(still(now));
      for (const widget of opened.reverse()) widget.close();
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
export function watchTraining(run: Run, { signal = defaultSignal() }: { signal?: AbortSignal } = {}): TrainingWatch {
  const stopper = new AbortController();
  const both = signal ? AbortSignal.any([signal, stopper.signal]) : stopper.signal;
  const running = new Stopwatch();
  let course = courseStart(run);
  let goOn: (() => void) | undefined;
  let held: Promise<void> | undefined;
  let drawnAt = Number.NEGATIVE_INFINITY;

  const face = openFace(course, () => (held ? resume() : pause()), stop);
  const change = (next: Course): void => {
    const now = performance.now();
    const due = next.phase !== course.phase || now - drawnAt >= EVERY;
    course = next;
    if (!due) return;
    drawnAt = now;
    face.draw(course);
  };
  const isOver = () => course.end !== undefined || both.aborted;

  function pause(): void {
    if (held || isOver()) return;
    held = new Promise((resolve) => {
      goOn = resolve;
    });
    change({ ...course, phase: "paused" });
  }
  function release(): void {
    goOn?.();
    held = undefined;
  }
  function resume(): void {
    if (!held) return;
    release();
    change({ ...course, phase: course.step === 0 ? "starting" : "running" });
  }
  function stop(): void {
    if (!isOver()) stopper.abort();
  }
  both.addEventListener("abort", () => {
    release();
    if (course.end === undefined) change({ ...course, phase: "stopping" });
  });

  return {
    hooks: {
      signal: both,
      onStart: (from) => {
        running.start();
        change(started(course, from));
      },
      onStep: (step) => change(stepped(course, step, running.ms / 1000)),
      onEpoch: (epoch) => change(epochEnded(course, epoch)),
      between: () => {
        if (!held) return undefined;
        running.hold();
        return held.then(() => running.start());
      },
      onEnd: (end) => {
        course = ended(course, end);
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
