/** Commands of the fault test, as a user would give them: started, and started again whenever they were killed. */
import { type ChildProcess, spawn } from "node:child_process";
import { inProject } from "../../project";

/** Times that a command may end by itself, in one sweep, before that counts as a fault: a coordinator reports what failed thrice, and is begun anew. */
const MOST_ENDS = 20;

export interface Started {
  process: ChildProcess;
  /** Its exit code; null: it was killed. */
  ended: Promise<number | null>;
  /** Its last words. */
  said(): string;
}

/** @param env beside the environment of this process */
export function start(args: string[], env: Record<string, string>): Started {
  const child = spawn(process.execPath, [inProject("dist/cli.js"), ...args], {
    env: { ...process.env, LARGEBATCH_THREADS: "1", ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (data) => {
    said = (said + data).slice(-2000);
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    // Its workers may hold its standard error a little longer, so its end is not waited for.
    child.on("exit", (code) => resolve(code));
  });
  return { process: child, ended, said: () => said };
}

export interface Kept {
  /** What is wrong with how it ended, if anything. */
  wrong: readonly string[];
  /** Resolves to the same when it has ended with 0, or was stopped. */
  finished: Promise<readonly string[]>;
  starts(): number;
  /** Of the process, while it lives. */
  pid(): number | undefined;
  stop(): Promise<void>;
}

/** Starts a command again whenever it was killed, until it ends with 0 or is stopped. */
export function keep(begin: () => Started): Kept {
  const wrong: string[] = [];
  let starts = 0;
  let over = false;
  let current: Started;
  const finished = (async () => {
    for (let ends = 0; !over; ) {
      current = begin();
      starts++;
      const code = await current.ended;
      if (code === 0) break;
      if (code === null || over || ++ends < MOST_ENDS) continue;
      wrong.push(`${current.process.spawnargs.slice(2, 3)} ended by itself ${ends} times, at last with ${code}: ${current.said()}`);
      break;
    }
    return wrong;
  })();
  return {
    wrong,
    finished,
    starts: () => starts,
    pid() {
      const { pid, exitCode, signalCode } = current.process;
      return exitCode === null && signalCode === null ? pid : undefined;
    },
    async stop() {
      over = true;
      current.process.kill("SIGTERM");
      await finished;
    },
  };
}
