/** Small against large batch, fairly: for each seed two trainings that share everything but the batch, the start included. */
import { parseRun, type RunInput } from "../config";
import type { DataSet } from "../data/dataset";
import { type Summary, summarize, summarizePaired } from "../stats/summary";
import { type TrainResult, train } from "./loop";

export interface Pair {
  seed: number;
  small: TrainResult;
  large: TrainResult;
}

export interface PairOptions {
  seeds: readonly number[];
  small: number;
  large: number;
  /** Told after every epoch, in one line. */
  onProgress?(line: string): void;
  signal?: AbortSignal;
}

/**
 * Trains every seed at both batch sizes.
 * @param settings of the run, without batch and seed
 */
export async function trainPairs(settings: Omit<RunInput, "batch" | "seed">, data: DataSet, options: PairOptions): Promise<Pair[]> {
  const { seeds, small, large, onProgress, signal } = options;
  const one = (seed: number, batch: number, place: number) => {
    const onEpoch = ({ epoch, trainLoss }: { epoch: number; trainLoss: number }) =>
      onProgress?.(`training ${place} of ${2 * seeds.length}: batch ${batch}, seed ${seed}, epoch ${epoch}, loss ${trainLoss.toFixed(4)}`);
    return train(parseRun({ ...settings, batch, seed }), data, { onEpoch, signal });
  };
  const pairs: Pair[] = [];
  for (const [i, seed] of seeds.entries()) {
    pairs.push({ seed, small: await one(seed, small, 2 * i + 1), large: await one(seed, large, 2 * i + 2) });
  }
  onProgress?.(`${2 * seeds.length} trainings done`);
  return pairs;
}

/** One row a training. Losses in nats, accuracies in percent. */
export const pairRows = (pairs: readonly Pair[]) =>
  pairs.flatMap(({ seed, small, large }) =>
    [small, large].map(({ run, ending, epochs, steps, train, test }) => ({
      seed,
      batch: run.batch,
      "ended by": ending,
      epochs,
      steps,
      "train loss": train.loss,
      "train %": 100 * train.accuracy,
      "test loss": test.loss,
      "test %": 100 * test.accuracy,
    })),
  );

export interface Comparison {
  quantity: string;
  small: Summary;
  large: Summary;
  /** Small less large, paired by seed. */
  difference: Summary;
}

/** Mean ± sd of both batch sizes, and their paired difference. Losses in nats, accuracies in percent, distances in the norm of weight space. */
export function comparePairs(pairs: readonly Pair[]): Comparison[] {
  const quantities: Record<string, (result: TrainResult) => number> = {
    "train loss": ({ train }) => train.loss,
    "train %": ({ train }) => 100 * train.accuracy,
    "test loss": ({ test }) => test.loss,
    "test %": ({ test }) => 100 * test.accuracy,
    steps: ({ steps }) => steps,
    "distance from the start": ({ weights, start }) => distance(weights, start),
    "norm of the weights": ({ weights }) => norm(weights),
  };
  return Object.entries(quantities).map(([quantity, value]) => {
    const small = pairs.map((pair) => value(pair.small));
    const large = pairs.map((pair) => value(pair.large));
    return { quantity, small: summarize(small), large: summarize(large), difference: summarizePaired(small, large) };
  });
}

/** A comparison as a row of text: mean ± sd, and the difference with its 95 % interval. */
export const comparisonRows = (comparisons: readonly Comparison[]) =>
  comparisons.map(({ quantity, small, large, difference }) => ({
    quantity,
    "small batch": withSd(small),
    "large batch": withSd(large),
    "small − large": `${digits(difference.mean)} [${digits(difference.low)}, ${digits(difference.high)}]`,
  }));

const withSd = ({ mean, sd }: Summary): string => `${digits(mean)} ± ${digits(sd)}`;

/** Three significant digits, or all digits before the point where there are more. */
function digits(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const rounded = Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
  return String(rounded).replace("-", "−");
}

const norm = (w: Float32Array): number => Math.sqrt(w.reduce((sum, value) => sum + value ** 2, 0));

const distance = (a: Float32Array, b: Float32Array): number => norm(a.map((value, i) => value - (b[i] as number)));
