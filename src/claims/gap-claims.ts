/** The claims of the third notebook: the generalization gap, its threshold, early stopping, and what closes it. */
import { summarize } from "../stats/summary";
import { type Claim, type EffectTest, type Evidence, evidenceOf, type Hypothesis, judge, type PublishedValue } from "./claim";
import { inDocument } from "./document";
import type { EarlyStopping } from "./early-stopping";
import type { Threshold } from "./gap-threshold";
import type { Gap } from "./generalization-gap";
import { type MeasuredAccuracy, publishedAccuracies } from "./keskar-accuracy";

/** Share of a gap that may remain where it is said to close. Half: with five seeds less could not be told from the noise. */
export const REMAINING = 0.5;
/** Points by which the mean test accuracy of an epoch may move without meaning anything. */
export const DRIFT = 0.2;

const SEEDS = 5;
/** A gap that does not close need not have grown. */
export const MORE_LEFT = { beyond: "more than half of the gap is left" };
const GAP = "test accuracy, SB − LB, percentage points";

const direction = (side: "above" | "below", effect: string, from?: number): EffectTest => ({
  kind: "direction",
  effect,
  direction: side,
  ...(from === undefined ? {} : { from }),
  seeds: SEEDS,
});

/** A gap that is expected, under one treatment. */
const GAPS: { treatment: string; hypothesis: Hypothesis }[] = [
  {
    treatment: "stall",
    hypothesis: {
      id: "gap-until-the-stall",
      statement: "A large batch generalizes worse, even trained until the loss ceases to improve.",
      source: inDocument("second paragraph; Keskar et al. 2017, Table 2"),
      test: direction("above", GAP),
    },
  },
  {
    treatment: "epochs",
    hypothesis: {
      id: "gap-at-equal-epochs",
      statement: "A large batch generalizes worse after as many epochs.",
      source: "Keskar et al. 2017, Figure 4; Hoffer et al. 2017",
      test: direction("above", GAP),
    },
  },
  {
    treatment: "steps",
    hypothesis: {
      id: "gap-at-equal-steps",
      statement: "A large batch generalizes worse after as many steps, too.",
      source: "what follows from Keskar et al. 2017 if the batch counts and not the steps; Hoffer et al. 2017 say the contrary",
      test: direction("above", GAP),
    },
  },
  {
    treatment: "batch-norm",
    hypothesis: {
      id: "gap-with-batch-norm",
      statement: "F1, a network with batch norm, generalizes worse with the large batch (here on the study's data).",
      source: "Keskar et al. 2017, Table 2, on all of MNIST",
      test: direction("above", GAP),
    },
  },
];

/** A treatment that is said to close the gap, and the one without it. */
const CLOSINGS: { treatment: string; base: string; id: string; statement: string; source: string }[] = [
  {
    treatment: "steps",
    base: "epochs",
    id: "gap-equal-steps",
    statement: "The gap comes from too few updates: with as many steps for both it closes.",
    source: "Hoffer et al. 2017",
  },
  {
    treatment: "adaptation",
    base: "epochs",
    id: "gap-regime-adaptation",
    statement: "The gap closes when the large batch trains for as many epochs more as it is larger.",
    source: "Hoffer et al. 2017, “regime adaptation”",
  },
  {
    treatment: "adaptation-sqrt",
    base: "epochs",
    id: "gap-regime-adaptation-sqrt",
    statement:
      "It closes with more epochs and a learning rate that grows with the square root of the batch (the small batch at the untuned rate).",
    source: "Hoffer et al. 2017",
  },
  {
    treatment: "sqrt",
    base: "stall",
    id: "gap-square-root-rate",
    statement:
      "A learning rate that grows with the square root of the batch closes the gap, trained until the stall (the small batch at the untuned rate).",
    source: "Hoffer et al. 2017; Krizhevsky 2014",
  },
  {
    treatment: "linear",
    base: "stall",
    id: "gap-linear-rate",
    statement: "A learning rate in proportion to the batch closes the gap (here with Adam, without warm-up).",
    source: "Goyal et al. 2017, section 2.1",
  },
  {
    treatment: "tuned",
    base: "stall",
    id: "gap-tuned-rate",
    statement: "A learning rate tuned for each batch closes the gap.",
    source: "Shallue et al. 2019",
  },
];

const FALLS: Hypothesis = {
  id: "gap-grows-with-batch",
  statement: "On further increasing the mini-batch, performance degrades.",
  source: inDocument("second paragraph"),
  test: direction("below", "test accuracy per doubling of the batch, percentage points, trained until the stall"),
};

const PLATEAU: Hypothesis = {
  id: "gap-threshold",
  statement: "Test accuracy is level up to a threshold and falls beyond it.",
  source: "Goyal et al. 2017, Figure 1; Keskar et al. 2017, Figure 4",
  test: {
    kind: "ratio",
    effect: "break of a broken line, over the smallest batch",
    direction: "above",
    seeds: SEEDS,
    // A break is never below the smallest batch.
    otherwise: { undecided: "the break may be the smallest batch itself: a gradual fall, without a level in this range" },
  },
};

