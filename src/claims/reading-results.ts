/** How to read a result, on numbers whose truth is known: how far single seeds mislead, what a 95 % interval promises, and why a budget must be named. */
import { random } from "../random";
import { type Summary, summarize } from "../stats/summary";
import { stallAfter, stallStart } from "../train/stopping";
import { type Claim, evidenceOf, judge } from "./claim";

/** One imagined experiment: `seeds` differences between two batch sizes. */
export interface Experiment {
  summary: Summary;
  /** Whether the 95 % interval holds the true difference. */
  holds: boolean;
  values: number[];
}

export interface ExperimentOptions {
  /** Of the random numbers. */
  seed: number;
  /** How many experiments. */
  experiments: number;
  /** Runs of each. */
  seeds: number;
  /** The true mean difference. */
  truth: number;
  /** Standard deviation between runs. */
  sd: number;
}

/** Experiments with nearly normal values around a known truth. The same seed gives the same numbers. */
export function drawExperiments({ seed, experiments, seeds, truth, sd }: ExperimentOptions): Experiment[] {
  return Array.from({ length: experiments }, (_, index) => {
    const rng = random(seed).split("experiment", index);
    const values = Array.from({ length: seeds }, () => truth + sd * rng.normal());
    const summary = summarize(values);
    return { summary, values, holds: summary.low <= truth && truth <= summary.high };
  });
}

