/** Reads a sweep and checks it as a whole, before any work starts; whatever is wrong is told by the name of its field. */
import { z } from "zod";
import { canonicalJson, parseRun, type Run } from "../config";
import { DATA_NAMES } from "../data/dataset";
import { UsageError } from "../errors";
import { measureName } from "../measure/panel";
import { NETWORK_NAMES, type NetworkName } from "../model/networks";
import { readRemedies } from "../train/remedies/check";
import { type Budget, parseBudget } from "./budget";
import { faultsOf, settingsFaults } from "./checks";
import { PLAIN, type Recipe, type Sweep } from "./grid";
import { parseRate } from "./rates";

/** A larger sweep would be a mistake, and would fill the memory before it is found. */
const MOST_RUNS = 1_000_000;

const count = z.number().int().min(1);
const seed = z.number().int().min(0);
const positive = z.number().positive();
const settings = z.record(z.string(), z.unknown());
const recipeName = z
  .string()
  .regex(/^[\w.+][\w .+-]{0,59}$/, "a recipe's name has 1 to 60 letters, digits, spaces or . + - _ and starts with none of space and -");

const rate = z.discriminatedUnion(
  "rule",
  [
    z.strictObject({ rule: z.literal("fixed") }),
    z.strictObject({ rule: z.enum(["linear", "sqrt"]), base: positive }),
    z.strictObject({
      rule: z.literal("tuned"),
      from: positive,
      to: positive,
      points: z.number().int().min(2).max(100),
      validation: count.optional(),
      seeds: z.array(seed).min(1).optional(),
    }),
  ],
  "expected one of the rules fixed, linear, sqrt, tuned",
);

const SCHEMA = z.strictObject({
  network: z.array(z.enum(NETWORK_NAMES as [NetworkName, ...NetworkName[]])).min(1),
  data: z.enum(DATA_NAMES).default("glyphs"),
  batches: z.array(count).min(1),
  seeds: z.array(seed).min(1),
  budget: z.string().default("stall"),
  rate: rate.default({ rule: "fixed" }),
  settings: settings.default({}),
  recipes: z
    .record(recipeName, settings)
    .refine((recipes) => Object.keys(recipes).length > 0, "expected at least one recipe")
    .optional(),
  measure: z.array(z.string()).default([]),
});

/** Names of a sweep's fields. */
export const SWEEP_FIELDS = Object.keys(SCHEMA.shape);

/**
 * A sweep from what a user wrote.
 * @throws UsageError that names each wrong field, what was expected and what was got
 */
export function parseSweep(input: unknown): Sweep {
  const { spelled, faults, budget } = spellOut(input);
  const parsed = SCHEMA.safeParse(spelled);
  if (!parsed.success) faults.push(...parsed.error.issues.flatMap((issue) => describe(issue, input, spelled)));
  if (!parsed.success || faults.length > 0) throw wrong(faults);
  const { network, data, batches, seeds, rate, measure, settings, recipes } = parsed.data;
  faults.push(...settingsFaults("settings", settings, { budget, rate }));
  for (const [name, own] of Object.entries(recipes ?? {})) faults.push(...settingsFaults(`recipes.${name}`, own, { budget, rate }));
  if (faults.length > 0) throw wrong(faults);
  const sweep: Sweep = {
    networks: network,
    data,
    batches,
    seeds,
    budget,
    rate,
    recipes: Object.entries(recipes ?? { [PLAIN]: {} }).map(([name, own]) => ({ name, settings: together(settings, own) })),
    measure,
    notes: [],
  };
  faults.push(...faultsOf(sweep, settings));
  if (faults.length > 0) throw wrong(faults);
  const distinct = withoutDuplicates({ ...sweep, measure: measure.map(measureName) });
  const runs = distinct.networks.length * distinct.recipes.length * distinct.batches.length * distinct.seeds.length;
  if (runs > MOST_RUNS) throw wrong([`seeds: the sweep has ${runs} runs, more than ${MOST_RUNS}; make several of it`]);
  return distinct;
}

/** The settings of all runs, a recipe's own in their place; remedies are added, each with all its settings. Both were checked. */
function together(settings: Record<string, unknown>, own: Record<string, unknown>): Partial<Run> {
  const remedies = [settings, own].flatMap(({ remedies }) => (remedies === undefined ? [] : [readRemedies(remedies).remedies]));
  const all = readRemedies(Object.assign({}, ...remedies)).remedies;
  return { ...settings, ...own, ...(all ? { remedies: all } : {}) };
}

