/** Keskar's Table 2 beside ours: training and test accuracy of a small and a large batch, and the gap between them. */
import { differenceOfMeans, type Summary } from "../stats/summary";
import { fixed, type Gap, intervalText, meanAndSd } from "./generalization-gap";
import { type MeasuredPair, type MeasuredRow, measured, measuredPair } from "./measured";
import { type PublishedRow, published, quotable } from "./published";

/** Runs behind each published mean (Keskar et al., section 2.2). */
const RUNS = 5;

/** One network's row of the table. Accuracies in percent. */
export interface AccuracyRow {
  network: string;
  data: string;
  /** "Keskar et al." or "here". */
  by: string;
  batches: string;
  train: { small: string; large: string };
  test: { small: string; large: string };
  /** Test accuracy of the small less that of the large batch, points, with its 95 % interval. */
  gap: Pick<Summary, "mean" | "low" | "high">;
}

/** The published rows. Their runs are not paired, so the interval of a gap is Welch's from means, deviations and five runs. */
export function publishedAccuracies(table: readonly PublishedRow<"keskar">[] = published("keskar")): AccuracyRow[] {
  const rows = table.filter(quotable);
  const networks = [...new Set(rows.map(({ network }) => network))];
  return networks.map((network) => {
    const own = rows.filter((row) => row.network === network);
    const of = (split: "train" | "test", batch: "small" | "large") => {
      const row = own.find((each) => each.quantity === `${split} accuracy` && each.batch === batch);
      return { n: RUNS, mean: row?.mean ?? Number.NaN, sd: row?.sd ?? Number.NaN };
    };
    const text = ({ mean, sd }: { mean: number; sd: number }) => `${fixed(mean)} ± ${fixed(sd)}`;
    const both = (split: "train" | "test") => ({ small: text(of(split, "small")), large: text(of(split, "large")) });
    return {
      network,
      data: (own[0] as PublishedRow<"keskar">).data,
      by: "Keskar et al.",
      batches: "256 / 10 %",
      train: both("train"),
      test: both("test"),
      gap: differenceOfMeans(of("test", "small"), of("test", "large")),
    };
  });
}

/** One of our own settings at the published scale, smallest against largest batch. */
export interface MeasuredAccuracy {
  network: string;
  data: string;
  variant?: string;
  small: number;
  large: number;
  train: MeasuredPair;
  test: MeasuredPair;
}

/** The settings of the measured runs that have two batches: one a network, data set and recipe. */
export function measuredAccuracies(rows: readonly MeasuredRow[] = measured()): MeasuredAccuracy[] {
  const settingOf = ({ network, data, variant, optimizer, learning_rate }: MeasuredRow) =>
    JSON.stringify([network, data, variant, optimizer, learning_rate]);
  return [...new Set(rows.map(settingOf))].flatMap((setting) => {
    const own = rows.filter((row) => settingOf(row) === setting);
    const batches = own.map(({ batch }) => batch);
    const pair = { small: Math.min(...batches), large: Math.max(...batches) };
    const [train, test] = (["train_accuracy", "test_accuracy"] as const).map((quantity) => measuredPair(own, quantity, pair));
    const { network, data, variant } = own[0] as MeasuredRow;
    if (pair.small === pair.large || !train || !test) return [];
    return [{ network, data, ...(variant ? { variant } : {}), ...pair, train, test }];
  });
}

const sided = ({ mean, sd }: Summary): string => `${fixed(mean)} ± ${fixed(sd)}`;

const measuredAccuracyRow = ({ network, data, variant, small, large, train, test }: MeasuredAccuracy): AccuracyRow => ({
  network,
  data: variant ? `${data} (${variant})` : data,
  by: "here",
  batches: `${small} / ${large}`,
  train: { small: sided(train.small), large: sided(train.large) },
  test: { small: sided(test.small), large: sided(test.large) },
  gap: test.difference,
});

/** The study's own row. @param study its network and its data, as they are to be named */
function studyRow({ small, large, train, difference }: Gap, study: StudyNames): AccuracyRow[] {
  if (!difference) return [];
  return [
    {
      network: study.network,
      data: study.data,
      by: "here",
      batches: `${study.small} / ${study.large}`,
      train: { small: fixed(train.small), large: fixed(train.large) },
      test: { small: meanAndSd(small), large: meanAndSd(large) },
      gap: difference,
    },
  ];
}

export interface StudyNames {
  network: string;
  data: string;
  small: number;
  large: number;
}

/** The published rows, then ours: the study's pair to the stall, and what was measured at the published settings. */
export const accuracyTable = (gap: Gap, study: StudyNames, own = measuredAccuracies()): AccuracyRow[] => [
  ...publishedAccuracies(),
  ...studyRow(gap, study),
  ...own.map(measuredAccuracyRow),
];

/** The table for a notebook. */
export const accuracyTableRows = (rows: readonly AccuracyRow[]): Record<string, string>[] =>
  rows.map(({ network, data, by, batches, train, test, gap }) => ({
    network,
    data,
    by,
    "SB / LB": batches,
    "train %, SB": train.small,
    "train %, LB": train.large,
    "test %, SB": test.small,
    "test %, LB": test.large,
    "gap, points [95 %]": intervalText(gap),
  }));
