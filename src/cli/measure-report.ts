/** What `largebatch measure` prints: results for people, and tables that put runs side by side. */
import type { Run } from "../config";
import { UsageError } from "../errors";
import { measureNamed } from "../measure/panel";
import type { Along } from "../measure/panel/along";
import { type Comparison, compareRuns, requireComparable } from "../measure/panel/compare";
import { headlineOf } from "../measure/panel/measure";
import type { StoredMeasure } from "../measure/panel/stored";
import { loadConfig } from "../train/run-folder";
import { unitOf, withUnit } from "./units";

/** What `--json` prints, an entry each: of a run, of a run along its training, of several runs together. */
export type Entry =
  | { run: string; measures: StoredMeasure[] }
  | { run: string; along: Along[] }
  | { runs: string[]; measures: StoredMeasure[] };

/** An entry in words and numbers. */
export function report(entry: Entry): string {
  if ("along" in entry) return `${entry.run}\n\n${alongTable(entry.along)}`;
  const name = "runs" in entry ? entry.runs.join(", ") : entry.run;
  return [
    name,
    ...entry.measures.flatMap(({ what, result, settings, batchNorm, examples, split, rescale }) => [
      `  ${what} (${[...pairs(settings), ...sayExamples(split, examples, batchNorm), ...sayRescale(rescale)].join(", ")})`,
      ...lines(what, result).map((line) => `    ${line}`),
      ...sayMissing((result as { missing?: number[] }).missing).map((line) => `    ${line}`),
    ]),
  ].join("\n");
}

const pairs = (settings: Record<string, number>): string[] => Object.entries(settings).map(([key, value]) => `${key} ${value}`);

const sayExamples = (split: string, examples: number, batchNorm: string): string[] => {
  if (split === "history") return [];
  return [`${examples} ${split === "both" ? "train and test" : split} examples`, `batch norm ${batchNorm}`];
};

const sayRescale = (rescale: StoredMeasure["rescale"]): string[] =>
  rescale ? [`at weights rescaled by ${rescale.alpha} at layer ${rescale.layer}`] : [];

/** A line a snapshot, a column a measure. */
function alongTable(measures: readonly Along[]): string {
  const [first] = measures;
  if (!first) return "";
  const rows = first.rows.map(({ epoch, step }, i) => [
    short(epoch),
    String(step),
    ...measures.map(({ rows }) => {
      const value = rows[i]?.value;
      return value === null || value === undefined ? "–" : short(value);
    }),
  ]);
  const heads = measures.map(({ what, number }) => (number === null ? `${what} (see --json)` : `${what}, ${withUnit(what, number)}`));
  return [table([["epoch", "step", ...heads], ...rows]), ...sayMissing(first.missing)].join("\n\n");
}

/** @param steps whose snapshots are gone */
const sayMissing = (steps: readonly number[] = []): string[] =>
  steps.length > 0 ? [`Not there any more: the snapshots of steps ${steps.join(", ")}.`] : [];

export interface ComparedMeasure extends Comparison {
  what: string;
  /** Which number of the result. */
  number: string;
}

/**
 * The settings of runs that are to be compared, by folder; asked for before anything is measured.
 * @throws UsageError for runs that differ in more than batch and seed, UserError for what is no run
 */
export async function comparable(folders: readonly string[]): Promise<Map<string, Run>> {
  const runs = new Map<string, Run>();
  for (const folder of folders) runs.set(folder, await loadConfig(folder));
  try {
    requireComparable([...runs.values()]);
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  }
  return runs;
}

/** Each measure's main number by batch. */
export function compared(
  results: readonly { run: string; measures: StoredMeasure[] }[],
  runs: ReadonlyMap<string, Run>,
): ComparedMeasure[] {
  const names = results[0]?.measures.map(({ what }) => what) ?? [];
  return names.flatMap((what, i) => {
    const measure = measureNamed(what);
    const measured = results.flatMap(({ run, measures }) => {
      const value = headlineOf(measure, measures[i]?.result);
      return value === undefined ? [] : [{ run: runs.get(run) as Run, value }];
    });
    return measured.length > 0 && measure.headline ? [{ what, number: measure.headline, ...compareRuns(measured) }] : [];
  });
}

