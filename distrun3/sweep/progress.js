"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.showSweep = showSweep;
/** Shows a sweep while it runs: an overall bar and one a worker on a terminal, a line for each run that ended elsewhere. */
const cli_progress_1 = require("cli-progress");
const course_1 = require("./progress/course");
const words_1 = require("./progress/words");
/** @param clock seconds; for tests */
function showSweep(runs, stream = process.stderr, clock = () => performance.now() / 1000) {
    return stream.isTTY ? bars(runs, stream, clock) : lines(runs, stream, clock);
}
/** Seconds between two lines about runs at work, where there is no terminal. */
const QUIET = 30;
function lines(runs, stream, clock) {
    const planned = new Map(runs.map((each) => [each.id, each]));
    const write = (text) => void stream.write(`${text}\n`);
    let course = (0, course_1.sweepStart)(runs, clock());
    let said = course.began;
    return {
        onEvent(event) {
            const now = clock();
            course = (0, course_1.sweepAfter)(course, event, now);
            const run = planned.get(event.id);
            const line = run && (0, words_1.eventLine)(run, event);
            if (line !== undefined)
                write(`[${course.done + course.failed}/${course.total}] ${line}`);
            else if (event.kind !== "progress" || now - said < QUIET)
                return;
            else
                for (const text of [(0, words_1.wholeLine)(course, now), ...atWork(course, now).map((each) => `  ${each}`)])
                    write(text);
            said = now;
        },
        end: () => write((0, words_1.endLine)(course, clock())),
    };
}
const atWork = (course, now) => [...course.running.values()].map((each) => (0, words_1.runLine)(course, each, now));
/** Lines of the terminal that are left to other things. */
const SPARE_ROWS = 3;
function bars(runs, stream, clock) {
    const planned = new Map(runs.map((each) => [each.id, each]));
    let course = (0, course_1.sweepStart)(runs, clock());
    const all = new cli_progress_1.MultiBar({
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
    const whole = all.create(1, 0, { text: (0, words_1.wholeLine)(course, course.began) });
    /** One for each worker, kept from run to run. */
    const each = new Map();
    const most = Math.max(1, (stream.rows ?? 24) - SPARE_ROWS);
    const draw = (now) => {
        whole.update((0, course_1.sweepShare)(course), { text: (0, words_1.wholeLine)(course, now) });
        const idle = new Set(each.keys());
        for (const running of course.running.values()) {
            const { worker, share } = running;
            const text = (0, words_1.runLine)(course, running, now);
            const bar = each.get(worker);
            if (bar)
                bar.update(share, { text });
            else if (each.size < most)
                each.set(worker, all.create(1, share, { text }));
            idle.delete(worker);
        }
        for (const worker of idle)
            each.get(worker)?.update(0, { text: `${worker} has no run` });
    };
    return {
        onEvent(event) {
            const now = clock();
            course = (0, course_1.sweepAfter)(course, event, now);
            const run = planned.get(event.id);
            const line = run && event.kind !== "done" ? (0, words_1.eventLine)(run, event) : undefined;
            if (line !== undefined)
                all.log(`${line}\n`);
            draw(now);
        },
        end() {
            // What is still to be logged is written with the next drawing only.
            all.update();
            all.stop();
            stream.write(`${(0, words_1.endLine)(course, clock())}\n`);
        },
    };
}
//# sourceMappingURL=progress.js.map