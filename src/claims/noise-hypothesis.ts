/** The idea that gradient noise decides: the ratio of learning rate to batch sets how flat a minimum is found (Jastrzębski et al., 2017; Smith and Le, 2018). */
import { smithLeScale } from "../measure/noise-scale";
import { leastSquares, lineThrough } from "../stats/least-squares";
import { type Summary, summarize } from "../stats/summary";
import type { RunRow } from "../sweep/store/row";
import { type Claim, type Evidence, evidenceOf, type Hypothesis, judge } from "./claim";
import { intervalText } from "./generalization-gap";
import { apartEvidence } from "./within";

/** One training of the grid of rates and batches. */
export interface NoiseRow {
  run: string;
  seed: number;
  batch: number;
  learningRate: number;
  /** η / B, rounded: equal where the settings were meant to be. */
  ratio: number;
  /** Of the training loss at the end. */
  lambdaMax: number;
  /** Test accuracy, percent. */
  accuracy: number;
  /** Training loss at the end, nats, and training accuracy, percent. */
  loss: number;
  trainAccuracy: number;
}

export function noiseRow(row: RunRow, lambdaMax: number): NoiseRow {
  const { id, seed, batch, learningRate, testAccuracy = Number.NaN, trainAccuracy = Number.NaN, trainLoss = Number.NaN } = row;
  return {
    run: id,
    seed,
    batch,
    learningRate,
    ratio: Number((learningRate / batch).toPrecision(6)),
    lambdaMax,
    accuracy: 100 * testAccuracy,
    loss: trainLoss,
    trainAccuracy: 100 * trainAccuracy,
  };
}

/** Training accuracy (percent) below which a training has not fitted its data, and is compared with none. */
const FITTED = 99;

/** The ratios at which every batch was trained with every seed and fitted its data: beyond them the limit of the idea is reached. */
export function comparableRatios(rows: readonly NoiseRow[]): number[] {
  const cells = new Set(rows.map(({ batch, seed }) => `${batch} ${seed}`)).size;
  return sorted(rows.map(({ ratio }) => ratio)).filter((ratio) => {
    const there = rows.filter((row) => row.ratio === ratio && row.trainAccuracy >= FITTED);
    return there.length === cells;
  });
}

/** How λ_max and accuracy go with rate and batch: a value a seed. */
export interface NoiseSlopes {
  seed: number;
  /** d log λ_max / d log(η/B), over all batches. */
  sharpness: number;
  /** Percentage points of test accuracy for each doubling of η/B. */
  accuracy: number;
  /** d log λ_max / d log η at a fixed batch, and / d log B at a fixed rate. If the ratio alone decides, one is the other with its sign turned. */
  byRate: number;
  byBatch: number;
  /** log of λ_max, and difference in accuracy (points): largest less smallest batch at equal ratio, mean over the ratios. */
  sharpnessApart: number;
  accuracyApart: number;
}

/** @param rows of comparable ratios, two or more, and of two batches or more */
export function noiseSlopes(rows: readonly NoiseRow[]): NoiseSlopes[] {
  const ratios = sorted(rows.map(({ ratio }) => ratio));
  const batches = sorted(rows.map(({ batch }) => batch));
  return sorted(rows.map(({ seed }) => seed)).map((seed) => {
    const own = rows.filter((row) => row.seed === seed);
    const at = (ratio: number, batch: number | undefined) => own.find((row) => row.ratio === ratio && row.batch === batch) as NoiseRow;
    const meanApart = (value: (row: NoiseRow) => number) =>
      summarize(ratios.map((ratio) => value(at(ratio, batches.at(-1))) - value(at(ratio, batches[0])))).mean;
    const sharpness = own.map(({ lambdaMax }) => Math.log(lambdaMax));
    const both = leastSquares(own.map(({ learningRate, batch }) => [Math.log(learningRate), Math.log(batch)]), sharpness); // biome-ignore format: one line
    return {
      seed,
      sharpness: lineThrough(own.map(({ ratio }) => Math.log(ratio)), sharpness).slope, // biome-ignore format: one line
      accuracy: lineThrough(own.map(({ ratio }) => Math.log2(ratio)), own.map(({ accuracy }) => accuracy)).slope, // biome-ignore format: one line
      byRate: both.slopes[0] as number,
      byBatch: both.slopes[1] as number,
      sharpnessApart: meanApart(({ lambdaMax }) => Math.log(lambdaMax)),
      accuracyApart: meanApart(({ accuracy }) => accuracy),
    };
  });
}

const sorted = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);

/** What still counts as the same sharpness (factor) and accuracy (percentage points; about the spread between seeds). */
export const SAME = { factor: 1.25, points: 0.5 } as const;

const JASTRZEBSKI = "Jastrzębski et al. 2017, abstract";

const FLATTER: Hypothesis = {
  id: "why-noise-flatter",
  statement: "The larger the ratio of learning rate to batch, the flatter the minimum.",
  source: JASTRZEBSKI,
  test: { kind: "direction", effect: "slope of log λ_max against log(η/B)", direction: "below", seeds: 5 },
};

const BETTER: Hypothesis = {
  id: "why-noise-better",
  statement: "The larger the ratio of learning rate to batch, the better the test accuracy.",
  source: JASTRZEBSKI,
  test: { kind: "direction", effect: "points of test accuracy for each doubling of η/B", direction: "above", seeds: 5 },
};

