/** A run as one flat row: the columns of `runs --json`, of exports and of notebook frames, each with what it means. */
import type { Run } from "../../config";
import { remedyTexts } from "../../train/remedies/check";
import type { StoredResult } from "../../train/run-folder";
import { NUMBERS_VERSION, runId } from "../identity";
import { own } from "./read";

/**
 * `done`: result.json is there and whole. `running`: a living process holds the lock of its checkpoint. `stopped`: it was begun, and goes on with the next sweep that wants it.
 * `failed`: failure.json says why. `damaged`: result.json or the weights do not check.
 */
export const RUN_STATUSES = ["done", "running", "stopped", "failed", "damaged"] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export type Value = string | number;

/** One run. Losses in nats, accuracies as shares of 1. Settings are missing only where a damaged run does not tell them any more. */
export interface RunRow {
  id: string;
  status: RunStatus;
  network: string;
  data: string;
  variant?: string;
  trainSize?: number;
  validation?: number;
  batch: number;
  seed: number;
  /** Of the sweep that asked for it; the store does not know. */
  recipe?: string;
  optimizer: string;
  learningRate: number;
  momentum: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  weightDecay: number;
  statisticsMomentum: number;
  until: string;
  /** The settings `epochs` and `steps`; those columns say how many it took. */
  maxEpochs?: number;
  maxSteps?: number;
  patience: number;
  minDelta: number;
  evaluateEvery: number;
  /** As they are given to `--remedy`, a space between two; absent: none. */
  remedies?: string;
  evaluatedOn: "test" | "validation";
  /** Raised when the same settings lead to other numbers: compare runs of one version only. */
  numbersVersion: number;
  ending?: string;
  epochs?: number;
  steps?: number;
  trainLoss?: number;
  trainAccuracy?: number;
  testLoss?: number;
  testAccuracy?: number;
  seconds?: number;
  stepMs?: number;
  parameters?: number;
  backend?: string;
  /** Why it failed, or what is damaged. */
  error?: string;
  /** Of a failed run. */
  attempts?: number;
  /** Measures that were taken of it, e.g. `keskarFull`, `lambdaMax`, `keskarFull(epsilon=0.0005)`. */
  [column: string]: Value | undefined;
}

export interface Column {
  name: string;
  kind: "text" | "integer" | "real";
  about: string;
}

const column = (name: string, kind: Column["kind"], about: string): Column => ({ name, kind, about });

/** Settings of a run by their columns; `key` where the setting has another name. */
const SETTINGS: (Column & { key?: keyof Run })[] = [
  column("network", "text", "network"),
  column("data", "text", "data set"),
  column("trainSize", "integer", "training examples, where not all"),
  column("validation", "integer", "training examples held out for validation, where any"),
  column("batch", "integer", "size of a mini-batch"),
  column("seed", "integer", "seed of the start and of the order of the examples"),
  column("optimizer", "text", "optimizer"),
  column("learningRate", "real", "learning rate"),
  column("momentum", "real", "of the optimizer momentum"),
  column("beta1", "real", "of Adam"),
  column("beta2", "real", "of Adam"),
  column("epsilon", "real", "of Adam"),
  column("weightDecay", "real", "λ of the penalty λ/2 · ‖w‖²"),
  column("statisticsMomentum", "real", "share of the old value that batch norm's running statistics keep"),
  column("until", "text", "when the training ends: stall, epochs or steps"),
  { ...column("maxEpochs", "integer", "epochs to train, at most"), key: "epochs" },
  { ...column("maxSteps", "integer", "steps to train, at most; empty: no limit"), key: "steps" },
  column("patience", "integer", "epochs without improvement after which the loss counts as stalled"),
  column("minDelta", "real", "improvement of the mean training loss that counts, nats"),
  column("evaluateEvery", "integer", "epochs between two evaluations"),
  column("remedies", "text", "remedies with their settings, as given to --remedy; empty: none"),
];

/** What came of a run, by column: where its result has it. */
const OUTCOMES: (Column & { path: string[] })[] = [
  { ...column("ending", "text", "what ended the training: stall, epochs or steps"), path: ["ending"] },
  { ...column("epochs", "integer", "epochs trained"), path: ["epochs"] },
  { ...column("steps", "integer", "steps trained"), path: ["steps"] },
  { ...column("trainLoss", "real", "mean loss over the training examples at the end, nats"), path: ["train", "loss"] },
  { ...column("trainAccuracy", "real", "share of the training examples classified rightly"), path: ["train", "accuracy"] },
  { ...column("testLoss", "real", "mean loss over the examples of evaluatedOn, nats"), path: ["test", "loss"] },
  { ...column("testAccuracy", "real", "share of the examples of evaluatedOn classified rightly"), path: ["test", "accuracy"] },
  { ...column("seconds", "real", "wall time of the training, seconds"), path: ["seconds"] },
  { ...column("stepMs", "real", "median wall time of a step, milliseconds"), path: ["stepMs"] },
  { ...column("parameters", "integer", "number of weights"), path: ["parameters"] },
  { ...column("backend", "text", "what computed"), path: ["backend"] },
];

