/** The description of a run: every setting that its numbers depend on, with defaults and their sources, checked before any work starts. */
import { z } from "zod";
import { DATA_NAMES, type DataName } from "./data/dataset";
import { decimal } from "./decimal";
import { UsageError } from "./errors";
import { NETWORK_NAMES, type NetworkName } from "./model/networks";
import { combinationFaults, type Fault, type Remedies, type RemediesInput, readRemedies } from "./train/remedies/check";

export const OPTIMIZER_NAMES = ["sgd", "momentum", "adam"] as const;
export type OptimizerName = (typeof OPTIMIZER_NAMES)[number];

/** When a training ends. `stall`: the loss has ceased to improve (see train/stopping.ts). */
export const UNTIL = ["stall", "epochs", "steps"] as const;
export type Until = (typeof UNTIL)[number];

/** One training, identified by its settings. */
export interface Run {
  network: NetworkName;
  data: DataName;
  /** Number of training examples, the first of a fixed class-balanced order; absent: all. */
  trainSize?: number;
  /** Training examples held out, in equal numbers of each class, for choices such as a learning rate: accuracy is then measured on them, and the test set is not read. Absent: none. */
  validation?: number;
  /** Size of a mini-batch. A last, partial batch of an epoch is dropped. */
  batch: number;
  seed: number;
  optimizer: OptimizerName;
  learningRate: number;
  /** Of `momentum`. */
  momentum: number;
  /** Of Adam. */
  beta1: number;
  beta2: number;
  epsilon: number;
  /** λ of the penalty λ/2 · ‖w‖² added to the loss. */
  weightDecay: number;
  /** Share of the old value that batch norm's running statistics keep at each step. */
  statisticsMomentum: number;
  until: Until;
  /** Epochs to train, or at most to train. */
  epochs: number;
  /** Steps to train, or at most to train; absent: no limit. */
  steps?: number;
  /** Epochs without improvement after which the loss counts as stalled. */
  patience: number;
  /** Improvement of the mean training loss (nats) that counts. */
  minDelta: number;
  /** Test (or validation) loss and accuracy are measured every so many epochs, and at the end. */
  evaluateEvery: number;
  /** Remedies against the generalization gap by name, each with all its settings (train/remedies); absent: none. */
  remedies?: Remedies;
}

/** Adam: the default of its authors (Kingma and Ba, 2015); Keskar et al. trained with Adam. SGD and momentum: common first choices, to be tuned. */
export const LEARNING_RATES: Record<OptimizerName, number> = { sgd: 0.1, momentum: 0.01, adam: 1e-3 };

const count = z.number().int().min(1);
const share = z.number().min(0).lt(1);

const SCHEMA = z.strictObject({
  network: z.enum(NETWORK_NAMES as [NetworkName, ...NetworkName[]]),
  data: z.enum(DATA_NAMES).default("glyphs"),
  trainSize: count.optional(),
  validation: count.optional(),
  batch: count.default(32),
  seed: z.number().int().min(0).default(1),
  optimizer: z.enum(OPTIMIZER_NAMES).default("adam"),
  learningRate: z.number().positive().optional(),
  momentum: share.default(0.9),
  beta1: share.default(0.9),
  beta2: share.default(0.999),
  epsilon: z.number().positive().default(1e-8),
  weightDecay: z.number().min(0).default(0),
  statisticsMomentum: share.default(0.9),
  until: z.enum(UNTIL).default("stall"),
  epochs: count.optional(),
  steps: count.optional(),
  patience: count.default(10),
  minDelta: z.number().min(0).default(1e-3),
  evaluateEvery: count.default(1),
  remedies: z
    .unknown()
    .transform((input, context): Remedies | undefined => {
      if (input === undefined) return undefined;
      const { remedies, faults } = readRemedies(input);
      for (const { key, fault } of faults) context.addIssue({ code: "custom", message: fault, path: key.split(".").filter(Boolean) });
      return remedies;
    })
    .optional(),
});

/** What a user writes: differences from the defaults; remedies by name with the settings that differ, or as texts such as "sam:rho=0.1". */
export type RunInput = Partial<Omit<Run, "remedies">> & Pick<Run, "network"> & { remedies?: RemediesInput };

/** A limit that a stalling training is not meant to reach. */
const MOST_EPOCHS = 1000;

/**
 * A complete run from the settings that differ from the defaults.
 * @throws UsageError that names each wrong setting, what was expected and what was got
 */