const wrong = (faults: string[]): UsageError =>
  new UsageError(
    `The sweep is wrong:\n${faults.map((fault) => `  ${fault}`).join("\n")}\nFields of a sweep: ${Object.keys(SCHEMA.shape).join(", ")}.`,
  );

/** Short forms written out: one network as a list, the rule of a rate as an object, a budget as settings. */
function spellOut(input: unknown): { spelled: unknown; faults: string[]; budget: Budget } {
  const faults: string[] = [];
  let budget: Budget = { until: "stall" };
  if (typeof input !== "object" || input === null || Array.isArray(input)) return { spelled: input, faults, budget };
  // Fields that are undefined are as good as absent.
  const spelled: Record<string, unknown> = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const reading = (field: string, read: () => void) => {
    try {
      read();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      faults.push(`${field}: ${error.message}`);
      delete spelled[field];
    }
  };
  const { network, rate, budget: written } = spelled;
  if (typeof network === "string") spelled.network = [network];
  reading("rate", () => {
    if (typeof rate === "string") spelled.rate = parseRate(rate);
  });
  reading("budget", () => {
    if (typeof written === "string") budget = parseBudget(written);
  });
  return { spelled, faults, budget };
}

/** What is given twice counts once, and is said. */
function withoutDuplicates(sweep: Sweep): Sweep {
  const notes: string[] = [];
  const once = <T>(field: string, values: T[]): T[] => {
    const seen = new Set<T>();
    const twice = new Set<T>();
    for (const value of values) (seen.has(value) ? twice : seen).add(value);
    if (twice.size > 0)
      notes.push(`${field}: ${[...twice].join(", ")} ${twice.size > 1 ? "are" : "is"} given more than once; counted once.`);
    return [...seen];
  };
  const { networks, batches, seeds, rate, measure } = sweep;
  return {
    ...sweep,
    networks: once("network", networks),
    batches: once("batches", batches),
    seeds: once("seeds", seeds),
    rate: rate.rule === "tuned" && rate.seeds ? { ...rate, seeds: once("rate.seeds", rate.seeds) } : rate,
    measure: once("measure", measure),
    recipes: distinctRecipes(sweep, notes),
    notes,
  };
}

function distinctRecipes({ recipes, networks: [network], batches: [batch], data, budget }: Sweep, notes: string[]): Recipe[] {
  const names = new Map<string, string>();
  return recipes.filter(({ name, settings }) => {
    const key = canonicalJson(parseRun({ ...settings, ...budget, network, data, batch }));
    const before = names.get(key);
    if (before === undefined) names.set(key, name);
    else notes.push(`recipes.${name}: makes the same runs as ${before}; left out.`);
    return before === undefined;
  });
}

type Issue = z.ZodError["issues"][number];

/** The fields without which there is no sweep: what each takes, with an example. */
const NEEDED: Partial<Record<string, string>> = {
  network: `one or more of ${NETWORK_NAMES.join(", ")}, e.g. network: "F1" (--network F1)`,
  batches: "sizes of a mini-batch, e.g. batches: [32, 256] (--batches 32,256)",
  seeds: "whole numbers from 0, e.g. seeds: [1, 2, 3] (--seeds 1-3)",
};

/** A fault as "field: what was expected (got …)". */
function describe(issue: Issue, input: unknown, spelled: unknown): string[] {
  const single = typeof (input as { network?: unknown } | null)?.network === "string";
  const path = single && issue.path[0] === "network" ? ["network"] : issue.path;
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => `${fieldOf([...path, key])}: there is no such field`);
  const value = issue.path.reduce((at: unknown, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], spelled);
  const needed = path.length === 1 ? NEEDED[String(path[0])] : undefined;
  if (needed !== undefined && value === undefined) return [`${fieldOf(path)}: it is missing; ${needed}`];
  const scalar = path.length > 0 && ["number", "string", "boolean"].includes(typeof value);
  const message =
    issue.code === "invalid_type" && needed !== undefined
      ? `expected ${needed}`
      : // The key of a record is wrong: the reason is told within.
        (issue.code === "invalid_key" && issue.issues[0]?.message) || issue.message;
  return [`${fieldOf(path)}: ${message}${scalar ? ` (got ${typeof value === "string" ? JSON.stringify(value) : value})` : ""}`];
}

/** "batches[2]", "rate.points"; "sweep" for the whole. */
const fieldOf = (path: readonly PropertyKey[]): string =>
  path.reduce((name: string, key) => (typeof key === "number" ? `${name}[${key}]` : name ? `${name}.${String(key)}` : String(key)), "") ||
  "sweep";
