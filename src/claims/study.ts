/** What the notebooks train: one network on one data set at each scale, so that every notebook looks at the same runs and takes them from the store. */
import type { Run } from "../config";
import { type DataName, type DataSet, describeData, loadData } from "../data";
import { UsageError } from "../errors";
import type { NetworkName } from "../model/networks";
import type { SweepInput } from "../sweep/grid";

export const STUDY_SCALES = ["smoke", "small", "paper"] as const;
export type StudyScale = (typeof STUDY_SCALES)[number];

/** Budgets of the three comparisons (src/sweep/budget.ts). */
export interface StudyBudgets {
  epochs: string;
  steps: string;
  stall: string;
}

export interface Study {
  scale: StudyScale;
  network: NetworkName;
  data: DataName;
  /** How the data's files differ from the official ones, where they do. */
  variant?: string;
  /** Settings that all runs share. */
  settings: Partial<Run>;
  /** The two batch sizes that are compared, and all that are swept, rising. */
  small: number;
  large: number;
  batches: number[];
  seeds: number[];
  budgets: StudyBudgets;
  /** "mlp on 2,000 images of mnist". */
  title: string;
}

type Plan = Omit<Study, "scale" | "data" | "title" | "variant"> & { data: DataName[] };

/**
 * `small`: a network without batch norm on 2,000 images, Adam at 0.001: the regime in which the effect shows within seconds a run. MNIST where its files are at hand, else the built-in glyphs.
 * Its large batch is a quarter of the training set; that of Keskar et al. (2017) was a tenth.
 * `paper`: the setting of Keskar et al., section 2.2: F1 on all of MNIST, 256 against 6,000. `smoke` is cut short and proves only that everything runs.
 */
const PLANS: Record<StudyScale, Plan> = {
  smoke: {
    network: "mlp",
    data: ["glyphs"],
    settings: { epochs: 4 },
    small: 50,
    large: 500,
    batches: [50, 200, 500],
    seeds: [1, 2],
    budgets: { epochs: "epochs:4", steps: "steps:16", stall: "stall" },
  },
  small: {
    network: "mlp",
    data: ["mnist", "glyphs"],
    settings: { trainSize: 2000 },
    small: 20,
    large: 500,
    batches: [10, 20, 50, 100, 200, 500, 1000, 2000],
    seeds: [1, 2, 3, 4, 5],
    budgets: { epochs: "epochs:40", steps: "steps:2000", stall: "stall" },
  },
  paper: {
    network: "F1",
    data: ["mnist"],
    settings: {},
    small: 256,
    large: 6000,
    batches: [64, 256, 1000, 6000],
    seeds: [1, 2, 3, 4, 5],
    budgets: { epochs: "epochs:25", steps: "steps:2500", stall: "stall" },
  },
};

/**
 * The study at a scale. Its data are the first of its list that are at hand; the last one is taken in any case, and fetched when it is loaded.
 * @throws UsageError for a scale that is none
 */
export async function study(scale: string = process.env.SCALE ?? "small"): Promise<Study> {
  const known = STUDY_SCALES.find((each) => each === scale);
  if (!known) throw new UsageError(`There is no scale "${scale}". Choose one of ${STUDY_SCALES.join(", ")}.`);
  const { data: choices, ...plan } = PLANS[known];
  const present = new Map((await describeData()).filter((each) => each.present).map((each) => [each.name, each.variant]));
  const data = choices.find((name) => present.has(name)) ?? (choices.at(-1) as DataName);
  const variant = present.get(data);
  const images = plan.settings.trainSize === undefined ? "" : `${plan.settings.trainSize.toLocaleString("en-US")} images of `;
  return { scale: known, data, ...(variant ? { variant } : {}), ...plan, title: `${plan.network} on ${images}${data}` };
}

/**
 * The study as a sweep: all its batches and seeds, trained until the loss ceases to improve, unless told otherwise. `settings` are added to those of the study; one that the budget decides is dropped.
 * With a budget of steps no number of epochs ends a run earlier, also where an epoch has one step only.
 */
export function studySweep(study: Study, { settings, ...changes }: Partial<SweepInput> = {}): SweepInput {
  const { network, data, batches, seeds, budgets } = study;
  const sweep: SweepInput = { network, data, batches, seeds, budget: budgets.stall, ...changes };
  const [decided, amount] = sweep.budget?.split(":") ?? [];
  const all = { ...study.settings, ...(decided === "steps" ? { epochs: Number(amount) } : {}), ...settings };
  const { [decided as keyof Run]: _, ...free } = all;
  return { ...sweep, settings: free };
}

/** For `evaluateEvery`: nobody looks at such a training before its end. */
export const END_ALONE = 1_000_000;

/** The examples of the study. */
export const studyData = ({ data, settings: { trainSize } }: Study): Promise<DataSet> => loadData(data, { trainSize });
