/** One engine of the step benchmark in a process of its own: prepares its work, then trains as many epochs as each line on standard input says. */
import { createInterface } from "node:readline";
import { useBackend } from "../backend/choose";
import { trainingWork } from "../model/networks";
import { compiledEngine } from "../train/compiled-engine";
import { eagerEngine } from "../train/eager-engine";
import type { Engine, EngineSpec } from "../train/engine";
import { stockTraining } from "./stock";
import { type Cell, RATE, type Work, workOf } from "./work";

/** Steps whose losses are compared between engines. */
const COMPARED = 2;

async function main([kind, network, batch]: string[]): Promise<void> {
  const cell = { network, batch: Number(batch) } as Cell;
  // Ours as `train` runs it; stock TensorFlow.js as it comes.
  await useBackend({ backend: "cpu", ...(kind === "compiled" ? { work: trainingWork(cell.network, cell.batch) } : {}) });
  const work = workOf(cell);
  const epoch = kind === "eager" ? stockTraining(work).epoch : engineEpoch(work, kind === "ownEager" ? eagerEngine : compiledEngine);
  const losses: number[] = [];
  while (losses.length < COMPARED) losses.push(...epoch());
  say({ losses: losses.slice(0, COMPARED) });
  for await (const line of createInterface({ input: process.stdin })) {
    const epochs = Number(line);
    const began = performance.now();
    for (let i = 0; i < epochs; i++) epoch();
    say({ ms: (performance.now() - began) / (epochs * work.steps), memory: process.resourceUsage().maxRSS * 1024 });
  }
}

/** One epoch of our own step on an engine. */
function engineEpoch(work: Work, create: (spec: EngineSpec) => Engine): () => ArrayLike<number> & Iterable<number> {
  const settings = { weightDecay: 0, statisticsMomentum: 0.9, seed: 1, dropout: false };
  const { network, data, optimizer, cell } = work;
  const engine = create({ network, data, training: { optimizer, batch: cell.batch, settings } });
  engine.write(work.start);
  const rates = new Float32Array(work.steps).fill(RATE);
  return () => engine.train(work.rows, rates, 0);
}

const say = (answer: object): void => console.log(JSON.stringify(answer));

void main(process.argv.slice(2));
