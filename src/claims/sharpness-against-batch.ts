/** The claims of the fifth notebook beside the tables': sharpness against the batch, after warm starts, along training and against the gap; and how far each training travelled. */
import { geometricMean, mean, type Summary, summarize, summarizePaired } from "../stats/summary";
import type { StoredPair } from "../sweep/pairs";
import { type Claim, type Evidence, evidenceOf, type Hypothesis, judge } from "./claim";
import { distances } from "./distance-travelled";
import { valueAtLoss } from "./equal-loss";
import type { Ranking } from "./panel-ranking";
import type { CoursePoint, WarmStartPoint } from "./phi-along";
import { largestAndSmallest, type PairedValue, ratioEvidence, smallOverLarge } from "./ratio";

const SEEDS = 5;

/** What belongs to one seed. */
export interface OfSeed<T> {
  seed: number;
  runs: readonly string[];
  small: T;
  large: T;
}

/** φ of one batch over the seeds. */
export interface PhiOfBatch {
  batch: number;
  /** Of the logarithms: its exponential is the geometric mean. */
  log: Summary;
}

/** φ by batch, rising; on the logarithmic scale, since it spans decades. */
export function phiByBatch(rows: readonly { batch: number; phi: number }[]): PhiOfBatch[] {
  const batches = [...new Set(rows.map(({ batch }) => batch))].sort((a, b) => a - b);
  return batches.map((batch) => ({
    batch,
    log: summarize(rows.filter((row) => row.batch === batch).map(({ phi }) => Math.log(phi))),
  }));
}

/** Nats: here both trainings have hardly begun to differ from guessing. */
export const HIGH_LOSS = 1;

/** φ where a training's loss passes a level for the last time, as `valueAtLoss` finds it. */
export function phiAtLoss(course: readonly CoursePoint[], level: number): number | undefined {
  return valueAtLoss(course, level, ({ phi }) => phi);
}

/** The lowest loss, nats, that both trainings of every seed pass: just above the highest of their lowest ones. */
export const lowestCommonLoss = (courses: readonly OfSeed<readonly CoursePoint[]>[]): number =>
  1.001 * Math.max(...courses.flatMap(({ small, large }) => [small, large].map((course) => Math.min(...course.map(({ loss }) => loss)))));

/** φ of both trainings of each seed at one loss; undefined where one of them does not pass it. */
export function phiAtEqualLoss(courses: readonly OfSeed<readonly CoursePoint[]>[], level: number): PairedValue[] | undefined {
  const values = courses.map(({ seed, small, large }) => ({ seed, small: phiAtLoss(small, level), large: phiAtLoss(large, level) }));
  return values.every(({ small, large }) => small !== undefined && large !== undefined) ? (values as PairedValue[]) : undefined;
}

/** A warm start's end by epochs of the small batch, over the seeds that have it. */
export interface WarmStartSummary {
  epoch: number;
  /** Percent. */
  accuracy: Summary;
  log: Summary;
}

/** The epochs that every seed has, rising. */
export function warmStartSummaries(series: readonly { points: readonly WarmStartPoint[] }[]): WarmStartSummary[] {
  const epochs = (series[0]?.points ?? []).map(({ epoch }) => epoch);
  const shared = epochs.filter((epoch) => series.every(({ points }) => points.some((point) => point.epoch === epoch)));
  return shared.map((epoch) => {
    const own = series.map(({ points }) => points.find((point) => point.epoch === epoch) as WarmStartPoint);
    return {
      epoch,
      accuracy: summarize(own.map(({ testAccuracy }) => 100 * testAccuracy)),
      log: summarize(own.map(({ phi }) => Math.log(phi))),
    };
  });
}

/** For a table: where each warm start ended, over the seeds that have it; losses and φ as geometric means. */
export const warmStartRows = (series: readonly { points: readonly WarmStartPoint[] }[]): Record<string, string | number>[] =>
  warmStartSummaries(series).map(({ epoch, accuracy, log }) => {
    const own = series.map(({ points }) => points.find((point) => point.epoch === epoch) as WarmStartPoint);
    return {
      "epochs of the small batch": epoch,
      "epochs of the large batch": Math.round(mean(own.map(({ epochs }) => epochs))),
      "final training loss (nats)": Number(geometricMean(own.map(({ trainLoss }) => trainLoss)).toPrecision(3)),
      "test %": accuracy.mean.toFixed(2),
      φ: Number(Math.exp(log.mean).toPrecision(3)),
    };
  });

const claimed = (
  id: string,
  statement: string,
  source: string,
  test: Omit<Extract<Hypothesis["test"], { seeds: number }>, "seeds">,
): Hypothesis => ({
  id: `sharpness-${id}`,
  statement,
  source,
  test: { ...test, seeds: SEEDS },
});

const RISES = claimed(
  "rises-with-batch",
  "At the stall sharpness rises with the batch (and with the final training loss, which rises with the batch, too).",
  "Keskar et al. 2017, Figure 4",
  {
    kind: "direction",
    effect: "φ (ε = 1e-3), largest over smallest batch (geometric mean)",
    direction: "above",
    from: 1,
  },
);

const WARM_ACCURACY = claimed(
  "warm-start-accuracy",
  "A large-batch training that starts from a small-batch one generalizes better than one from scratch.",
  "Keskar et al. 2017, section 3 and Figure 5",
  { kind: "direction", effect: "test accuracy, last warm start less cold start, percentage points", direction: "above" },
);

const WARM_PHI = claimed("warm-start-phi", "It ends in a flatter minimum, too.", "Keskar et al. 2017, section 3 and Figure 5", {
  kind: "direction",
  effect: "φ (ε = 1e-3), last warm start over cold start (geometric mean)",
  direction: "below",
  from: 1,
});

