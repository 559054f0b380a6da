/** Settings that a run does not use, such as Adam's β₁ in a training with SGD: given, they would be a second name for the same training. */
import { parseRun, type Run } from "./config";
import { dimensionsOf } from "./data/dimensions";
import { buildNetwork } from "./model/networks";

/** What decides which settings a run uses. */
export interface Use extends Pick<Run, "optimizer" | "until"> {
  /** Its network's name, where that has no batch norm. */
  withoutBatchNorm?: string;
}

/** @throws UserError for a network that is not made for the data */
export function useOf({ network, data, optimizer, until }: Run): Use {
  const { shape, classes } = dimensionsOf(data);
  const isPlain = buildNetwork(network, shape, classes).statistics.length === 0;
  return { optimizer, until, ...(isPlain ? { withoutBatchNorm: network } : {}) };
}

/** By setting: who uses it, and the words for one that does not. */
const USERS: Partial<Record<keyof Run, (use: Use) => string | undefined>> = {
  momentum: ({ optimizer }) => (optimizer === "momentum" ? undefined : `the optimizer ${optimizer} does not use it, momentum does`),
  ...Object.fromEntries(
    ["beta1", "beta2", "epsilon"].map((key) => [
      key,
      ({ optimizer }: Use) => (optimizer === "adam" ? undefined : `the optimizer ${optimizer} does not use it, adam does`),
    ]),
  ),
  ...Object.fromEntries(
    ["patience", "minDelta"].map((key) => [
      key,
      ({ until }: Use) =>
        until === "stall" ? undefined : `a training that ends after its ${until} does not use it, one that ends when the loss stalls does`,
    ]),
  ),
  statisticsMomentum: ({ withoutBatchNorm: name }) => (name === undefined ? undefined : `${name} has no batch norm and does not use it`),
};

/**
 * What was set without being used, by name. A setting at its default is not counted: it names no other run.
 * @param given settings as they were given; those that are missing have their defaults
 */
export function unusedSettings(given: Partial<Run>, use: Use): { key: keyof Run; fault: string }[] {
  const defaults = parseRun({ network: "mlp" });
  return Object.entries(given).flatMap(([name, value]) => {
    const key = name as keyof Run;
    if (value === undefined || value === defaults[key]) return [];
    const why = USERS[key]?.(use);
    return why === undefined ? [] : [{ key, fault: `${why}; leave it out` }];
  });
}
