/** Measures what a step of a network costs on this machine at several batches. */
import { performance } from "node:perf_hooks";
import { useBackend } from "../backend/choose";
import type { Run } from "../config";
import { epochOrder } from "../data/batches";
import type { DataSet } from "../data/dataset";
import { UsageError } from "../errors";
import { buildNetwork, trainingWork } from "../model/networks";
import { random } from "../random";
import { defaultSignal } from "../signal";
import { median } from "../stats/summary";
import { createEngine, startingState, startOf } from "../train/engine";
import { trainingOf } from "../train/remedies/compose";
import type { Measured } from "./fit";

export interface ThroughputOptions {
  batches: readonly number[];
  /** Measurements of each batch, one batch after the other in turn. Default 5. */
  rounds?: number;
  /** Milliseconds a measurement lasts at least. Default 100. */
  sampleMs?: number;
  onBatch?(batch: number): void;
  signal?: AbortSignal;
}

export interface Throughput extends Measured {
  /** Smallest and largest of the measurements, milliseconds a step. */
  min: number;
  max: number;
  examplesPerSecond: number;
}

/**
 * Median milliseconds of a training step at each batch (`size`), compiling and the first call excluded.
 * @param run its batch is not used
 * @throws UsageError for a batch that the data cannot fill
 */
export async function measureThroughput(run: Run, data: DataSet, options: ThroughputOptions): Promise<Throughput[]> {
  const { batches, rounds = 5, sampleMs = 100, onBatch, signal = defaultSignal() } = options;
  const tooLarge = batches.find((batch) => batch > data.train.count);
  if (tooLarge !== undefined)
    throw new UsageError(`A batch of ${tooLarge} is larger than the training set (${data.train.count} examples).`);
  await useBackend({ work: trainingWork(run.network, Math.max(...batches)) });
  const results: Throughput[] = [];
  for (const batch of batches) {
    signal?.throwIfAborted();
    onBatch?.(batch);
    const times = await timesOf({ ...run, batch }, data, rounds, sampleMs);
    const ms = median(times);
    results.push({ size: batch, ms, min: Math.min(...times), max: Math.max(...times), examplesPerSecond: (1000 * batch) / ms });
  }
  return results;
}

async function timesOf(run: Run, data: DataSet, rounds: number, sampleMs: number): Promise<number[]> {
  const network = buildNetwork(run.network, data.shape, data.classes);
  const training = trainingOf(run, network, data.train.count);
  const start = startingState(network, training.optimizer, startOf(run.seed), training.extraOf);
  const engine = createEngine({ network, data, training }, start);
  try {
    const order = epochOrder(data.train.count, random(run.seed).split("order", 0));
    const most = Math.floor(order.length / run.batch);
    const timed = (steps: number): number => {
      const began = performance.now();
      let left = steps;
      while (left > 0) {
        const now = Math.min(left, most);
        engine.train(order.slice(0, now * run.batch), new Float32Array(now).fill(run.learningRate), 0);
        left -= now;
      }
      return (performance.now() - began) / steps;
    };
    timed(1);
    const steps = Math.max(1, Math.ceil(sampleMs / timed(1)));
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      times.push(timed(steps));
      await new Promise(setImmediate);
    }
    return times;
  } finally {
    engine.dispose();
  }
}
