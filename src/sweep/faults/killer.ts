/** Kills processes with SIGKILL at random moments, from a seed: what a fault test strikes with. */
import { readdirSync, readFileSync } from "node:fs";
import type { Random } from "../../random";

export interface Victim {
  pid: number;
  /** For the table: "worker", "coordinator", "redis". */
  kind: string;
}

/** How it is killed, where SIGKILL to `pid` is not the way: a container, a process with children that must go along. */
export type Strike = (victim: Victim) => void;

export interface KillerOptions {
  random: Random;
  /** Who can be killed now; none: nothing happens this time. */
  victims(): Victim[];
  /** Milliseconds between two strikes: at least, at most. */
  every: readonly [number, number];
  /** Strikes in all. */
  most: number;
  strike?: Strike;
  /** Awaited before each strike: what it shall meet. */
  moment?(): Promise<void>;
  onKill?(victim: Victim): void;
}

export interface Killer {
  /** By kind. */
  readonly kills: ReadonlyMap<string, number>;
  /** In all. */
  readonly count: number;
  /** Strikes no more. */
  stop(): void;
}

/** Starts to kill. */
export function startKiller({ random, victims, every: [least, longest], most, strike = kill, moment, onKill }: KillerOptions): Killer {
  const kills = new Map<string, number>();
  let count = 0;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const attack = async () => {
    await moment?.();
    const possible = stopped ? [] : victims();
    const victim = possible[random.below(Math.max(1, possible.length))];
    if (victim) {
      strike(victim);
      count++;
      kills.set(victim.kind, (kills.get(victim.kind) ?? 0) + 1);
      onKill?.(victim);
    }
    next();
  };
  const next = () => {
    if (stopped || count >= most) return;
    timer = setTimeout(attack, least + random.uniform() * (longest - least));
  };
  next();
  return {
    kills,
    get count() {
      return count;
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

export const kill: Strike = ({ pid }) => {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    // It ended by itself a moment ago.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
};

/** Processes that a process has started, as the system knows them now (Linux). */
export function childrenOf(pid: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentOf(name) === pid)
    .map(Number);
}

function parentOf(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // After the program's name, which may hold blanks and parentheses: the state, then the parent (proc_pid_stat(5)). The dead that nobody has fetched are no children.
    const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return state === "Z" || state === "X" ? undefined : Number(parent);
  } catch {
    return undefined;
  }
}

/** The command line of a process; empty where it is gone (Linux). */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
