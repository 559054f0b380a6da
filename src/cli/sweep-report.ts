/** What `largebatch sweep` prints: means over the seeds at the end, and with --plan the runs that it would do. */
import { summarize } from "../stats/summary";
import type { Plan, PlannedRun } from "../sweep/plan";
import type { RunRow } from "../sweep/store/row";
import type { SweepResult } from "../sweep/sweep";

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** Means over the seeds, a line a network, recipe and batch. */
export function report({ rows, failed, taken, executed, rates }: SweepResult): string {
  const groups = new Map<string, RunRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.network, row.recipe, row.batch]);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  const on = rows.some(({ evaluatedOn }) => evaluatedOn === "validation") ? "validation" : "test";
  const recipes = new Set(rows.map(({ recipe }) => recipe)).size > 1;
  const line = (cells: (string | number)[]) => `| ${cells.join(" | ")} |`;
  const head = [
    "network",
    ...(recipes ? ["recipe"] : []),
    "batch",
    "learning rate",
    "seeds",
    "train %",
    `${on} %`,
    "epochs",
    "steps",
    "seconds",
  ];
  const body = [...groups.values()].map((group) => {
    const [{ network, recipe = "", batch, learningRate }] = group as [RunRow];
    return [
      ...[network, ...(recipes ? [recipe] : []), batch, learningRate, group.length],
      ...[spread(group, "trainAccuracy", 100), spread(group, "testAccuracy", 100)],
      ...[spread(group, "epochs"), spread(group, "steps"), spread(group, "seconds")],
    ];
  });
  const tuned = rates.map(
    ({ network, recipe, batch, learningRate, accuracy, validation, trials }) =>
      `${network}${recipes ? `, ${recipe}` : ""}, batch ${batch}: learning rate ${learningRate} of ${trials.length}, ` +
      `${(100 * accuracy).toFixed(2)} % of ${validation} validation examples${trials.some(({ diverged }) => diverged) ? "; larger ones diverged" : ""}`,
  );
  const counted = `${plural(taken + executed, "run")}: ${taken} taken from the store, ${executed} executed${failed.length > 0 ? `; ${failed.length} failed` : ""}.`;
  return [...(rows.length > 0 ? [head, head.map(() => "---"), ...body].map(line) : []), ...tuned, counted].join("\n");
}

/** "98.12 ± 0.10" over the seeds. */
function spread(rows: RunRow[], key: "trainAccuracy" | "testAccuracy" | "epochs" | "steps" | "seconds", factor = 1): string {
  const values = rows.flatMap((row) => (typeof row[key] === "number" ? [factor * row[key]] : []));
  if (values.length === 0) return "–";
  const { mean, sd, n } = summarize(values);
  const short = (value: number) => (factor === 1 ? String(Number(value.toPrecision(3))) : value.toFixed(2));
  return n > 1 && sd > 0 ? `${short(mean)} ± ${short(sd)}` : short(mean);
}

/** A plan as text: a line a run, then what there is to do and how long it will take. */
export const planText = (plan: Plan): string => [...[...plan.tuning, ...plan.runs].map(runLine), ...summaryOf(plan)].join("\n");

const runLine = ({ id, run, status, seconds, recipe }: PlannedRun): string =>
  [
    (id ?? "to be tuned").padEnd(20),
    status.padEnd(8),
    run.network.padEnd(5),
    recipe.padEnd(8),
    `batch ${String(run.batch).padEnd(6)}`,
    `seed ${String(run.seed).padEnd(4)}`,
    `rate ${String(id === undefined ? "–" : run.learningRate).padEnd(11)}`,
    ...(run.validation === undefined ? [] : ["tuning"]),
    ...(seconds === undefined ? [] : [duration(seconds)]),
  ]
    .join("  ")
    .trimEnd();

function summaryOf({ tuning, runs, done, diverged, toDo, seconds, processes, basis }: Plan): string[] {
  const stages = tuning.length > 0 ? ` (${tuning.length} of them to tune learning rates)` : "";
  const earlier = diverged > 0 ? `, ${diverged} diverged before` : "";
  return [
    `${plural(tuning.length + runs.length, "run")}${stages}: ${done} done${earlier}, ${toDo} to do.`,
    ...(toDo > 0 ? [`About ${duration(seconds)} with ${processes} at a time: ${basis.join("; ")}.`] : []),
  ];
}

/** "40 s", "12 min", "3.5 h". */
export function duration(seconds: number): string {
  if (seconds < 1) return "less than a second";
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Number((seconds / 3600).toPrecision(2))} h`;
}