const SAME_SHARPNESS: Hypothesis = {
  id: "why-equal-ratio-equal-sharpness",
  statement: `At an equal ratio of learning rate to batch all batches end equally sharp (within a factor of ${SAME.factor}).`,
  source: JASTRZEBSKI,
  test: {
    kind: "direction",
    effect: "factor between λ_max of largest and smallest batch",
    direction: "below",
    from: SAME.factor,
    seeds: 5,
  },
};

const SAME_ACCURACY: Hypothesis = {
  id: "why-equal-ratio-equal-accuracy",
  statement: `At an equal ratio of learning rate to batch all batches generalize equally well (within ${SAME.points} points).`,
  source: `${JASTRZEBSKI}; Smith and Le 2018`,
  test: {
    kind: "direction",
    effect: "points of test accuracy between largest and smallest batch",
    direction: "below",
    from: SAME.points,
    seeds: 5,
  },
};

const BATCH_COUNTS: Hypothesis = {
  id: "why-batch-sharper-at-fixed-rate",
  statement: "Apart from the learning rate a larger batch ends sharper: its noise is less.",
  source: `${JASTRZEBSKI}; Keskar et al. 2017`,
  test: { kind: "direction", effect: "slope of log λ_max in log B, of a joint fit in log η and log B", direction: "above", seeds: 5 },
};

/**
 * The claims of this idea.
 * @param all rows of the whole grid; only comparable ratios are judged
 */
export function noiseClaims(all: readonly NoiseRow[]): Claim[] {
  const ratios = comparableRatios(all);
  const rows = all.filter(({ ratio }) => ratios.includes(ratio));
  const batches = sorted(rows.map(({ batch }) => batch));
  const hypotheses = [FLATTER, BETTER, SAME_SHARPNESS, SAME_ACCURACY, BATCH_COUNTS];
  if (ratios.length < 2 || batches.length < 2) {
    const reason = `only ${ratios.length} ratios were fitted by every batch; the slopes need two`;
    return hypotheses.map((hypothesis) => judge(hypothesis, { reason }));
  }
  const slopes = noiseSlopes(rows);
  const runs = rows.map(({ run }) => run);
  const of = (key: keyof NoiseSlopes): Summary => summarize(slopes.map((slope) => slope[key]));
  const evidence: Evidence[] = [
    evidenceOf(of("sharpness"), runs),
    evidenceOf(of("accuracy"), runs),
    apartEvidence(of("sharpnessApart"), runs, Math.exp),
    apartEvidence(of("accuracyApart"), runs),
    evidenceOf(of("byBatch"), runs),
  ];
  return hypotheses.map((hypothesis, i) => judge(hypothesis, evidence[i] as Evidence));
}

/**
 * What a fit of log λ_max says that does not presuppose the ratio: slopes in log η and log B together (means over the seeds with their intervals; if the ratio alone decides, one is the other with its sign turned),
 * and how much of log λ_max, cell by cell, the ratio and the rate each explain by themselves. Of comparable ratios, as the claims.
 */
export function noiseSplit(all: readonly NoiseRow[]): Record<string, string>[] {
  const ratios = comparableRatios(all);
  const rows = all.filter(({ ratio }) => ratios.includes(ratio));
  const batches = sorted(rows.map(({ batch }) => batch));
  if (ratios.length < 2 || batches.length < 2) return [];
  const slopes = noiseSlopes(rows);
  const cells = ratios.flatMap((ratio) => batches.map((batch) => rows.filter((row) => row.ratio === ratio && row.batch === batch)));
  const sharpness = cells.map((own) => summarize(own.map(({ lambdaMax }) => Math.log(lambdaMax))).mean);
  const explained = (of: (row: NoiseRow) => number) =>
    `${(100 * lineThrough(cells.map(([row]) => Math.log(of(row as NoiseRow))), sharpness).explained).toFixed(0)} %`; // biome-ignore format: one line
  const slope = (key: "byRate" | "byBatch") => intervalText(summarize(slopes.map((each) => each[key])));
  return [
    {
      fit: "log η and log B together",
      "slope in log η": slope("byRate"),
      "slope in log B": slope("byBatch"),
      "explained, of cell means": "",
    },
    { fit: "log(η/B) alone", "slope in log η": "", "slope in log B": "", "explained, of cell means": explained(({ ratio }) => ratio) },
    {
      fit: "log η alone",
      "slope in log η": "",
      "slope in log B": "",
      "explained, of cell means": explained(({ learningRate }) => learningRate),
    },
  ];
}

/** A row a cell for a table in a notebook: means over the seeds, and the scale of Smith and Le. @param examples N, of the training set */
export function noiseTable(rows: readonly NoiseRow[], examples: number): Record<string, string | number>[] {
  return sorted(rows.map(({ ratio }) => ratio)).flatMap((ratio) =>
    sorted(rows.map(({ batch }) => batch)).flatMap((batch) => {
      const own = rows.filter((row) => row.ratio === ratio && row.batch === batch);
      if (own.length === 0) return [];
      const { learningRate } = own[0] as NoiseRow;
      const mean = (value: (row: NoiseRow) => number, digits: number) => Number(summarize(own.map(value)).mean.toPrecision(digits));
      return {
        "η/B": ratio,
        batch,
        η: learningRate,
        "g = η(N/B − 1)": Number(smithLeScale({ rate: learningRate, examples, batch }).scale.toPrecision(3)),
        "training loss": mean(({ loss }) => loss, 3),
        "training %": mean(({ trainAccuracy }) => trainAccuracy, 4),
        λ_max: mean(({ lambdaMax }) => lambdaMax, 3),
        "test %": mean(({ accuracy }) => accuracy, 4),
      };
    }),
  );
}
