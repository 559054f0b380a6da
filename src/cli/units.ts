/** In which unit a number of a measure's result is, for reports: losses in nats, φ in percent, batches in examples. */

/** By key of a result, or by measure and key where it is another one there; "" says that it has none. */
const UNITS: Record<string, string> = {
  loss: "nats",
  maxLoss: "nats",
  trainLoss: "nats",
  smoothedLoss: "nats",
  smoothedLossError: "nats",
  meanLoss: "nats",
  meanLossError: "nats",
  "localEntropy.localEntropy": "nats",
  sharpness: "nats",
  oneStep: "nats",
  ascent: "nats",
  rise: "nats",
  risen: "nats",
  rises: "nats",
  radius: "",
  "average.standardError": "nats",
  losses: "nats",
  barriers: "nats",
  phi: "percent",
  "keskar.by": "percent",
  "keskarSubspace.by": "percent",
  n: "",
  accuracy: "share",
  accuracies: "share",
  acceptance: "share",
  atEdge: "share",
  explained: "share",
  residualShare: "share",
  spectrum: "share",
  negativeShare: "share",
  coarsest: "share",
  "noise.scale": "examples",
  "noise.low": "examples",
  "noise.high": "examples",
  "noise.smithLe": "",
  "stepsToTarget.steps": "steps",
  "stepsToTarget.step": "steps",
  "stepsToTarget.after": "steps",
  "stepsToTarget.examples": "examples",
  "stepsToTarget.criticalBatch": "examples",
  "stepsToTarget.batch": "examples",
};

/**
 * The unit of one number.
 * @param path of the number in the result, such as `draws[0].by.lbfgsb`
 * @returns undefined for one that is a count, has no unit, or none that has a name
 */
export function unitOf(what: string, path: string): string | undefined {
  const keys = path.replaceAll(/\[\d+\]/g, "").split(".");
  // The unit of a mean, an end of an interval or one of several ways is that of what it belongs to.
  const outer = keys.findIndex((key) => UNITS[`${what}.${key}`] === "");
  if (outer >= 0) return undefined;
  const found = keys.reverse().flatMap((key) => UNITS[`${what}.${key}`] ?? UNITS[key] ?? [])[0];
  return found || undefined;
}

/** A number's name with its unit: "loss (nats)". */
export function withUnit(what: string, path: string, name = path): string {
  const unit = unitOf(what, path);
  return unit ? `${name} (${unit})` : name;
}
