/** What was said against sharp minima as the cause: the measure depends on how the weights are written, on their size, and the large batch makes fewer steps. */
import { geometricMean, summarize, summarizePaired } from "../stats/summary";
import { type Claim, type Evidence, evidenceOf, type Hypothesis, judge } from "./claim";
import { apartEvidence } from "./within";

/** The small-batch network of a seed at weights rescaled by α, beside the large-batch network of that seed. */
export interface RescaledRow {
  seed: number;
  alpha: number;
  /** Largest eigenvalue of the Hessian, and ASAM's sharpness (nats). */
  lambdaMax: number;
  asam: number;
  /** Test loss, nats. */
  testLoss: number;
  /** Of the large batch. */
  largeLambdaMax: number;
  run: string;
}

const DINH = "Dinh et al. 2017, sections 4 and 5";

const SHARPER: Hypothesis = {
  id: "why-rescaled-flat-is-sharp",
  statement: "The flat, small-batch minimum can be written with other weights so that it is sharper than the large-batch one.",
  source: DINH,
  test: { kind: "direction", effect: "λ_max of the rescaled small-batch network over that of the large-batch one", direction: "above", from: 1, seeds: 5 }, // biome-ignore format: one line
};

const SAME_FUNCTION: Hypothesis = {
  id: "why-rescaled-predicts-the-same",
  statement: "It is the same function: its test loss does not change.",
  source: DINH,
  test: { kind: "direction", effect: "largest relative change of the test loss", direction: "below", from: 1e-5, seeds: 5 },
};

const ADAPTIVE: Hypothesis = {
  id: "why-adaptive-sharpness-stays",
  statement: "A sharpness in units of each weight (ASAM) is not deceived: it stays within 5 %.",
  source: "Kwon et al. 2021, abstract",
  test: { kind: "direction", effect: "factor by which ASAM's sharpness changes", direction: "below", from: 1.05, seeds: 5 },
};

/** @param rows each seed at the same alphas, 1 among them */
export function rescalingClaims(rows: readonly RescaledRow[]): Claim[] {
  const most = Math.max(...rows.map(({ alpha }) => alpha));
  const pairs = rows.flatMap((row) => {
    const plain = rows.find(({ seed, alpha }) => seed === row.seed && alpha === 1);
    return row.alpha === most && plain ? [{ plain, scaled: row }] : [];
  });
  const runs = pairs.map(({ plain }) => plain.run);
  const sharper = summarize(pairs.map(({ scaled }) => Math.log(scaled.lambdaMax / scaled.largeLambdaMax)));
  const change = summarize(pairs.map(({ plain, scaled }) => Math.abs(scaled.testLoss / plain.testLoss - 1)));
  const adaptive = summarize(pairs.map(({ plain, scaled }) => Math.log(scaled.asam / plain.asam)));
  return [
    judge(SHARPER, evidenceOf(sharper, runs, Math.exp)),
    judge(SAME_FUNCTION, evidenceOf(change, runs)),
    judge(ADAPTIVE, apartEvidence(adaptive, runs, Math.exp)),
  ];
}

/** How steep the two ends of a seed look, with one weight decay: rises of the training loss in nats. */
export interface SteepnessRow {
  seed: number;
  weightDecay: number;
  /** Along the straight line between the two. */
  line: { small: number; large: number };
  /** Along random filter-normalised directions. */
  filter: { small: number; large: number };
  /** ‖w‖ */
  norm: { small: number; large: number };
  runs: readonly string[];
}

const LI = "Li et al. 2018, section 5 and figure 3";

const LINE_MISLEADS: Hypothesis = {
  id: "why-plain-line-turns-with-decay",
  statement: "With weight decay the small batch has the smaller weights, and on the plain line its end then looks the steeper one.",
  source: LI,
  test: {
    kind: "direction",
    effect: "rise at the large-batch end over that at the small-batch end",
    direction: "below",
    from: 1,
    seeds: 5,
  },
};

const FILTER_HOLDS: Hypothesis = {
  id: "why-filter-normalised-order-holds",
  statement: "In units of the filters the large-batch minimum is the sharper one with weight decay, too.",
  source: LI,
  test: { kind: "direction", effect: "filter-normalised rise, large batch over small", direction: "above", from: 1, seeds: 5 },
};

