/** What is said to close the generalization gap: the sweeps beside those of the three budgets, and the gap that each treatment leaves. */
import { LEARNING_RATES } from "../config";
import type { NetworkName } from "../model/networks";
import { parseBudget } from "../sweep/budget";
import type { SweepInput } from "../sweep/grid";
import { rateFor, type TunedRule } from "../sweep/rates";
import type { RunRow } from "../sweep/store/row";
import type { TunedRate } from "../sweep/tune";
import { type Gap, gapOf, type Treatment } from "./generalization-gap";
import { type Study, studySweep } from "./study";

export interface TreatmentOptions {
  /** Epochs between two evaluations: only the end is looked at. */
  evaluateEvery: number;
  /** The grid of the tuned learning rates. */
  grid: TunedRule;
}

/** One network with batch norm, and the same without. */
const NORMED = { "batch-norm": "F1", "no-batch-norm": "mlp5" } satisfies Record<string, NetworkName>;

/** The treatments' sweeps. */
export interface TreatmentSweeps {
  /** The large batch for as many epochs more as it is larger; recipes `adaptation` and `adaptation-sqrt`. */
  longer: SweepInput;
  /** The large batch to the stall; recipes `sqrt` and `linear`. */
  rates: SweepInput;
  /** Both batches to the stall, each at the rate that is best on validation examples. */
  tuned: SweepInput;
  /** F1 and the same without batch norm, both batches to the stall. */
  networks: SweepInput;
}

export function treatmentSweeps(study: Study, { evaluateEvery, grid }: TreatmentOptions): TreatmentSweeps {
  const { small, large, budgets } = study;
  const settings = { evaluateEvery };
  const rate = study.settings.learningRate ?? LEARNING_RATES[study.settings.optimizer ?? "adam"];
  const by = (rule: "sqrt" | "linear") => ({ learningRate: rateFor({ rule, base: small }, rate, large) });
  const ofLarge = { batches: [large], settings };
  const ofBoth = { batches: [small, large], settings };
  return {
    longer: studySweep(study, {
      ...ofLarge,
      budget: `epochs:${timesLarger(study) * epochsIn(budgets.epochs)}`,
      recipes: { adaptation: {}, "adaptation-sqrt": by("sqrt") },
    }),
    rates: studySweep(study, { ...ofLarge, recipes: { sqrt: by("sqrt"), linear: by("linear") } }),
    tuned: studySweep(study, { ...ofBoth, rate: grid }),
    networks: studySweep(study, { ...ofBoth, network: Object.values(NORMED) }),
  };
}

/** What was trained: under the three budgets, and by each of the treatments' sweeps. */
export type TreatedRows = Record<"epochs" | "steps" | "stall" | keyof TreatmentSweeps, readonly RunRow[]>;

/** The gap under each treatment. Rows of other batches than the two that are compared are passed over. */
export function treatmentGaps(rows: TreatedRows, study: Study): Gap[] {
  const { small, large, budgets } = study;
  const only = (some: readonly RunRow[], key: "batch" | "recipe" | "network", value: string | number) =>
    some.filter((row) => row[key] === value);
  const both = (some: readonly RunRow[]) => ({ small: only(some, "batch", small), large: only(some, "batch", large) });
  const against = (base: readonly RunRow[], treated: readonly RunRow[], recipe: string) => ({
    small: only(base, "batch", small),
    large: only(treated, "recipe", recipe),
  });
  const times = timesLarger(study);
  const treatments: Treatment[] = [
    { id: "epochs", name: `equal epochs (${amount(budgets.epochs)})`, kind: "budget", ...both(rows.epochs) },
    { id: "stall", name: "until the stall", kind: "budget", ...both(rows.stall) },
    { id: "steps", name: `equal steps (${amount(budgets.steps)})`, kind: "updates", ...both(rows.steps) },
    { id: "adaptation", name: `LB: ${times} × the epochs`, kind: "updates", ...against(rows.epochs, rows.longer, "adaptation") },
    { id: "adaptation-sqrt", name: `LB: ${times} × the epochs, √ rate`, kind: "updates", ...against(rows.epochs, rows.longer, "adaptation-sqrt") }, // biome-ignore format: a table
    { id: "sqrt", name: "LB: √ rate, until the stall", kind: "rate", ...against(rows.stall, rows.rates, "sqrt") },
    { id: "linear", name: "LB: linear rate, until the stall", kind: "rate", ...against(rows.stall, rows.rates, "linear") },
    { id: "tuned", name: "both: tuned rate, until the stall", kind: "rate", ...both(rows.tuned) },
    { id: "batch-norm", name: "F1 (batch norm), until the stall", kind: "network", ...both(only(rows.networks, "network", NORMED["batch-norm"])) }, // biome-ignore format: a table
    { id: "no-batch-norm", name: "F1 without batch norm, until the stall", kind: "network", ...both(only(rows.networks, "network", NORMED["no-batch-norm"])) }, // biome-ignore format: a table
  ];
  return treatments.map(gapOf);
}

const timesLarger = ({ small, large }: Study): number => Math.round(large / small);
const amount = (budget: string): string => Number(budget.split(":")[1]).toLocaleString("en-US");

function epochsIn(text: string): number {
  const budget = parseBudget(text);
  if (budget.until !== "epochs") throw new RangeError(`Expected a budget of epochs, got ${text}.`);
  return budget.epochs;
}

/** The tuned rates for a table in a notebook: a row a rate, a column a batch, validation accuracy in percent; the chosen ones are marked. */
export function tuningRows(rates: readonly TunedRate[]): Record<string, string>[] {
  const [first] = rates;
  return (first?.trials ?? []).map(({ learningRate }, index) => ({
    "learning rate": String(learningRate),
    ...Object.fromEntries(
      rates.map(({ batch, learningRate: chosen, trials }) => {
        const accuracy = trials[index]?.accuracy;
        const text = accuracy === undefined ? "diverged" : (100 * accuracy).toFixed(2);
        return [`validation %, batch ${batch}`, chosen === learningRate ? `${text} ◂` : text];
      }),
    ),
  }));
}