export function comparisonTable(rows: ComparedMeasure[]): string {
  const batches = rows[0]?.batches.map(({ batch }) => batch) ?? [];
  const head = ["measure", ...batches.map((batch) => `batch ${batch}`), "ratio, largest to smallest [95 %]"];
  const body = rows.map(({ what, number, batches: each, ratio }) => [
    `${what}, ${withUnit(what, number)}`,
    ...each.map(({ summary: { mean, sd, n } }) => (n > 1 ? `${short(mean)} ± ${short(sd)} (${n})` : short(mean))),
    ratio === null
      ? "–"
      : ratio.seeds > 1
        ? `${short(ratio.factor)} [${short(ratio.low)}, ${short(ratio.high)}], ${ratio.seeds} seeds`
        : `${short(ratio.factor)} (1 seed, no interval)`,
  ]);
  return [
    table([head, ...body]),
    "",
    "Mean ± sd (number of runs). The ratio is paired by seed; its interval is Student's t on the logarithms.",
  ].join("\n");
}

/** A Markdown table; the first row is its head. */
function table([head = [], ...rows]: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [head, head.map(() => "---"), ...rows].map(line).join("\n");
}

/** The numbers of a result, a line each; long lists are left to --json. */
function lines(what: string, value: unknown, name = ""): string[] {
  const unit = unitOf(what, name);
  const measured = unit ? ` ${unit}` : "";
  if (typeof value === "number") return [`${name}  ${short(value)}${measured}`];
  if (typeof value !== "object" || value === null) return [`${name}  ${value ?? "–"}`];
  if (Array.isArray(value)) {
    if (value.every((each) => typeof each === "number") && value.length <= 8) return [`${name}  ${value.map(short).join("  ")}${measured}`];
    if (isTable(value)) return tableLines(what, value, name);
    if (isMatrix(value)) return [`${name}  ${value.length} × ${(value[0] as unknown[]).length} values, see --json`];
    return value.length <= 8
      ? value.flatMap((each, i) => lines(what, each, `${name}[${i}]`))
      : [`${name}  ${value.length} values, see --json`];
  }
  // Settings stand in the line above; what is missing is said below.
  const shown = Object.entries(value).filter(([key]) => name !== "" || !["settings", "missing"].includes(key));
  return shown.flatMap(([key, each]) => lines(what, each, name ? `${name}.${key}` : key));
}

/** Most rows that are printed. */
const MOST_ROWS = 60;

/** Rows of numbers, more than fit on a line. */
const isMatrix = (rows: readonly unknown[]): boolean => rows.every((row) => Array.isArray(row)) && (rows[0] as unknown[]).length > 8;

type Row = Record<string, number | string | null>;

/** Whether a list is one of records alike, without lists or records in them. */
function isTable(list: readonly unknown[]): list is Row[] {
  const keys = (each: unknown): string =>
    typeof each === "object" && each !== null && !Array.isArray(each) ? Object.keys(each).join() : "";
  const flat = (each: unknown): boolean => Object.values(each as object).every((value) => typeof value !== "object" || value === null);
  return (
    list.length >= 3 && list.length <= MOST_ROWS && list.every((each) => keys(each) !== "" && keys(each) === keys(list[0]) && flat(each))
  );
}

/** A line a record, the names of its numbers above. */
function tableLines(what: string, rows: readonly Row[], name: string): string[] {
  const cells = rows.map((row) => Object.values(row).map((value) => (typeof value === "number" ? short(value) : String(value ?? "–"))));
  const table = [Object.keys(rows[0] as Row).map((key) => withUnit(what, `${name}.${key}`, key)), ...cells];
  const widths = (table[0] as string[]).map((_, i) => Math.max(...table.map((line) => (line[i] as string).length)));
  return [name, ...table.map((line) => `  ${line.map((cell, i) => cell.padStart(widths[i] as number)).join("  ")}`)];
}

export const short = (value: number): string => (Number.isInteger(value) ? String(value) : value.toPrecision(4));