/** @param rows those with weight decay are judged */
export function normalisationClaims(rows: readonly SteepnessRow[]): Claim[] {
  const decayed = rows.filter(({ weightDecay }) => weightDecay > 0);
  const runs = decayed.flatMap((row) => row.runs);
  const ratio = (key: "line" | "filter") => summarize(decayed.map((row) => Math.log(row[key].large / row[key].small)));
  return [
    judge(LINE_MISLEADS, evidenceOf(ratio("line"), runs, Math.exp)),
    judge(FILTER_HOLDS, evidenceOf(ratio("filter"), runs, Math.exp)),
  ];
}

/** What longer training does for the large batch: accuracy in percent. */
export interface LongerRow {
  seed: number;
  batch: number;
  epochs: number;
  steps: number;
  accuracy: number;
  /** Training loss at the end, nats. */
  loss: number;
  lambdaMax: number;
  run: string;
}

/** A factor between the training losses of two arms beyond which their curvatures are not compared: λ_max falls with the loss by itself. */
const EQUAL_LOSS = 2;

/** Test accuracy (points) that still counts as no gap. */
export const NO_GAP = 0.25;
const HOFFER = "Hoffer, Hubara and Soudry 2017, section 5";

const HELPS: Hypothesis = {
  id: "why-more-steps-help",
  statement: "The large batch generalizes better when it is trained for as many steps as the small one.",
  source: HOFFER,
  test: { kind: "direction", effect: "points of test accuracy gained by as many steps", direction: "above", seeds: 5 },
};

const CLOSES: Hypothesis = {
  id: "why-equal-steps-close-the-gap",
  statement: `The gap comes from fewer updates, not from larger batches: at equal steps and an unchanged rate it is below ${NO_GAP} points.`,
  source: HOFFER,
  test: { kind: "direction", effect: "points between small and large batch at equal steps", direction: "below", from: NO_GAP, seeds: 5 },
};

const FLATTER: Hypothesis = {
  id: "why-more-steps-flatter",
  statement: "With as many steps the large batch ends flatter than with as many epochs.",
  source: HOFFER,
  test: { kind: "direction", effect: "λ_max after as many steps over that after as many epochs", direction: "below", from: 1, seeds: 5 },
};

/** A factor in λ_max that still counts as no sharper. */
const NO_SHARPER = 1.25;

const AS_FLAT: Hypothesis = {
  id: "why-no-sharper-at-equal-steps",
  statement: `At equal steps the large batch ends no sharper than the small one (below a factor of ${NO_SHARPER}).`,
  source: "what follows for Keskar et al. 2017 if only the steps count",
  test: {
    kind: "direction",
    effect: "λ_max of the large batch over that of the small one, at equal steps",
    direction: "below",
    from: NO_SHARPER,
    seeds: 5,
  },
};

/** @param rows the small batch, and the large one with as many epochs and with as many steps (the most it was trained for) */
export function longerClaims(rows: readonly LongerRow[]): Claim[] {
  const [small, large] = [Math.min(...rows.map(({ batch }) => batch)), Math.max(...rows.map(({ batch }) => batch))];
  const epochs = (batch: number, pick: (...values: number[]) => number) =>
    pick(...rows.filter((row) => row.batch === batch).map((row) => row.epochs));
  const few = Math.min(epochs(small, Math.min), epochs(large, Math.min));
  const most = epochs(large, Math.max);
  const arm = (batch: number, length: number) =>
    rows.filter((row) => row.batch === batch && row.epochs === length).sort((a, b) => a.seed - b.seed);
  const [reference, short, long] = [arm(small, few), arm(large, few), arm(large, most)];
  const of = (own: readonly LongerRow[], key: "accuracy" | "lambdaMax") => own.map((row) => row[key]);
  const runs = [...reference, ...short, ...long].map(({ run }) => run);
  const loss = (own: readonly LongerRow[]) => geometricMean(own.map((row) => row.loss));
  const factor = (a: readonly LongerRow[], b: readonly LongerRow[]): Evidence => {
    if (!(Math.abs(Math.log(loss(a) / loss(b))) <= Math.log(EQUAL_LOSS)))
      return {
        reason: `unequal training losses: ${loss(a).toPrecision(2)} and ${loss(b).toPrecision(2)} nats, and λ_max falls with the loss alone`,
      };
    return evidenceOf(summarizePaired(of(a, "lambdaMax").map(Math.log), of(b, "lambdaMax").map(Math.log)), runs, Math.exp);
  };
  return [
    judge(HELPS, evidenceOf(summarizePaired(of(long, "accuracy"), of(short, "accuracy")), runs)),
    judge(CLOSES, apartEvidence(summarizePaired(of(reference, "accuracy"), of(long, "accuracy")), runs)),
    judge(FLATTER, factor(long, short)),
    judge(AS_FLAT, factor(long, reference)),
  ];
}
