/** A sweep in a notebook: its progress as a live widget with a button to stop it, as text and HTML in clients without widgets; outside a notebook as on a terminal. */
import { type DisplayHandle, display, inKernel } from "../kernel/display/display";
import { escapeHtml, QUIET } from "../kernel/display/html";
import { openWidget, viewOf, type Widget } from "../kernel/widgets/model";
import { defaultSignal } from "../signal";
import type { Planned, SweepEvent } from "./executor";
import type { SweepInput } from "./grid";
import { type SweepDisplay, showSweep } from "./progress";
import { type SweepCourse, sweepAfter, sweepShare, sweepStart } from "./progress/course";
import { endLine, eventLine, runLine, wholeLine } from "./progress/words";
import type { RunRow } from "./store/row";
import { type SweepOptions, type SweepResult, sweep } from "./sweep";

/** Milliseconds between two drawings. */
const EVERY = 250;
/** Failures and retries that stay in sight. */
const MOST_NOTES = 5;

/**
 * A sweep that shows itself in a notebook, and outside one as on a terminal: `sweep`, with a display of each stage that has something to do.
 * The button stops it as an interrupt of the cell does: the runs at work are saved, and the same call goes on with them.
 */
export async function sweepShown(input: SweepInput, options: SweepOptions = {}): Promise<SweepResult> {
  const stopper = new AbortController();
  const given = options.signal ?? defaultSignal();
  let shown: SweepDisplay | undefined;
  try {
    return await sweep(input, {
      ...options,
      signal: given ? AbortSignal.any([given, stopper.signal]) : stopper.signal,
      onStage(stage) {
        shown?.end();
        shown = stage.toDo.length > 0 ? watchSweep(stage.toDo, () => stopper.abort(), stage.stored) : undefined;
        options.onStage?.(stage);
      },
      onEvent(event) {
        shown?.onEvent(event);
        options.onEvent?.(event);
      },
    });
  } finally {
    shown?.end();
  }
}

/** Shows the runs of a sweep that is about to begin. @param onStop what the button does, in a notebook @param stored as `showSweep` has it */
export const watchSweep = (runs: readonly Planned[], onStop: () => void, stored: readonly RunRow[] = []): SweepDisplay =>
  inKernel() ? widget(runs, onStop, stored) : showSweep(runs, { stored });

function widget(runs: readonly Planned[], onStop: () => void, stored: readonly RunRow[]): SweepDisplay {
  const planned = new Map(runs.map((each) => [each.id, each]));
  const seconds = () => performance.now() / 1000;
  const notes: string[] = [];
  let course = sweepStart(runs, seconds(), stored);
  let drawnAt = Number.NEGATIVE_INFINITY;
  const face = openFace(course, onStop);
  return {
    onEvent(event: SweepEvent) {
      const now = seconds();
      course = sweepAfter(course, event, now);
      const run = planned.get(event.id);
      const note = run && event.kind !== "done" && event.kind !== "started" ? eventLine(run, event) : undefined;
      if (note !== undefined) notes.push(note);
      if (note === undefined && 1000 * now - drawnAt < EVERY) return;
      drawnAt = 1000 * now;
      face.draw(course, notes, now);
    },
    end: () => face.leave(course, notes, seconds()),
  };
}

interface Face {
  draw(course: SweepCourse, notes: readonly string[], now: number): void;
  /** Takes the widget away and leaves what has become of the sweep. */
  leave(course: SweepCourse, notes: readonly string[], now: number): void;
}

function openFace(course: SweepCourse, onStop: () => void): Face {
  const opened: Widget[] = [];
  const open = (name: string, place: object, state: Record<string, unknown>, view = `${name}View`): Widget => {
    const layout = openWidget({ module: "@jupyter-widgets/base", name: "Layout" }, place as Record<string, unknown>);
    const made = openWidget({ module: "@jupyter-widgets/controls", name, view }, { layout: layout.reference, ...state });
    opened.push(layout, made);
    return made;
  };
  const style = openWidget(
    { module: "@jupyter-widgets/controls", name: "ButtonStyle", view: "StyleView" },
    { _view_module: "@jupyter-widgets/base" },
  );
  opened.push(style);
  const progress = { min: 0, max: 1, value: sweepShare(course), bar_style: "", tooltip: "Share of the runs that is done" };
  const bar = open("FloatProgress", { flex: "1 1 auto", width: "auto", min_width: "6em" }, progress, "ProgressView");
  const stop = open(
    "Button",
    { width: "7em", flex: "0 0 auto" },
    {
      style: style.reference,
      description: "Stop",
      icon: "stop",
      tooltip: "Saves the runs at work and leaves them: the same sweep goes on with them",
      disabled: false,
    },
  );
  stop.onCustom(({ event }) => {
    if (event !== "click") return;
    stop.set({ disabled: true, description: "Stopping" });
    onStop();
  });
  const text = open("HTML", { width: "auto" }, { value: htmlOf(course, [], course.began) });
  const row = open("HBox", { align_items: "center" }, { children: [bar, stop].map(({ reference }) => reference) });
  const box = open("VBox", { width: "100%" }, { children: [row, text].map(({ reference }) => reference) });
  const still = (now: SweepCourse, notes: readonly string[], at: number) => ({
    "text/html": htmlOf(now, notes, at),
    "text/plain": linesOf(now, notes, at).join("\n"),
  });
  const handle: DisplayHandle = display({ ...viewOf(box), ...still(course, [], course.began) });
  return {
    draw(now, notes, at) {
      bar.set({ value: sweepShare(now), bar_style: now.failed > 0 ? "warning" : "" });
      text.set({ value: htmlOf(now, notes, at) });
    },
    leave(now, notes, at) {
      const last = { "text/html": endHtml(now, notes, at), "text/plain": [endLine(now, at), ...shown(notes)].join("\n") };
      handle.update(last);
      for (const each of opened.reverse()) each.close();
    },
  };
}

const shown = (notes: readonly string[]): string[] => {
  const hidden = notes.length - MOST_NOTES;
  return [...(hidden > 0 ? [`… ${hidden} earlier ones`] : []), ...notes.slice(-MOST_NOTES)];
};

const linesOf = (course: SweepCourse, notes: readonly string[], now: number): string[] => [
  wholeLine(course, now),
  ...[...course.running.values()].map((running) => runLine(course, running, now)),
  ...shown(notes),
];

const FONT = "font-size: var(--jp-ui-font-size1, 13px); font-variant-numeric: tabular-nums; line-height: 1.6";
const line = (text: string, style = ""): string => `<div style="${style}">${escapeHtml(text)}</div>`;

function htmlOf(course: SweepCourse, notes: readonly string[], now: number): string {
  const [whole = "", ...rest] = linesOf(course, notes, now);
  return `<div style="${FONT}">${line(whole, "font-weight: bold")}${rest.map((each) => line(each, QUIET)).join("")}</div>`;
}

const endHtml = (course: SweepCourse, notes: readonly string[], now: number): string =>
  `<div style="${FONT}">${line(endLine(course, now), "font-weight: bold")}${shown(notes)
    .map((each) => line(each, QUIET))
    .join("")}</div>`;