export function parseRun(input: unknown): Run {
  const parsed = SCHEMA.safeParse(input);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".") || "run"}: ${faultOf(issue, input)}`);
    throw new UsageError(`These settings of a run are wrong:\n${lines.join("\n")}\nKnown settings: ${RUN_KEYS.join(", ")}.`);
  }
  const { learningRate, epochs, steps, remedies, ...rest } = parsed.data;
  if (rest.until === "epochs" && epochs === undefined)
    throw new UsageError("until: epochs needs a number of epochs; give epochs (--epochs N).");
  if (rest.until === "steps" && steps === undefined) throw new UsageError("until: steps needs a number of steps; give steps (--steps N).");
  const run: Run = { ...rest, learningRate: learningRate ?? LEARNING_RATES[rest.optimizer], epochs: epochs ?? MOST_EPOCHS, steps };
  if (!remedies) return run;
  const whole = { ...run, remedies };
  const faults = combinationFaults(whole);
  if (faults.length > 0)
    throw new UsageError(`These remedies are not for this run:\n${faults.map(({ key, fault }) => `  ${key}: ${fault}.`).join("\n")}`);
  return whole;
}

/** What is wrong with single settings of a run, by name; settings that are missing, or that do not go together, are `parseRun`'s to find. */
export function settingFaults(settings: Record<string, unknown>): Fault[] {
  return Object.entries(settings).flatMap(([key, value]) => {
    const schema = SCHEMA.shape[key as keyof typeof SCHEMA.shape];
    if (!Object.hasOwn(SCHEMA.shape, key)) return [{ key, fault: `there is no such setting. Known settings: ${RUN_KEYS.join(", ")}` }];
    const issues = schema.safeParse(value).error?.issues ?? [];
    const told = key === "remedies" ? issues : issues.slice(0, 1);
    return told.map((issue) => {
      const path = [key, ...issue.path];
      return { key: path.join("."), fault: faultOf({ ...issue, path }, settings) };
    });
  });
}

/** @throws UsageError unless the run has all its settings, as `parseRun` gives it */
export function requireComplete(run: Run): void {
  const missing = RUN_KEYS.filter((key) => !OPTIONAL.includes(key) && run?.[key as keyof Run] === undefined);
  if (missing.length > 0)
    throw new UsageError(
      `The run is not complete: it has no ${missing.join(", ")}. Make it with parseRun(…), which fills in the defaults.`,
    );
}

/** The run as JSON in one fixed form: settings in alphabetical order, those that are absent left out. */
export const canonicalJson = (run: Run): string => canonical(run);

/** The settings in which two runs, each given as JSON, differ: in words. */
export function differences(there: string, asked: string): string {
  const [a, b] = [JSON.parse(there), JSON.parse(asked)] as [Record<string, unknown>, Record<string, unknown>];
  const written = (value: unknown) => (value === undefined ? "not set" : typeof value === "string" ? value : JSON.stringify(value));
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((key) => written(a[key]) !== written(b[key]))
    .map((key) => `${key} is ${written(a[key])} there, ${written(b[key])} here`)
    .join("; ");
}

/** Any settings as JSON in that form, also those within settings. */
export const canonical = (settings: object): string =>
  JSON.stringify(settings, (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );

/** Names of all settings. */
export const RUN_KEYS = Object.keys(SCHEMA.shape);

/** Those that a complete run may lack. */
const OPTIONAL = ["trainSize", "validation", "steps", "remedies"] satisfies (keyof Run)[] as string[];

/** What is wrong with a setting and what was got; what is wrong with a remedy says so itself. */
const faultOf = ({ message, path }: Pick<z.core.$ZodIssue, "message" | "path">, input: unknown): string =>
  path[0] === "remedies" ? message : `${message}${got(input, path)}`;

function got(input: unknown, path: PropertyKey[]): string {
  let value = input;
  for (const key of path) value = (value as Record<PropertyKey, unknown> | undefined)?.[key];
  return path.length > 0 && value !== undefined ? ` (got ${typeof value === "number" ? value : JSON.stringify(value)})` : "";
}

/** Pairs from `key=value` texts, as given to --set; numbers as numbers. @throws UsageError for a text without "=" */
export const parsePairs = (texts: string[]): [string, string | number][] =>
  texts.map((text) => {
    const at = text.indexOf("=");
    if (at < 1) throw new UsageError(`--set takes key=value, got "${text}".`);
    const value = text.slice(at + 1);
    return [text.slice(0, at), decimal(value) ?? value];
  });

/**
 * Settings of a run from `key=value` texts.
 * @throws UsageError for a text without "=" or an unknown key
 */
export function parseSettings(texts: string[]): Record<string, string | number> {
  const pairs = parsePairs(texts);
  const remedy = pairs.find(([key]) => key === "remedies");
  if (remedy) throw new UsageError(`Remedies are given with --remedy NAME:key=value, not with --set (got "${remedy[1]}").`);
  const unknown = pairs.find(([key]) => !RUN_KEYS.includes(key));
  if (unknown) throw new UsageError(`Unknown setting "${unknown[0]}". Known settings: ${RUN_KEYS.join(", ")}.`);
  return Object.fromEntries(pairs);
}
