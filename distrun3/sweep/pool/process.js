"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.startProcess = startProcess;
exports.describeEnd = describeEnd;
/** A process of the pool as its parent sees it: it is given runs, watched, and replaced by its owner when it is gone. */
const node_child_process_1 = require("node:child_process");
const project_1 = require("../../project");
const pulse_1 = require("../execute/pulse");
/** The program of the processes: always the built one. */
const PROGRAM = (0, project_1.inProject)("dist/sweep/pool/worker.js");
/** Milliseconds between two looks at how long a process has been silent. */
const LOOK_MS = 1000;
/** Milliseconds that a process without work may take to end. */
const END_MS = 5000;
/** Milliseconds that are waited for the last words of a process that is gone. */
const LAST_MS = 500;
/** Characters of what a process has said last that are kept, for the case that it dies. */
const WORDS = 2000;
/** @param quietLeast seconds that a run may work without a sign, whatever else is expected of it */
function startProcess(place, quietLeast = pulse_1.QUIET_LEAST) {
    const env = { ...process.env, ...place.env };
    const child = (0, node_child_process_1.fork)(PROGRAM, [], { env, execArgv: [], stdio: ["ignore", "ignore", "pipe", "ipc"] });
    let ready = false;
    let gone = false;
    let falseStart = false;
    let memoryMB = 0;
    let words = "";
    child.stderr?.on("data", (data) => {
        words = (words + data).slice(-WORDS);
    });
    const over = new Promise((resolve) => {
        child.on("error", (error) => {
            if (child.pid !== undefined)
                return;
            gone = falseStart = true;
            resolve(`it could not be started: ${error.message}`);
        });
        child.once("exit", (code, signal) => {
            gone = true;
            falseStart = !ready && signal !== "SIGKILL" && signal !== "SIGTERM";
            // What it said last may still be on its way.
            child.once("close", () => resolve(describeEnd(code, signal, words)));
            setTimeout(() => resolve(describeEnd(code, signal, words)), LAST_MS).unref();
        });
    });
    child.on("message", (message) => {
        ready = true;
        if (message.kind === "ended")
            memoryMB = message.memoryMB;
    });
    const send = (message) => {
        // A process that cannot be reached any more is about to be seen as gone.
        if (child.connected)
            child.send(message, () => undefined);
    };
    return {
        pid: child.pid,
        get ready() {
            return ready;
        },
        get falseStart() {
            return falseStart;
        },
        get gone() {
            return gone;
        },
        get memoryMB() {
            return memoryMB;
        },
        execute(planned, settings, { onStarted, onProgress, signal }) {
            return new Promise((resolve) => {
                const alive = watchSilence(child, quietLeast);
                const onAbort = () => send({ kind: "stop" });
                const onMessage = (message) => {
                    alive.sign(message.kind === "sign" ? quietLeast + message.quiet : undefined);
                    if (message.kind === "started")
                        onStarted(message.from);
                    if (message.kind === "progress")
                        onProgress(message.event);
                    if (message.kind === "ended")
                        finish(message.outcome);
                };
                const finish = (ended) => {
                    alive.end();
                    child.off("message", onMessage);
                    signal.removeEventListener("abort", onAbort);
                    resolve(ended);
                };
                child.on("message", onMessage);
                signal.addEventListener("abort", onAbort);
                void over.then((how) => finish({ kind: "died", error: alive.hung ?? how }));
                send({ kind: "run", planned, settings });
                if (signal.aborted)
                    onAbort();
            });
        },
        async end() {
            send({ kind: "end" });
            const timer = setTimeout(() => child.kill("SIGKILL"), END_MS);
            await over;
            clearTimeout(timer);
        },
    };
}
/** Kills a process that has given no sign for too long. */
function watchSilence(child, quietLeast) {
    let quiet = Math.max(quietLeast, pulse_1.QUIET_START);
    let last = performance.now();
    let looked = last;
    let hung;
    const timer = setInterval(() => {
        const now = performance.now();
        // This process was held itself (a laptop that slept, a long cell): what the other has said meanwhile has not been read yet.
        if (now - looked > 5 * LOOK_MS)
            last = now;
        looked = now;
        if (now - last <= 1000 * quiet || hung)
            return;
        hung = `it gave no sign for ${Math.round((now - last) / 1000)} seconds`;
        child.kill("SIGKILL");
    }, LOOK_MS);
    return {
        sign(next) {
            last = performance.now();
            if (next !== undefined)
                quiet = next;
        },
        get hung() {
            return hung;
        },
        end: () => clearInterval(timer),
    };
}
/** How a process ended, in words. @param words its last on standard error */
function describeEnd(code, signal, words) {
    const said = words.trim().split("\n").slice(-5).join("\n");
    const last = said ? `; its last words:\n${said}` : "";
    if (signal === "SIGKILL")
        return "it was killed (SIGKILL): by hand, or by the system for want of memory; fewer processes need less";
    return signal === null ? `it ended with code ${code}${last}` : `it crashed (${signal})${last}`;
}
//# sourceMappingURL=process.js.map