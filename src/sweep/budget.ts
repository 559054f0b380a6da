/** How long each run of a sweep trains: for so many epochs, for so many steps, or until the loss stalls. */
import type { Run } from "../config";
import { decimal } from "../decimal";
import { UsageError } from "../errors";

/** The settings of a run that a budget decides. */
export type Budget = { until: "epochs"; epochs: number } | { until: "steps"; steps: number } | { until: "stall" };

/**
 * The budget that a text names.
 * @param text "epochs:40", "steps:2000" or "stall"
 * @throws UsageError for any other text
 */
export function parseBudget(text: string): Budget {
  if (text === "stall") return { until: "stall" };
  const [unit, number, ...more] = text.split(":");
  const count = decimal(number ?? "") ?? Number.NaN;
  if (more.length === 0 && Number.isSafeInteger(count) && count > 0) {
    if (unit === "epochs") return { until: "epochs", epochs: count };
    if (unit === "steps") return { until: "steps", steps: count };
  }
  throw new UsageError(`expected epochs:N, steps:N (N a whole number from 1) or stall, got "${text}"`);
}

/** The budget as it is written. */
export const budgetText = (budget: Budget): string =>
  budget.until === "epochs" ? `epochs:${budget.epochs}` : budget.until === "steps" ? `steps:${budget.steps}` : "stall";

/** Settings that the budget decides, and a sweep's own settings may not: those that remain free are further limits, such as `epochs` where the loss may stall earlier. */
export const decidedBy = ({ until }: Budget): readonly (keyof Run)[] => (until === "stall" ? ["until"] : ["until", until]);
