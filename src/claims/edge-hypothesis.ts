/** The idea that the learning rate caps sharpness: along full-batch gradient descent λ_max rises to 2/η and stays there (Cohen et al., 2021). */
import type { EdgeRow } from "../measure/edge-of-stability";
import { lineThrough } from "../stats/least-squares";
import { geometricMean, summarize } from "../stats/summary";
import { type Claim, evidenceOf, type Hypothesis, judge } from "./claim";
import { apartEvidence } from "./within";

/** λ_max along one training by gradient descent. */
export interface EdgeTraining {
  run: string;
  seed: number;
  learningRate: number;
  rows: readonly Pick<EdgeRow, "step" | "loss" | "lambdaMax" | "ratio">[];
}

export interface Plateau {
  /** λ_max / (2/η): geometric mean over the rows from the first that is at or above 1; undefined: it never was. */
  ratio?: number;
  /** λ_max there, likewise. */
  lambdaMax?: number;
  /** The largest ratio on the way. */
  largest: number;
  /** Rows of the plateau. */
  rows: number;
}

export function plateauOf({ rows }: Pick<EdgeTraining, "rows">): Plateau {
  const largest = Math.max(...rows.map(({ ratio }) => ratio));
  const at = rows.findIndex(({ ratio }) => ratio >= 1);
  if (at < 0) return { largest, rows: 0 };
  const own = rows.slice(at);
  const geometric = (value: (row: EdgeTraining["rows"][number]) => number) => geometricMean(own.map(value));
  return { ratio: geometric(({ ratio }) => ratio), lambdaMax: geometric(({ lambdaMax }) => lambdaMax), largest, rows: own.length };
}

/** A factor from 2/η that still counts as "at" it. */
export const NEAR_EDGE = 1.5;

const COHEN = "Cohen et al. 2021, abstract and section 3";

const REACHED: Hypothesis = {
  id: "why-edge-reached",
  statement: "Along gradient descent λ_max rises until it reaches 2/η.",
  source: COHEN,
  test: { kind: "direction", effect: "largest λ_max over 2/η, mean over the rates", direction: "above", from: 1, seeds: 5 },
};

const HOVERS: Hypothesis = {
  id: "why-edge-hovers",
  statement: `Once there it stays near 2/η (within a factor of ${NEAR_EDGE}), at every rate.`,
  source: COHEN,
  test: {
    kind: "direction",
    effect: "factor between λ_max and 2/η, at the rate where it is largest",
    direction: "below",
    from: NEAR_EDGE,
    seeds: 5,
  },
};

const INVERSE: Hypothesis = {
  id: "why-sharpness-goes-as-one-over-rate",
  statement: "So the rate sets the sharpness: at the plateau λ_max goes as 1/η.",
  source: COHEN,
  published: { value: -1, mark: "verified" },
  test: { kind: "difference", effect: "slope of log λ_max against log η", direction: "below", seeds: 5 },
};

/** @param trainings each seed at the same rates, two or more */
export function edgeClaims(trainings: readonly EdgeTraining[]): Claim[] {
  const seeds = [...new Set(trainings.map(({ seed }) => seed))];
  const rates = new Set(trainings.map(({ learningRate }) => learningRate)).size;
  const plateaus = trainings.map((training) => ({ ...training, plateau: plateauOf(training) }));
  const runs = trainings.map(({ run }) => run);
  const ofSeed = (seed: number) => plateaus.filter((each) => each.seed === seed);
  const reached = summarize(seeds.map((seed) => summarize(ofSeed(seed).map(({ plateau }) => plateau.largest)).mean));
  const whole = seeds.map(ofSeed).filter((own) => own.length === rates && own.every(({ plateau }) => plateau.ratio !== undefined));
  const missing = `λ_max reached 2/η at every rate for ${whole.length} of ${seeds.length} seeds`;
  if (whole.length === 0 || rates < 3)
    return [judge(REACHED, evidenceOf(reached, runs)), ...[HOVERS, INVERSE].map((each) => judge(each, { reason: missing }))];
  const apart = whole.map((own) => Math.max(...own.map(({ plateau }) => Math.abs(Math.log(plateau.ratio as number)))));
  const slopes = whole.map(
    (own) =>
      lineThrough(
        own.map(({ learningRate }) => Math.log(learningRate)),
        own.map(({ plateau }) => Math.log(plateau.lambdaMax as number)),
      ).slope,
  );
  return [
    judge(REACHED, evidenceOf(reached, runs)),
    judge(HOVERS, apartEvidence(summarize(apart), runs, Math.exp)),
    judge(INVERSE, evidenceOf(summarize(slopes), runs)),
  ];
}

/** A row a rate for a table in a notebook: means over the seeds that reached the edge. */
export const edgeTable = (trainings: readonly EdgeTraining[]): Record<string, string | number>[] =>
  [...new Set(trainings.map(({ learningRate }) => learningRate))].map((rate) => {
    const own = trainings.filter(({ learningRate }) => learningRate === rate).map(plateauOf);
    const there = own.filter(({ ratio }) => ratio !== undefined);
    const mean = (of: (plateau: Plateau) => number | undefined) =>
      there.length === 0 ? "–" : Number(summarize(there.map((plateau) => of(plateau) as number)).mean.toPrecision(3));
    return {
      η: rate,
      "2/η": Number((2 / rate).toPrecision(3)),
      "seeds that reached it": `${there.length} of ${own.length}`,
      "λ_max on the plateau": mean(({ lambdaMax }) => lambdaMax),
      "over 2/η": mean(({ ratio }) => ratio),
      "largest over 2/η": mean(({ largest }) => largest),
    };
  });