/** How many of the experiments hold the truth, with Wilson's 95 % interval of that share. */
export function coverage(experiments: readonly Experiment[]): { share: number; low: number; high: number; n: number } {
  const n = experiments.length;
  if (n === 0) throw new RangeError("Coverage needs at least one experiment, got none.");
  const share = experiments.filter(({ holds }) => holds).length / n;
  const z = 1.959964;
  const middle = (share + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
  const half = (z / (1 + z ** 2 / n)) * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
  return { share, low: middle - half, high: middle + half, n };
}

/** The promise of the intervals, as a claim like any other. */
export const coverageClaim = (experiments: readonly Experiment[]): Claim => {
  const { share, low, high, n } = coverage(experiments);
  return judge(
    {
      id: "interval-coverage",
      statement: "A 95 % interval holds the truth 95 times in 100",
      source: "Student 1908; here on drawn numbers",
      published: { value: 0.95, mark: "verified" },
      test: {
        kind: "difference",
        effect: "share of drawn experiments whose interval holds the truth",
        direction: "above",
        from: 0.5,
        seeds: 40,
      },
    },
    { estimate: share, interval: [low, high], n },
  );
};

/** The same values read for the claim "larger than 0" and, with their signs turned, for the same claim again. */
export const readBothWays = (values: readonly number[]): { straight: Claim; turned: Claim } => {
  const read = (id: string, statement: string, numbers: readonly number[]): Claim =>
    judge(
      {
        id,
        statement,
        source: "this notebook, on drawn numbers",
        test: { kind: "direction", effect: "mean difference in points", direction: "above", seeds: 5 },
      },
      evidenceOf(summarize(numbers)),
    );
  return {
    straight: read("straight", "The small batch is better", values),
    turned: read(
      "turned",
      "The same, with small and large batch exchanged",
      values.map((value) => -value),
    ),
  };
};

/**
 * A noisy quadratic model of training (after Zhang et al., 2019): loss ½ Σ hᵢwᵢ², steps along a gradient with noise of variance hᵢσ²/batch.
 * No network: it has a loss, a batch and a learning rate, and that is enough to see what a budget does.
 */
export interface Quadratic {
  /** Curvatures h: 1, ½, ⅓, … so many. */
  dimension: number;
  /** Standard deviation σ of one example's noise. */
  noise: number;
  rate: number;
  /** Examples of an epoch. */
  examples: number;
}

export const QUADRATIC: Quadratic = { dimension: 20, noise: 1, rate: 0.5, examples: 2000 };

export interface QuadraticRun {
  batch: number;
  seed: number;
  stepsPerEpoch: number;
  /** Loss after each step; the first is that of the start. */
  losses: number[];
  /** Epoch in which the loss ceased to improve, by the rule of all trainings here. */
  stalled: number;
}

/** The rule of the trainings (src/config.ts). */
const RULE = { patience: 10, minDelta: 0.001 };

/** One run to its stall, or to `limit` epochs. Runs of one seed start at the same point. */
export function runQuadratic(
  batch: number,
  seed: number,
  { dimension, noise, rate, examples }: Quadratic = QUADRATIC,
  limit = 400,
): QuadraticRun {
  const curvatures = Array.from({ length: dimension }, (_, i) => 1 / (i + 1));
  const start = random(seed).split("start");
  const rng = random(seed).split("noise", batch);
  const w = curvatures.map(() => 1 + 0.2 * start.normal());
  const loss = (): number => curvatures.reduce((sum, h, i) => sum + 0.5 * h * (w[i] as number) ** 2, 0);
  const stepsPerEpoch = Math.floor(examples / batch);
  const losses = [loss()];
  let stall = stallStart;
  let epoch = 0;
  while (!stall.stalled && epoch < limit) {
    let total = 0;
    for (let step = 0; step < stepsPerEpoch; step++) {
      curvatures.forEach((h, i) => {
        w[i] = (w[i] as number) - rate * (h * (w[i] as number) + noise * Math.sqrt(h / batch) * rng.normal());
      });
      losses.push(loss());
      total += losses.at(-1) as number;
    }
    stall = stallAfter(stall, total / stepsPerEpoch, RULE);
    epoch++;
  }
  return { batch, seed, stepsPerEpoch, losses, stalled: epoch };
}

export interface BudgetRow {
  budget: string;
  small: Summary;
  large: Summary;
  /** Large less small, seed by seed, with its interval. */
  difference: Summary;
}

/** Steps that a loss is averaged over: a single step is a matter of luck. */
const WINDOW = 4;

/** Mean loss of the last few steps up to `step`. */
function lossAt({ losses }: QuadraticRun, step: number): number {
  const last = Math.min(step, losses.length - 1);
  const recent = losses.slice(Math.max(0, last - WINDOW + 1), last + 1);
  return recent.reduce((a, b) => a + b, 0) / recent.length;
}

/**
 * The three budgets on pairs of runs: as many epochs, as many steps, until the loss ceases to improve.
 * @param epochs of the first budget; the second gives both as many steps as the large batch made in them
 */
export function threeBudgets(pairs: readonly { small: QuadraticRun; large: QuadraticRun }[], epochs: number): BudgetRow[] {
  const row = (budget: string, at: (run: QuadraticRun, other: QuadraticRun) => number): BudgetRow => {
    const small = pairs.map((pair) => lossAt(pair.small, at(pair.small, pair.large)));
    const large = pairs.map((pair) => lossAt(pair.large, at(pair.large, pair.large)));
    return {
      budget,
      small: summarize(small),
      large: summarize(large),
      difference: summarize(large.map((value, i) => value - (small[i] as number))),
    };
  };
  return [
    row(`equal epochs (${epochs})`, (run) => epochs * run.stepsPerEpoch),
    row(`equal steps (${epochs * (pairs[0]?.large.stepsPerEpoch ?? 0)})`, (_, large) => epochs * large.stepsPerEpoch),
    row("until the loss ceases to improve", (run) => run.losses.length - 1),
  ];
}

/** What the three budgets say of "the large batch ends with the higher training loss". */
export const budgetClaims = (rows: readonly BudgetRow[]): Claim[] =>
  rows.map(({ budget, difference }) =>
    judge(
      {
        id: `budget-${budget.split(" ").slice(0, 2).join("-")}`,
        statement: `The large batch ends with the higher training loss: ${budget}`,
        source: "this notebook, on the quadratic model",
        test: { kind: "direction", effect: "loss of the large batch less that of the small one", direction: "above", seeds: 5 },
      },
      evidenceOf(difference),
    ),
  );
