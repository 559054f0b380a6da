/** Shows a sweep while it runs: an overall bar and one a worker on a terminal, a line for each run that ended elsewhere. */
import { MultiBar, type SingleBar } from "cli-progress";
import type { Planned, SweepEvent } from "./executor";
import { runShare, type SweepCourse, sweepAfter, sweepShare, sweepStart } from "./progress/course";
import { endLine, eventLine, runLine, wholeLine } from "./progress/words";
import type { RunRow } from "./store/row";

export interface SweepDisplay {
  onEvent(event: SweepEvent): void;
  /** Takes the bars away, and says what was done. */
  end(): void;
}

/** The part of a terminal or file stream that is needed. */
export type SweepStream = NodeJS.WritableStream & { isTTY?: boolean; rows?: number; columns?: number };

export interface ShowOptions {
  /** Rows of finished runs, which tell how long those will be that end when the loss stalls. */
  stored?: readonly RunRow[];
  stream?: SweepStream;
  /** Seconds; for tests. */
  clock?(): number;
}

export function showSweep(runs: readonly Planned[], options: ShowOptions = {}): SweepDisplay {
  const { stored = [], stream = process.stderr, clock = () => performance.now() / 1000 } = options;
  const course = sweepStart(runs, clock(), stored);
  return stream.isTTY ? bars(runs, course, stream, clock) : lines(runs, course, stream, clock);
}

/** Seconds between two lines about runs at work, where there is no terminal. */
const QUIET = 30;

function lines(runs: readonly Planned[], start: SweepCourse, stream: SweepStream, clock: () => number): SweepDisplay {
  const planned = new Map(runs.map((each) => [each.id, each]));
  const write = (text: string) => void stream.write(`${text}\n`);
  let course = start;
  let said = course.began;
  return {
    onEvent(event) {
      const now = clock();
      course = sweepAfter(course, event, now);
      const run = planned.get(event.id);
      const line = run && eventLine(run, event);
      if (line !== undefined) write(`[${course.done + course.failed}/${course.total}] ${line}`);
      else if (event.kind !== "progress" || now - said < QUIET) return;
      else for (const text of [wholeLine(course, now), ...atWork(course, now).map((each) => `  ${each}`)]) write(text);
      said = now;
    },
    end: () => write(endLine(course, clock())),
  };
}

const atWork = (course: SweepCourse, now: number): string[] => [...course.running.values()].map((each) => runLine(course, each, now));

/** Lines of the terminal that are left to other things. */
const SPARE_ROWS = 3;

function bars(runs: readonly Planned[], start: SweepCourse, stream: SweepStream, clock: () => number): SweepDisplay {
  const planned = new Map(runs.map((each) => [each.id, each]));
  let course = start;
  const all = new MultiBar({
    format: "[{bar}] {text}",
    barsize: 20,
    stream,
    hideCursor: true,
    clearOnComplete: true,
    linewrap: false,
    // Ctrl-C lets the runs be saved first; the caller ends the display.
    gracefulExit: false,
    fps: 4,
    // Not a caller's notion of how far it is: the text says it.
    emptyOnZero: true,
  });
  const whole = all.create(1, 0, { text: wholeLine(course, course.began) });
  /** One for each worker, kept from run to run. */
  const each = new Map<string, SingleBar>();
  const most = Math.max(1, (stream.rows ?? 24) - SPARE_ROWS);
  const draw = (now: number) => {
    whole.update(sweepShare(course), { text: wholeLine(course, now) });
    const idle = new Set(each.keys());
    for (const running of course.running.values()) {
      const { worker } = running;
      const share = runShare(course, running);
      const text = runLine(course, running, now);
      const bar = each.get(worker);
      if (bar) bar.update(share, { text });
      else if (each.size < most) each.set(worker, all.create(1, share, { text }));
      idle.delete(worker);
    }
    for (const worker of idle) each.get(worker)?.update(0, { text: `${worker} has no run` });
  };
  return {
    onEvent(event) {
      const now = clock();
      course = sweepAfter(course, event, now);
      const run = planned.get(event.id);
      const line = run && event.kind !== "done" ? eventLine(run, event) : undefined;
      if (line !== undefined) all.log(`${line}\n`);
      draw(now);
    },
    end() {
      // What is still to be logged is written with the next drawing only.
      all.update();
      all.stop();
      stream.write(`${endLine(course, clock())}\n`);
    },
  };
}