const EQUAL_LOSS = claimed(
  "at-equal-loss",
  "At the same low loss on the way, the large-batch training is at a sharper point.",
  "Keskar et al. 2017, Figure 6",
  {
    kind: "direction",
    effect: "φ (ε = 1e-3) at the lowest loss that both reach, large over small batch (geometric mean)",
    direction: "above",
    from: 1,
  },
);

const PARTING = claimed(
  "parts-on-the-way",
  "The two come apart as the loss falls: at the lowest loss they differ by a larger factor than at a high one, whichever is the sharper.",
  "Keskar et al. 2017, Figure 6",
  {
    kind: "direction",
    effect: `φ (ε = 1e-3), larger over smaller of the two: at the lowest loss that both reach, over at ${HIGH_LOSS} nat (geometric mean)`,
    direction: "above",
    from: 1,
  },
);

const TRAVELLED: Hypothesis = {
  ...claimed("distance-travelled", "Small batches travel farther from the start.", "Keskar et al. 2017, section 2.2.2", {
    kind: "ratio",
    effect: "‖w − w₀‖, small over large batch (geometric mean); published as a range",
    direction: "above",
    from: 1,
  }),
  published: { value: 3, low: 3, high: 10, mark: "verified" },
};

const ORDERS = claimed(
  "orders-the-gap",
  "At the stall, the sharper a solution, the larger its generalization gap, over all batch sizes.",
  "Keskar et al. 2017, section 2.2.2; Jiang et al. 2020",
  {
    kind: "direction",
    effect: "Kendall's τ of φ (ε = 1e-3) with the gap over all runs; interval from seeds drawn anew",
    direction: "above",
  },
);

const ORDERS_WITHIN = claimed(
  "orders-within-a-batch",
  "Among runs of one batch size, too, the sharper one has the larger gap.",
  "a control of the one before, after Jiang et al. 2020 and Andriushchenko et al. 2023",
  {
    kind: "direction",
    effect: "Kendall's τ of φ (ε = 1e-3) with the gap within batch sizes; interval from seeds drawn anew",
    direction: "above",
  },
);

export interface SharpnessEvidence {
  /** φ of each run, all batches. */
  phis: readonly { id: string; batch: number; seed: number; phi: number }[];
  warm: readonly { runs: readonly string[]; points: readonly WarmStartPoint[] }[];
  courses: readonly OfSeed<readonly CoursePoint[]>[];
  pairs: readonly StoredPair[];
  rankings: readonly Ranking[];
}

/** The notebook's part of the ledger, but for the tables. */
export function sharpnessClaims({ phis, warm, courses, pairs, rankings }: SharpnessEvidence): Claim[] {
  const runs = pairs.flatMap(({ ids }) => ids);
  const all = phis.map(({ id }) => id);
  const ranking = rankings.find(({ id }) => id === "keskar");
  const tau = (which: "kendall" | "within"): Evidence =>
    ranking
      ? { estimate: ranking[which].value, interval: [ranking[which].low, ranking[which].high], n: ranking[which].n, runs: all }
      : { reason: "φ has no ranking", runs: all };
  return [
    judge(
      RISES,
      ratioEvidence(
        largestAndSmallest(phis, ({ phi }) => phi),
        all,
      ),
    ),
    ...warmClaims(warm),
    ...courseClaims(courses, runs),
    judge(TRAVELLED, ratioEvidence(smallOverLarge(distances(pairs)), runs)),
    judge(ORDERS, tau("kendall")),
    judge(ORDERS_WITHIN, tau("within")),
  ];
}

function warmClaims(warm: SharpnessEvidence["warm"]): Claim[] {
  const runs = warm.flatMap((each) => each.runs);
  const epochs = warmStartSummaries(warm).map(({ epoch }) => epoch);
  const [cold, last] = [Math.min(...epochs), Math.max(...epochs)];
  if (epochs.length < 2 || cold !== 0) {
    const reason = "there is no cold start to compare a warm one with";
    return [WARM_ACCURACY, WARM_PHI].map((hypothesis) => judge(hypothesis, { reason, runs }));
  }
  const at = (epoch: number) => warm.map(({ points }) => points.find((point) => point.epoch === epoch) as WarmStartPoint);
  const accuracies = (epoch: number) => at(epoch).map(({ testAccuracy }) => 100 * testAccuracy);
  const phis = at(last).map(({ phi }, i) => ({ seed: i, small: at(cold)[i]?.phi ?? Number.NaN, large: phi }));
  return [
    judge(WARM_ACCURACY, evidenceOf(summarizePaired(accuracies(last), accuracies(cold)), runs)),
    judge(WARM_PHI, ratioEvidence(phis, runs)),
  ];
}

function courseClaims(courses: SharpnessEvidence["courses"], runs: readonly string[]): Claim[] {
  const low = courses.length > 0 ? phiAtEqualLoss(courses, lowestCommonLoss(courses)) : undefined;
  const high = phiAtEqualLoss(courses, HIGH_LOSS);
  const none: Evidence = { reason: "not every training passes both losses with φ above 0", runs };
  if (!low || !high) return [judge(EQUAL_LOSS, low ? ratioEvidence(low, runs) : none), judge(PARTING, none)];
  // Of 0.3 at a high loss and 1 at a low one the two have come together: neither factor says how far apart they are, but the larger over the smaller does.
  const apart = ({ small, large }: PairedValue) => Math.max(large / small, small / large);
  const factors = low.map((pair, i) => ({ seed: pair.seed, small: apart(high[i] as PairedValue), large: apart(pair) }));
  return [EQUAL_LOSS, PARTING].map((hypothesis, i) => judge(hypothesis, ratioEvidence(i === 0 ? low : factors, runs)));
}
