/** A process of the pool as its parent sees it: it is given runs, watched, and replaced by its owner when it is gone. */
import { type ChildProcess, fork } from "node:child_process";
import { inProject } from "../../project";
import { QUIET_LEAST, QUIET_START } from "../execute/pulse";
import type { Planned } from "../executor";
import type { Place } from "./places";
import type { FromWorker, Outcome, RunSettings, ToWorker } from "./protocol";

/** The program of the processes: always the built one. */
const PROGRAM = inProject("dist/sweep/pool/worker.js");

/** What became of a run that a process was given; `died`: with the process. */
export type Ended = Outcome | { kind: "died"; error: string };

export interface Watch {
  onStarted(from?: { step: number; epoch: number }): void;
  onProgress(event: Extract<FromWorker, { kind: "progress" }>["event"]): void;
  /** Aborted: the process saves its run and leaves it. */
  signal: AbortSignal;
}

export interface PoolProcess {
  pid: number | undefined;
  /** Whether it ever came up. */
  readonly ready: boolean;
  /** Whether it ended by itself before it came up. */
  readonly falseStart: boolean;
  /** Whether it is there no more. */
  readonly gone: boolean;
  /** After its last run. */
  readonly memoryMB: number;
  /** Has a run executed; one at a time. */
  execute(planned: Planned, settings: RunSettings, watch: Watch): Promise<Ended>;
  /** Lets it end; resolves when it has. */
  end(): Promise<void>;
}

/** Milliseconds between two looks at how long a process has been silent. */
const LOOK_MS = 1000;
/** Milliseconds that a process without work may take to end. */
const END_MS = 5000;
/** Milliseconds that are waited for the last words of a process that is gone. */
const LAST_MS = 500;
/** Characters of what a process has said last that are kept, for the case that it dies. */
const WORDS = 2000;

/** @param quietLeast seconds that a run may work without a sign, whatever else is expected of it */
export function startProcess(place: Place, quietLeast: number = QUIET_LEAST): PoolProcess {
  const env = { ...process.env, ...place.env };
  const child = fork(PROGRAM, [], { env, execArgv: [], stdio: ["ignore", "ignore", "pipe", "ipc"] });
  let ready = false;
  let gone = false;
  let falseStart = false;
  let memoryMB = 0;
  let words = "";
  child.stderr?.on("data", (data) => {
    words = (words + data).slice(-WORDS);
  });
  const over = new Promise<string>((resolve) => {
    child.on("error", (error) => {
      if (child.pid !== undefined) return;
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
  child.on("message", (message: FromWorker) => {
    ready = true;
    if (message.kind === "ended") memoryMB = message.memoryMB;
  });
  const send = (message: ToWorker) => {
    // A process that cannot be reached any more is about to be seen as gone.
    if (child.connected) child.send(message, () => undefined);
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
        const onMessage = (message: FromWorker) => {
          alive.sign(message.kind === "sign" ? quietLeast + message.quiet : undefined);
          if (message.kind === "started") onStarted(message.from);
          if (message.kind === "progress") onProgress(message.event);
          if (message.kind === "ended") finish(message.outcome);
        };
        const finish = (ended: Ended) => {
          alive.end();
          child.off("message", onMessage);
          signal.removeEventListener("abort", onAbort);
          resolve(ended);
        };
        child.on("message", onMessage);
        signal.addEventListener("abort", onAbort);
        void over.then((how) => finish({ kind: "died", error: alive.hung ?? how }));
        send({ kind: "run", planned, settings });
        if (signal.aborted) onAbort();
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

interface Silence {
  /** Something came. @param quiet seconds that the next silence may last; undefined: as before */
  sign(quiet?: number): void;
  /** Why the process was killed, if it was. */
  readonly hung: string | undefined;
  end(): void;
}

/** Kills a process that has given no sign for too long. */
function watchSilence(child: ChildProcess, quietLeast: number): Silence {
  let quiet = Math.max(quietLeast, QUIET_START);
  let last = performance.now();
  let looked = last;
  let hung: string | undefined;
  const timer = setInterval(() => {
    const now = performance.now();
    // This process was held itself (a laptop that slept, a long cell): what the other has said meanwhile has not been read yet.
    if (now - looked > 5 * LOOK_MS) last = now;
    looked = now;
    if (now - last <= 1000 * quiet || hung) return;
    hung = `it gave no sign for ${Math.round((now - last) / 1000)} seconds`;
    child.kill("SIGKILL");
  }, LOOK_MS);
  return {
    sign(next) {
      last = performance.now();
      if (next !== undefined) quiet = next;
    },
    get hung() {
      return hung;
    },
    end: () => clearInterval(timer),
  };
}

/** How a process ended, in words. @param words its last on standard error */
export function describeEnd(code: number | null, signal: string | null, words: string): string {
  const said = words.trim().split("\n").slice(-5).join("\n");
  const last = said ? `; its last words:\n${said}` : "";
  if (signal === "SIGKILL") return "it was killed (SIGKILL): by hand, or by the system for want of memory; fewer processes need less";
  return signal === null ? `it ended with code ${code}${last}` : `it crashed (${signal})${last}`;
}
