/** A process of data-parallel training: it holds the whole network, computes the gradient of its share of each batch, and moves by the sum of all. */
import { performance } from "node:perf_hooks";
import { useBackend } from "../backend/choose";
import type { Run } from "../config";
import { loadData } from "../data";
import { epochOrder } from "../data/batches";
import { UsageError } from "../errors";
import { buildNetwork } from "../model/networks";
import { random } from "../random";
import { startingState, startOf } from "../train/engine";
import { gradientEngine } from "../train/gradient-engine";
import { buildOptimizer } from "../train/optimizers";
import { joinRing, type Place } from "./ring";

/** What a replica is told; `run.batch` is that of all replicas together. */
export interface Task extends Place {
  run: Run;
  steps: number;
}

/** What it answers, a step at a time and at the end. */
export type Answer =
  | { kind: "step"; step: number; loss: number }
  | { kind: "end"; weights: Float32Array; gradientMs: number[]; allReduceMs: number[]; updateMs: number[] }
  | { kind: "error"; message: string };

/** Trains `steps` steps in step with the other members of the ring. */
export async function replicate({ run, steps, ...place }: Task, tell: (answer: Answer) => void): Promise<void> {
  await useBackend({ backend: "cpu", threads: 1 });
  if (run.remedies)
    throw new UsageError(`Data-parallel training knows no remedies, and the run has ${Object.keys(run.remedies).join(", ")}.`);
  const data = await loadData(run.data, { trainSize: run.trainSize, validation: run.validation });
  const network = buildNetwork(run.network, data.shape, data.classes);
  const optimizer = buildOptimizer(run);
  const share = run.batch / place.members;
  const engine = gradientEngine({ network, data, optimizer, batch: share, settings: run });
  engine.write(startingState(network, optimizer, startOf(run.seed)));
  const ring = await joinRing(place);
  try {
    const times = { gradientMs: [] as number[], allReduceMs: [] as number[], updateMs: [] as number[] };
    const timed = async <T>(name: keyof typeof times, work: () => T | Promise<T>): Promise<T> => {
      const began = performance.now();
      const result = await work();
      times[name].push(performance.now() - began);
      return result;
    };
    const stepsAnEpoch = Math.floor(data.train.count / run.batch);
    let order: Int32Array = new Int32Array();
    for (let step = 0; step < steps; step++) {
      const inEpoch = step % stepsAnEpoch;
      if (inEpoch === 0) order = epochOrder(data.train.count, random(run.seed).split("order", step / stepsAnEpoch));
      const from = inEpoch * run.batch + place.rank * share;
      const { loss, gradient } = await timed("gradientMs", () => engine.gradient(order.slice(from, from + share), step));
      // The loss travels with the gradient: one number more.
      const sum = new Float32Array(gradient.length + 1);
      sum.set(gradient);
      sum[gradient.length] = loss;
      await timed("allReduceMs", () => ring.allReduce(sum));
      const mean = sum.map((value) => value / place.members);
      await timed("updateMs", () => engine.apply(mean.subarray(0, -1), run.learningRate));
      tell({ kind: "step", step: step + 1, loss: mean.at(-1) as number });
    }
    tell({ kind: "end", weights: engine.read().weights, ...times });
  } finally {
    ring.close();
    engine.dispose();
  }
}

/** As a process of its own: one task over the channel to its parent, who ends it when the answer has come. */
function main(): void {
  const tell = (answer: Answer) => void process.send?.(answer);
  process.once("disconnect", () => process.exit(1));
  process.once("message", (task: Task) => {
    replicate(task, tell).catch((error: Error) => tell({ kind: "error", message: error.message }));
  });
}

if (require.main === module) main();
