/** What is said to close the generalization gap, as sweeps: each treatment trains the small and the large batch in its own way. */
import type { NetworkName } from "../model/networks";
import { parseBudget } from "../sweep/budget";
import type { SweepInput } from "../sweep/grid";
import type { TunedRule } from "../sweep/rates";
import type { TunedRate } from "../sweep/tune";
import type { GapKind } from "./generalization-gap";
import { type Study, studySweep } from "./study";

export interface PlannedTreatment {
  id: string;
  name: string;
  kind: GapKind;
  small: SweepInput;
  large: SweepInput;
}

export interface TreatmentOptions {
  /** Epochs between two evaluations of runs whose way is not looked at. */
  evaluateEvery: number;
  /** The grid of the tuned learning rates. */
  grid: TunedRule;
}

/** One network with batch norm and the same without. */
const NORMED: { id: string; network: NetworkName; name: string }[] = [
  { id: "batch-norm", network: "F1", name: "F1 (batch norm), until the stall" },
  { id: "no-batch-norm", network: "mlp5", name: "F1 without batch norm, until the stall" },
];

/** All treatments of a study. Runs that two of them share are the same runs. */
export function plannedTreatments(study: Study, { evaluateEvery, grid }: TreatmentOptions): PlannedTreatment[] {
  const { small, large, budgets } = study;
  const factor = Math.round(large / small);
  const settings = { evaluateEvery };
  const train = (batch: number, changes: Partial<SweepInput> = {}) => studySweep(study, { batches: [batch], ...changes });
  const both = (changes: Partial<SweepInput>) => ({ small: train(small, changes), large: train(large, changes) });
  const byEpochs = train(small, { budget: budgets.epochs });
  const longer = { budget: `epochs:${factor * epochsIn(budgets.epochs)}`, settings };
  const rate = (rule: "sqrt" | "linear") => ({ rate: `${rule}:${small}` });
  return [
    { id: "epochs", name: `equal epochs (${amount(budgets.epochs)})`, kind: "budget", ...both({ budget: budgets.epochs }) },
    { id: "stall", name: "until the stall", kind: "budget", ...both({}) },
    { id: "steps", name: `equal steps (${amount(budgets.steps)})`, kind: "updates", ...both({ budget: budgets.steps, settings }) },
    { id: "adaptation", name: `LB: ${factor} × the epochs`, kind: "updates", small: byEpochs, large: train(large, longer) },
    { id: "adaptation-sqrt", name: `LB: ${factor} × the epochs, √ rate`, kind: "updates", small: byEpochs, large: train(large, { ...longer, ...rate("sqrt") }) }, // biome-ignore format: a table
    { id: "sqrt", name: "LB: √ rate, until the stall", kind: "rate", small: train(small), large: train(large, { ...rate("sqrt"), settings }) }, // biome-ignore format: a table
    { id: "linear", name: "LB: linear rate, until the stall", kind: "rate", small: train(small), large: train(large, { ...rate("linear"), settings }) }, // biome-ignore format: a table
    { id: "tuned", name: "both: tuned rate, until the stall", kind: "rate", ...both({ rate: grid, settings }) },
    ...NORMED.map(({ network, ...rest }) => ({ ...rest, kind: "network" as const, ...both({ network, settings }) })),
  ];
}

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
