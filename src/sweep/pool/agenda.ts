/** The runs that are still to be done: handed out one by one, given back by workers that died, put off while another process has them. */
import type { Planned } from "../executor";

export interface Job {
  planned: Planned;
  /** 1 for the first. */
  attempt: number;
}

export class Agenda {
  private ready: Job[];
  private later: { job: Job; at: number }[] = [];
  private out = 0;
  private closed = false;
  private waiting: (() => void)[] = [];

  constructor(runs: readonly Planned[]) {
    const unique = new Map(runs.map((planned) => [planned.id, planned]));
    this.ready = [...unique.values()].map((planned) => ({ planned, attempt: 1 }));
  }

  /** The next run; waits while all that is left is in other hands. Each must be settled, returned or put off. @returns undefined when nothing is left, or the agenda was closed */
  async take(): Promise<Job | undefined> {
    for (;;) {
      if (this.closed) return undefined;
      this.bringForward();
      const job = this.ready.shift();
      if (job) {
        this.out++;
        return job;
      }
      if (this.out === 0 && this.later.length === 0) return undefined;
      await this.change();
    }
  }

  /** It needs no more work. */
  settle(): void {
    this.out--;
    this.wake();
  }

  /** It is to be done next. */
  giveBack(job: Job): void {
    this.ready.unshift(job);
    this.settle();
  }

  /** It is to be done, but not before so many milliseconds have passed. */
  putOff(job: Job, ms: number): void {
    this.later.push({ job, at: performance.now() + ms });
    this.settle();
  }

  /** Hands out nothing more. */
  close(): void {
    this.closed = true;
    this.wake();
  }

  private bringForward(): void {
    const now = performance.now();
    this.ready.push(...this.later.filter(({ at }) => at <= now).map(({ job }) => job));
    this.later = this.later.filter(({ at }) => at > now);
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  /** Until something changes, or a run that was put off is due. */
  private async change(): Promise<void> {
    const due = Math.min(...this.later.map(({ at }) => at));
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.waiting.push(resolve);
      // A millisecond more: timers may come a little early.
      if (Number.isFinite(due)) timer = setTimeout(resolve, Math.max(0, due - performance.now()) + 1);
    });
    clearTimeout(timer);
  }
}