const plain = ({ name, kind, about }: Column): Column => ({ name, kind, about });

/** All columns but those of measures, in their order. */
export const COLUMNS: readonly Column[] = [
  column("id", "text", "name of the run: hash of its settings"),
  column("status", "text", "done, running, stopped, failed or damaged"),
  ...SETTINGS.slice(0, 2).map(plain),
  column("variant", "text", "what the data are, where not the official files"),
  ...SETTINGS.slice(2).map(plain),
  column("evaluatedOn", "text", "test or validation: what testLoss and testAccuracy were measured on"),
  column("numbersVersion", "integer", "raised when the same settings lead to other numbers"),
  ...OUTCOMES.map(plain),
  column("error", "text", "why it failed, or what is damaged"),
  column("attempts", "integer", "attempts of a failed run"),
];

/** Columns that stay as they are as long as a run has its name. */
export const SETTLED: ReadonlySet<string> = new Set(["id", "evaluatedOn", ...SETTINGS.map(({ name }) => name)]);

const RECIPE = column("recipe", "text", "recipe of the sweep");
const KNOWN = new Set([...COLUMNS, RECIPE].map(({ name }) => name));

/** The columns that rows need: the fixed ones, `recipe` where a row has it, and one for each measure in alphabetical order. */
export function columnsOf(rows: readonly RunRow[]): Column[] {
  const others = new Set<string>();
  let recipe = false;
  for (const row of rows) {
    for (const key of Object.keys(row)) if (!KNOWN.has(key)) others.add(key);
    recipe ||= row.recipe !== undefined;
  }
  return [
    ...COLUMNS,
    ...(recipe ? [RECIPE] : []),
    ...[...others].sort().map((name) => column(name, "real", "measure of the trained weights")),
  ];
}

/** The value of a kind, or undefined: files say anything. */
export function typed(value: unknown, kind: Column["kind"]): Value | undefined {
  if (kind === "text") return typeof value === "string" ? value : undefined;
  if (typeof value !== "number" || !Number.isFinite(value)) return undefined;
  return kind === "real" || Number.isSafeInteger(value) ? value : undefined;
}

/** Remedies are written in one text, as a row holds numbers and words alone. */
function settingIn(config: unknown, key: string): unknown {
  const value = own(config, key);
  return key === "remedies" ? remedyTexts(value).join(" ") || undefined : value;
}

/** What a row says of a run before it has a result. @param config settings as a file has them; those of a wrong type are left out */
export function rowOfConfig(id: string, status: RunStatus, config: unknown, numbersVersion: number): RunRow {
  const row: Record<string, Value> = { id, status };
  for (const { name, kind, key } of SETTINGS) put(row, name, typed(settingIn(config, key ?? name), kind));
  row.evaluatedOn = row.validation === undefined ? "test" : "validation";
  row.numbersVersion = numbersVersion;
  return row as unknown as RunRow;
}

/** The row of a finished run, from its result as a file has it. */
export function rowOfResult(id: string, result: unknown, numbersVersion: number): RunRow {
  const row = rowOfConfig(id, "done", own(result, "run"), numbersVersion);
  put(row, "variant", typed(own(result, "variant"), "text"));
  for (const { name, kind, path } of OUTCOMES) put(row, name, typed(path.reduce<unknown>(own, result), kind));
  return row;
}

/** The row of a run that is done. */
export const rowOf = (run: Run, result: StoredResult): RunRow => rowOfResult(runId(run), { ...result, run }, NUMBERS_VERSION);

/** Sets a column that has a value; no other appears in the row. */
export function put(row: Record<string, Value | undefined>, name: string, value: Value | undefined): void {
  if (value !== undefined) row[name] = value;
}

/** Puts rows in the order of network, data, optimizer, batch and seed; those that do not tell their settings come last. */
export function sortRows(rows: RunRow[]): RunRow[] {
  // Texts are compared once for all rows that share them: there are few, and many rows.
  const groupOf = ({ network, data, optimizer }: RunRow) => (network === undefined ? "\uffff" : `${network}\0${data}\0${optimizer}`);
  const groups = [...new Set(rows.map(groupOf))].sort();
  const ranks = new Map(groups.map((group, rank) => [group, rank]));
  const keyed = rows.map((row) => ({ row, rank: ranks.get(groupOf(row)) as number, batch: row.batch ?? 0, seed: row.seed ?? 0 }));
  keyed.sort((a, b) => a.rank - b.rank || a.batch - b.batch || a.seed - b.seed || (a.row.id < b.row.id ? -1 : 1));
  return keyed.map(({ row }) => row);
}
