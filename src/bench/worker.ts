/** One engine of the step benchmark in a process of its own: prepares its work, then trains one epoch for each line on standard input. */
import { createInterface } from "node:readline";
import { useBackend } from "../backend/choose";
import { compiledEngine } from "../train/compiled-engine";
import { eagerEngine } from "../train/eager-engine";
import type { EngineSpec } from "../train/engine";
import { type Cell, RATE, workOf } from "./work";

/** Steps whose losses are compared between engines. */
const COMPARED = 2;

async function main([kind, network, batch]: string[]): Promise<void> {
  await useBackend({ backend: "cpu" });
  const work = workOf({ network: network as Cell["network"], batch: Number(batch) });
  const spec: EngineSpec = {
    network: work.network,
    data: work.data,
    training: {
      optimizer: work.optimizer,
      batch: work.cell.batch,
      settings: { weightDecay: 0, statisticsMomentum: 0.9, seed: 1, dropout: false },
    },
  };
  const engine = kind === "eager" ? eagerEngine(spec) : compiledEngine(spec);
  const rates = new Float32Array(work.steps).fill(RATE);
  engine.write(work.start);
  const losses: number[] = [];
  while (losses.length < COMPARED) losses.push(...engine.train(work.rows, rates, 0));
  say({ losses: losses.slice(0, COMPARED) });
  for await (const _line of createInterface({ input: process.stdin })) {
    const began = performance.now();
    engine.train(work.rows, rates, 0);
    say({ ms: (performance.now() - began) / work.steps, memory: process.resourceUsage().maxRSS * 1024 });
  }
}

const say = (answer: object): void => console.log(JSON.stringify(answer));

void main(process.argv.slice(2));
