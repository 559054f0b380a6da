/** Geiping et al. (2022): the full batch, with a penalty on the gradient, clipping and as many steps as the small batch makes: is noise needed at all? */
import { dimensionsOf } from "../data/dimensions";
import { summarize, summarizePaired } from "../stats/summary";
import type { SweepInput } from "../sweep/grid";
import type { RunRow } from "../sweep/store/row";
import { type Claim, type Evidence, evidenceOf, type Hypothesis, judge } from "./claim";
import { NO_GAP } from "./counter-claims";
import { fixed, meanAndSd, pairedBySeed, testPercent } from "./generalization-gap";
import { END_ALONE, type Study, studySweep } from "./study";

const ARMS = ["small batch", "full batch", "full batch + penalty + clipping"] as const;
type Arm = (typeof ARMS)[number];

/** As in the authors' code: strength 0.5, gradients no longer than 0.25; and their parts of about 128 examples, 16 of the study's 2,000. */
const STRENGTH = 0.5;
const LONGEST = 0.25;
const MOST_PARTS = 16;

/** Share of the examples that is left to tune on, where the data have no others. */
const TO_TUNE_ON = 0.2;

export interface FullBatchOptions {
  /** Training examples of the study. All arms train on them, or, where the data have none beside them to tune a rate on, on four fifths. */
  examples: number;
  /** Of all arms. */
  steps: number;
  /** How the rate of each arm is found: `tuned:…`, the same grid for all, or `fixed`. */
  rate: string;
}

/** The most parts, a power of two, that the examples can be cut into. */
const partsOf = (examples: number): number => {
  let parts = MOST_PARTS;
  while (examples % parts !== 0) parts /= 2;
  return parts;
};

/** Examples of all arms: a full batch cannot be tuned on fewer. */
function trainedOn({ data }: Study, { examples, rate }: FullBatchOptions): number {
  const others = dimensionsOf(data).train - examples;
  if (rate === "fixed" || others >= TO_TUNE_ON * examples) return examples;
  return MOST_PARTS * Math.floor(((1 - TO_TUNE_ON) * examples) / MOST_PARTS);
}

/** SGD with momentum for all arms, the same number of steps, each with its own rate. */
export function fullBatchSweeps(study: Study, options: FullBatchOptions): SweepInput[] {
  const { steps, rate } = options;
  const examples = trainedOn(study, options);
  const settings = {
    optimizer: "momentum",
    evaluateEvery: END_ALONE,
    ...(examples < options.examples ? { trainSize: examples } : {}),
  } as const;
  const shared = { budget: `steps:${steps}`, rate, settings };
  const remedies = { gradientPenalty: { alpha: STRENGTH, parts: partsOf(examples) }, clipping: { norm: LONGEST } };
  return [
    studySweep(study, { ...shared, batches: [study.small], recipes: { [ARMS[0]]: {} } }),
    studySweep(study, { ...shared, batches: [examples], recipes: { [ARMS[1]]: {}, [ARMS[2]]: { remedies } } }),
  ];
}

const of = (rows: readonly RunRow[], arm: Arm): RunRow[] => rows.filter(({ recipe }) => recipe === arm).sort((a, b) => a.seed - b.seed);

/** For a table. */
export const fullBatchRows = (rows: readonly RunRow[]): Record<string, string | number>[] =>
  ARMS.flatMap((arm) => {
    const own = of(rows, arm);
    const [first] = own;
    if (!first) return [];
    return [
      {
        arm,
        batch: first.batch,
        "learning rate": Number(first.learningRate.toPrecision(3)),
        steps: first.steps ?? Number.NaN,
        "train, %": fixed(summarize(own.map(({ trainAccuracy = Number.NaN }) => 100 * trainAccuracy)).mean),
        "test, %": meanAndSd(own.map(testPercent)),
      },
    ];
  });

const GEIPING = "Geiping et al. 2022, abstract";

const AS_WELL: Hypothesis = {
  id: "why-full-batch-with-penalty",
  statement:
    "Full-batch training with a gradient penalty, clipping and enough steps generalizes as well as small batches: noise is not needed.",
  source: GEIPING,
  test: {
    kind: "direction",
    effect: "test accuracy, small batch − regularised full batch, percentage points",
    direction: "below",
    from: NO_GAP,
    seeds: 5,
  },
};

const HELPS: Hypothesis = {
  id: "why-penalty-helps-full-batch",
  statement: "The penalty and clipping improve full-batch training.",
  source: GEIPING,
  test: {
    kind: "direction",
    effect: "test accuracy, full batch with − without penalty and clipping, percentage points",
    direction: "above",
    seeds: 5,
  },
};

/** @param rows of `fullBatchSweeps` */
export function fullBatchClaims(rows: readonly RunRow[]): Claim[] {
  const evidence = (a: Arm, b: Arm): Evidence => {
    const pairs = pairedBySeed(of(rows, a), of(rows, b));
    if (pairs.length === 0) return { reason: "no seed has both trainings" };
    const difference = summarizePaired(pairs.map(([row]) => testPercent(row)), pairs.map(([, other]) => testPercent(other))); // biome-ignore format: one line
    return evidenceOf(difference, pairs.flat().map(({ id }) => id)); // biome-ignore format: one line
  };
  return [judge(AS_WELL, evidence(ARMS[0], ARMS[2])), judge(HELPS, evidence(ARMS[2], ARMS[1]))];
}
