/** From which batch on the test accuracy falls: two definitions of a threshold, made before anything is measured, beside the published ones. */
import { random } from "../random";
import { type BrokenStickInterval, brokenStick } from "../stats/broken-stick";
import { mean, type Summary, summarize, summarizePaired } from "../stats/summary";
import type { RunRow } from "../sweep/store/row";
import { published, quotable } from "./published";

export interface ThresholdOptions {
  /** The batch that the others are compared with. */
  small: number;
  /** Loss of test accuracy, percentage points, that counts as degradation. */
  tolerance: number;
  /** Of the resampling. */
  seed: number;
}

/** Test accuracies (%) by batch and seed. */
export interface AccuracyGrid {
  batches: number[];
  seeds: number[];
  /** A list a seed, in the order of `batches`. */
  curves: number[][];
  runs: string[];
}

/** The seeds that have all batches of the rows. */
export function accuracyGrid(rows: readonly RunRow[]): AccuracyGrid {
  const batches = [...new Set(rows.map(({ batch }) => batch))].sort((a, b) => a - b);
  const rowAt = (batch: number, seed: number) => rows.find((row) => row.batch === batch && row.seed === seed);
  const whole = (seed: number) => batches.every((batch) => rowAt(batch, seed));
  const seeds = [...new Set(rows.map(({ seed }) => seed))].sort((a, b) => a - b).filter(whole);
  const found = seeds.map((seed) => batches.map((batch) => rowAt(batch, seed) as RunRow));
  return {
    batches,
    seeds,
    curves: found.map((curve) => curve.map(({ testAccuracy }) => 100 * (testAccuracy ?? Number.NaN))),
    runs: found.flat().map(({ id }) => id),
  };
}

/** What both definitions give. Differences in percentage points. */
export interface Threshold {
  tolerance: number;
  small: number;
  /** Test accuracy of each batch less that of `small`, seed by seed. */
  differences: { batch: number; difference: Summary }[];
  /** First definition: the largest batch up to which no interval lies wholly below −tolerance; and the first batch whose interval does, if any. */
  tolerated: number;
  degraded?: number;
  /** Second definition: a level that turns into a slope, over log2 of the batch. */
  stick: BrokenStickInterval;
  /** Its break as a batch, and the ends of its interval. */
  breakAt: { batch: number; low: number; high: number };
  /** Change of test accuracy per doubling of the batch, from `small` on: a straight line a seed. */
  perDoubling: Summary;
  grid: AccuracyGrid;
}

/** @throws RangeError where no seed has all batches, or `small` is none of them */
export function thresholdOf(rows: readonly RunRow[], { small, tolerance, seed }: ThresholdOptions): Threshold {
  const grid = accuracyGrid(rows);
  const { batches, curves } = grid;
  const base = batches.indexOf(small);
  if (base < 0 || curves.length === 0)
    throw new RangeError(
      `A threshold needs a seed with all batches, ${small} among them; got batches ${batches.join(", ")} of ${curves.length} whole seeds.`,
    );
  const column = (index: number) => curves.map((curve) => curve[index] as number);
  const differences = batches.map((batch, index) => ({ batch, difference: summarizePaired(column(index), column(base)) }));
  const larger = differences.filter(({ batch }) => batch > small);
  const degraded = larger.find(({ difference }) => difference.high < -tolerance)?.batch;
  const tolerated = [small, ...larger.map(({ batch }) => batch)]
    .filter((batch) => degraded === undefined || batch < degraded)
    .at(-1) as number;
  const logs = batches.map(Math.log2);
  // Exactly the smallest batch at its own place, so that a break there is not taken for one beyond it.
  const batchAt = (log: number) => (batches[0] as number) * 2 ** (log - (logs[0] as number));
  const stick = brokenStick(logs, curves, random(seed).split("threshold"));
  return {
    tolerance,
    small,
    differences,
    tolerated,
    ...(degraded === undefined ? {} : { degraded }),
    stick,
    breakAt: { batch: batchAt(stick.at), low: batchAt(stick.low), high: batchAt(stick.high) },
    perDoubling: summarize(curves.map((curve) => slope(logs.slice(base), curve.slice(base)))),
    grid,
  };
}

/** Of the least-squares line. */
function slope(x: readonly number[], y: readonly number[]): number {
  const [middle, height] = [mean(x), mean(y)];
  const shared = x.reduce((sum, each, i) => sum + (each - middle) * ((y[i] as number) - height), 0);
  return shared / x.reduce((sum, each) => sum + (each - middle) ** 2, 0);
}

/** The published thresholds and ours, for a table: as batches, and as a share of the training images. @param images of the study */
export function thresholdRows(
  { tolerated, degraded, breakAt, tolerance, small }: Threshold,
  { title, images }: { title: string; images: number },
): Record<string, string>[] {
  const trainingImages = new Map(
    published("imagenet").flatMap(({ data, split, images: count }) => (split === "train" ? [[data, count]] : [])),
  );
  const share = (batch: number, of: number | undefined) => (of ? `${((100 * batch) / of).toPrecision(2)} %` : "–");
  const theirs = published("thresholds")
    .filter(quotable)
    .map(({ study, network, data, batch, what }) => ({
      threshold: `${study}: ${network} on ${data}`,
      batch: `≈ ${whole(batch)}`,
      "of the training images": share(batch, trainingImages.get(data)),
      what,
    }));
  const { batch, low, high } = breakAt;
  const range = Number.isFinite(low) ? ` [${whole(low)}, ${whole(high)}]` : "";
  const ours = [
    {
      threshold: `here: ${title}, broken line`,
      batch: `${whole(batch)}${range}`,
      "of the training images": share(batch, images),
      what: "a level turns into a slope; 95 % interval from resampled seeds",
    },
    {
      threshold: `here: ${title}, tolerance`,
      batch: whole(tolerated),
      "of the training images": share(tolerated, images),
      what:
        degraded === undefined
          ? `no batch is worse than ${small} by ${tolerance} points for certain`
          : `${whole(degraded)} is the first that is worse than ${small} by ${tolerance} points for certain`,
    },
  ];
  return [...theirs, ...ours];
}

const whole = (value: number): string => Math.round(value).toLocaleString("en-US");
