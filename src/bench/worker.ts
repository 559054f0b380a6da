/** One engine of the step benchmark in a process of its own: prepares its work, then trains as many epochs as each line on standard input says. */
import { createInterface } from "node:readline";
import { useBackend } from "../backend/choose";
import { trainingWork } from "../model/networks";
import { random } from "../random";
import { compiledEngine } from "../train/compiled-engine";
import { eagerEngine } from "../train/eager-engine";
import { type Engine, type EngineSpec, startingState, type TrainingSpec } from "../train/engine";
import { trainingOf } from "../train/remedies/compose";
import { benchRun, type RemedyOptimizer } from "./remedies";
import { stockTraining } from "./stock";
import { type Cell, RATE, type Work, workOf } from "./work";

/** Steps whose losses are compared between engines. */
const COMPARED = 2;

/** @param argv `compiled`, `ownEager` or `eager`, network and batch; or `remedy`, network, batch, optimizer and remedies such as "sam:rho=0.1", none for the plain step */
async function main([kind, network, batch, optimizer = "", ...remedies]: string[]): Promise<void> {
  const cell = { network, batch: Number(batch) } as Cell;
  // Ours as `train` runs it; stock TensorFlow.js as it comes.
  await useBackend({
    backend: "cpu",
    ...(kind === "compiled" || kind === "remedy" ? { work: trainingWork(cell.network, cell.batch) } : {}),
  });
  const work = workOf(cell);
  const epoch = epochOf(kind, work, optimizer, remedies);
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

type Epoch = () => ArrayLike<number> & Iterable<number>;

function epochOf(kind: string | undefined, work: Work, optimizer: string, remedies: string[]): Epoch {
  const { network, data, cell } = work;
  if (kind === "eager") return stockTraining(work).epoch;
  if (kind === "remedy") {
    const training = trainingOf(benchRun(cell, optimizer as RemedyOptimizer, remedies), network, data.train.count);
    const start = startingState(network, training.optimizer, random(1), training.extraOf);
    return engineEpoch({ ...work, start }, compiledEngine, training);
  }
  const settings = { weightDecay: 0, statisticsMomentum: 0.9, seed: 1, dropout: false };
  const training = { optimizer: work.optimizer, batch: cell.batch, settings };
  return engineEpoch(work, kind === "ownEager" ? eagerEngine : compiledEngine, training);
}

/** One epoch of our own step on an engine. */
function engineEpoch(work: Work, create: (spec: EngineSpec) => Engine, training: TrainingSpec): Epoch {
  const { network, data } = work;
  const engine = create({ network, data, training });
  engine.write(work.start);
  const rates = new Float32Array(work.steps).fill(RATE);
  return () => engine.train(work.rows, rates, 0);
}

const say = (answer: object): void => console.log(JSON.stringify(answer));

void main(process.argv.slice(2));
