/** The work that a step benchmark measures: network, data, weights and batches, the same for every engine and every peer. */
import type { DataSet, Split } from "../data/dataset";
import type { Network } from "../model/network";
import { buildNetwork } from "../model/networks";
import { random } from "../random";
import { type Snapshot, startingState } from "../train/engine";
import { buildOptimizer } from "../train/optimizers";
import type { Optimizer } from "../train/optimizers/optimizer";

export const BENCH_NETWORKS = ["cnn", "mlp", "mlp5", "F1", "C1"] as const;
export type BenchNetwork = (typeof BENCH_NETWORKS)[number];

export interface Cell {
  network: BenchNetwork;
  batch: number;
}

/** The table: each network at batch 32 and 256, C1 also at 5,000. */
export const CELLS: Cell[] = [
  ...BENCH_NETWORKS.flatMap((network) => [32, 256].map((batch) => ({ network, batch }))),
  { network: "C1", batch: 5000 },
];

/** SGD with momentum; the rate is small, so that losses stay comparable. */
export const RATE = 0.01;
export const MOMENTUM = 0.9;

export interface Work {
  cell: Cell;
  network: Network;
  optimizer: Optimizer;
  data: DataSet;
  start: Snapshot;
  /** Rows of one epoch, `steps · batch`. */
  rows: Int32Array;
  steps: number;
}

/** Random images and labels: a benchmark needs no meaning. 2,048 examples, 512 for C1 (one batch where that is larger). */
export function workOf(cell: Cell, examples = cell.network === "C1" ? 512 : 2048): Work {
  const shape: DataSet["shape"] = cell.network === "C1" ? [32, 32, 3] : [28, 28, 1];
  const count = Math.max(cell.batch, examples);
  const data: DataSet = {
    name: "glyphs",
    shape,
    classes: 10,
    classNames: [],
    train: split(count, shape),
    test: split(1, shape),
    source: "random numbers",
  };
  const network = buildNetwork(cell.network, shape, 10);
  const optimizer = buildOptimizer({ optimizer: "momentum", momentum: MOMENTUM, beta1: 0, beta2: 0, epsilon: 0 });
  const steps = Math.floor(count / cell.batch);
  return {
    cell,
    network,
    optimizer,
    data,
    start: startingState(network, optimizer, random(1)),
    rows: random(2)
      .permutation(count)
      .slice(0, steps * cell.batch),
    steps,
  };
}

/** The work of the benchmarks of measures: the whole of so many examples is one batch. */
export function measureWorkOf(network: BenchNetwork, examples: number): Work {
  return workOf({ network, batch: examples }, examples);
}

/** Keskar's box, and the iterations of the search for φ. */
export const EPSILON = 1e-3;
export const ITERATIONS = 10;

/** A direction in weight space, for Hessian products. */
export function directionOf({ network }: Work): Float32Array {
  const rng = random(4);
  return Float32Array.from({ length: network.dimension }, () => rng.normal());
}

function split(count: number, shape: DataSet["shape"]): Split {
  const rng = random(3);
  const size = count * shape[0] * shape[1] * shape[2];
  return {
    images: Uint8Array.from({ length: size }, () => rng.bits() & 255),
    labels: Uint8Array.from({ length: count }, () => rng.below(10)),
    count,
  };
}