const ORACLE: Hypothesis = {
  id: "gap-early-stopping",
  statement: "Early stopping does not close the gap: even the best epoch of the large batch stays below the end of the small one.",
  source: "Keskar et al. 2017, section 2.2 and Figure 2",
  test: direction("below", "best test accuracy of LB − final one of SB, percentage points"),
};

const NO_DECAY: Hypothesis = {
  id: "gap-no-late-decay",
  statement: "The large batch's test accuracy does not decay late in the training: it is not over-trained.",
  source: "Keskar et al. 2017, section 2.2 and Figure 2",
  test: direction("above", "LB's test accuracy, last quarter of its epochs less the quarter before, percentage points", -DRIFT),
};

/** What the notebook has measured. A part that could not be measured is left out, and its claims are not tested. */
export interface GapEvidence {
  gaps: readonly Gap[];
  threshold?: Threshold;
  early?: EarlyStopping;
  measured: readonly MeasuredAccuracy[];
}

/** The notebook's part of the ledger. */
export function gapClaims({ gaps, threshold, early, measured }: GapEvidence): Claim[] {
  const found = new Map(gaps.map((gap) => [gap.id, gap]));
  return [
    ...GAPS.map(({ treatment, hypothesis }) => judge(hypothesis, gapEvidence(found.get(treatment)))),
    judge(FALLS, threshold ? evidenceOf(threshold.perDoubling, threshold.grid.runs) : { reason: "no seed has all batches" }),
    judge(PLATEAU, plateauEvidence(threshold)),
    judge(ORACLE, early ? evidenceOf(early.oracle, early.runs) : { reason: "no seed has both batches" }),
    judge(NO_DECAY, early ? evidenceOf(early.late, early.runs) : { reason: "no seed has both batches" }),
    ...["F1", "C1"].map((network) => publishedSettingClaim(network, measured)),
    ...CLOSINGS.map((closing) => judge(closingHypothesis(closing), closingEvidence(found.get(closing.treatment), found.get(closing.base)))),
  ];
}

/** A batch that has not fitted its data says nothing: such a gap is not tested. */
function gapEvidence(gap: Gap | undefined): Evidence {
  if (!gap?.difference) return { reason: "no seed has both batches" };
  if (gap.unfinished.length > 0)
    return { reason: `unfinished: the ${gap.unfinished.join(" and the ")} batch has not fitted its training data` };
  return evidenceOf(gap.difference, gap.runs);
}

const closingHypothesis = ({ id, statement, source, base }: (typeof CLOSINGS)[number]): Hypothesis => ({
  id,
  statement,
  source,
  test: {
    ...direction(
      "below",
      `what is left of the gap, less ${REMAINING} of that ${base === "stall" ? "until the stall" : "at equal epochs"}, percentage points`,
    ),
    otherwise: MORE_LEFT,
  },
});

/** Seed by seed: what remains of the gap, less the share of the base's that may remain. */
export function closingEvidence(gap: Gap | undefined, base: Gap | undefined): Evidence {
  if (!gap || !base) return { reason: "no seed has both batches" };
  const values = gap.seeds.flatMap((seed, i) => {
    const other = base.values[base.seeds.indexOf(seed)];
    return other === undefined ? [] : [(gap.values[i] as number) - REMAINING * other];
  });
  if (values.length === 0) return { reason: "no seed has both batches" };
  if (gap.unfinished.length > 0) return gapEvidence(gap);
  if (!base.difference || base.difference.low <= 0) return { reason: "without the treatment there is no gap for certain that could close" };
  return evidenceOf(summarize(values), [...gap.runs, ...base.runs]);
}

function plateauEvidence(threshold: Threshold | undefined): Evidence {
  if (!threshold) return { reason: "no seed has all batches" };
  const { breakAt, grid, stick } = threshold;
  const smallest = grid.batches[0] as number;
  const over = (batch: number) => batch / smallest;
  return { estimate: over(breakAt.batch), interval: [over(breakAt.low), over(breakAt.high)], n: stick.n, runs: grid.runs };
}

/** Our runs at a published setting against the published gap. */
function publishedSettingClaim(network: string, measured: readonly MeasuredAccuracy[]): Claim {
  const theirs = publishedAccuracies().find((row) => row.network === network);
  if (!theirs) throw new RangeError(`Keskar's Table 2 has no network ${network}.`);
  const { mean: value, low, high } = theirs.gap;
  const quoted: PublishedValue = { value: round(value), low: round(low), high: round(high), mark: "computed" };
  const ours = measured.find((row) => row.network === network && row.data.toLowerCase() === theirs.data.toLowerCase());
  const files = ours?.variant ? ` (${ours.variant})` : "";
  return judge(
    {
      id: `gap-published-setting-${network.toLowerCase()}`,
      statement: `${network} on ${theirs.data}${files}, 256 against a tenth of the data: the large batch generalizes worse, by the published gap.`,
      source: "Keskar et al. 2017, Table 2; interval from its deviations and five runs",
      published: quoted,
      test: { kind: "difference", effect: GAP, direction: "above", seeds: SEEDS },
    },
    ours ? evidenceOf(ours.test.difference) : { reason: "there are no runs at this setting yet" },
  );
}

const round = (value: number): number => Number(value.toFixed(2));
