"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Stop = exports.GIVEN_UP = void 0;
/** What stops the code of one cell that was interrupted: its `kernel.signal`, its `await`s, its timers. */
const node_events_1 = require("node:events");
const interrupted_1 = require("./interrupted");
/** What an `await` that is given up gets instead of its value; the code behind it throws then. */
exports.GIVEN_UP = Symbol("given up");
/** An `await` of a stopped cell throws; one that catches that and awaits again would do so for ever. After so many it never resumes. */
const MOST_THROWN = 1000;
/** The way to stop one cell. */
class Stop {
    onWatched;
    state = "running";
    controller = new AbortController();
    death = new AbortController();
    waiting = new Set();
    thrown = 0;
    /** @param onWatched Told when the cell asks for `signal`. */
    constructor(onWatched = () => { }) {
        this.onWatched = onWatched;
        (0, node_events_1.setMaxListeners)(0, this.controller.signal, this.death.signal);
    }
    /** Aborted when the cell is interrupted. */
    get signal() {
        this.onWatched();
        return this.controller.signal;
    }
    /** Aborted when the cell is given up. */
    get deathSignal() {
        return this.death.signal;
    }
    get isRequested() {
        return this.state !== "running";
    }
    get isDead() {
        return this.state === "dead";
    }
    /** Asks the cell to stop: code that listens to the signal has the time to bring its work home. */
    request() {
        if (this.state !== "running")
            return;
        this.state = "stopping";
        this.controller.abort(new interrupted_1.Interrupted());
    }
    /** Gives up all the cell waits for. */
    kill() {
        this.request();
        if (this.state === "dead")
            return;
        this.state = "dead";
        this.death.abort(new interrupted_1.Interrupted());
        for (const giveUp of this.waiting)
            giveUp(exports.GIVEN_UP);
        this.waiting.clear();
    }
    /** What an `await` of the cell has to wait for, instead of `value`. */
    guard(value) {
        if (this.state !== "running")
            return this.thrown++ < MOST_THROWN ? exports.GIVEN_UP : new Promise(() => { });
        if (!isThenable(value))
            return value;
        return new Promise((resolve, reject) => {
            this.waiting.add(resolve);
            const done = () => this.waiting.delete(resolve);
            value.then((result) => {
                done();
                resolve(result);
            }, (error) => {
                done();
                reject(error);
            });
        });
    }
}
exports.Stop = Stop;
const isThenable = (value) => (typeof value === "object" || typeof value === "function") && value !== null && typeof value.then === "function";
//# sourceMappingURL=stop.js.map