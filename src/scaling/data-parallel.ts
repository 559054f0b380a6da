/** Data-parallel training on this machine: processes that each take a share of every batch and add up their gradients around a ring. */
import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Run } from "../config";
import { UsageError, UserError } from "../errors";
import { inProject } from "../project";
import { defaultSignal } from "../signal";
import { median } from "../stats/summary";
import type { Answer, Task } from "./replica";

export interface DataParallelOptions {
  /** Processes, each with one thread. */
  replicas: number;
  /** Steps of all of them together. */
  steps: number;
  onStep?(step: number, loss: number): void;
  signal?: AbortSignal;
}

export interface DataParallelResult {
  /** The same for all replicas, bit for bit: the training fails otherwise. */
  weights: Float32Array;
  /** Mean loss of each step's batch before the step, nats. */
  losses: number[];
  /** Medians over the steps of the first replica, milliseconds. */
  gradientMs: number;
  allReduceMs: number;
  updateMs: number;
}

/**
 * Trains as one process with the whole batch would: same start, same order of the examples, same update, but for the rounding of the sums. A network with batch norm differs:
 * each replica normalises by its own share of the batch, and its running statistics are not followed. Dropout draws other masks.
 * @throws UsageError where the batch cannot be shared equally; UserError where a replica fails
 */
export async function trainDataParallel(run: Run, options: DataParallelOptions): Promise<DataParallelResult> {
  const { replicas, steps, onStep, signal = defaultSignal() } = options;
  if (!Number.isInteger(replicas) || replicas < 1) throw new UsageError(`replicas must be a whole number from 1 on; got ${replicas}.`);
  if (!Number.isInteger(steps) || steps < 1) throw new UsageError(`steps must be a whole number from 1 on; got ${steps}.`);
  if (run.batch % replicas !== 0)
    throw new UsageError(`A batch of ${run.batch} cannot be shared equally by ${replicas} replicas; take a multiple of ${replicas}.`);
  const folder = mkdtempSync(join(tmpdir(), "largebatch-ring-"));
  const children: ChildProcess[] = [];
  const stop = () => {
    for (const child of children) child.kill();
  };
  signal?.addEventListener("abort", stop);
  try {
    const losses: number[] = [];
    const ends = Array.from({ length: replicas }, (_, rank) => {
      const child = fork(inProject("dist/scaling/replica.js"), {
        serialization: "advanced",
        stdio: ["ignore", "ignore", "inherit", "ipc"],
      });
      children.push(child);
      const hear = (step: number, loss: number) => {
        if (rank > 0) return;
        losses.push(loss);
        onStep?.(step, loss);
      };
      return endOf(child, { run, steps, rank, members: replicas, folder }, hear);
    });
    const [first, ...others] = await Promise.all(ends);
    if (!first) throw new Error("unreachable: there is at least one replica");
    for (const other of others) requireSame(first.weights, other.weights);
    const { weights } = first;
    return {
      weights,
      losses,
      gradientMs: median(first.gradientMs),
      allReduceMs: median(first.allReduceMs),
      updateMs: median(first.updateMs),
    };
  } catch (error) {
    if (signal?.aborted) throw new UserError("The data-parallel training was stopped.");
    throw error;
  } finally {
    signal?.removeEventListener("abort", stop);
    stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

type End = Extract<Answer, { kind: "end" }>;

/** Gives a process its task. @throws UserError where it ends without an answer */
function endOf(child: ChildProcess, task: Task, onStep: (step: number, loss: number) => void): Promise<End> {
  return new Promise((resolve, reject) => {
    child.on("message", (answer: Answer) => {
      if (answer.kind === "step") onStep(answer.step, answer.loss);
      else if (answer.kind === "end") resolve(answer);
      else reject(new UserError(`Replica ${task.rank} failed: ${answer.message}`));
    });
    child.once("error", reject);
    child.once("exit", (code, killedBy) => reject(new UserError(`Replica ${task.rank} ended early (${killedBy ?? `exit code ${code}`}).`)));
    child.send(task);
  });
}

function requireSame(a: Float32Array, b: Float32Array): void {
  const at = a.findIndex((value, i) => !Object.is(value, b[i]));
  if (at >= 0) throw new UserError(`Two replicas have come apart: weight ${at} is ${a[at]} in one, ${b[at]} in another.`);
}
