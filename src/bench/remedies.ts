/** `bench remedies`: what a step with each remedy takes, as a multiple of the plain step of the same optimizer, network and batch, beside the gradients that the remedy says it costs. */
import { parseRun, type Run } from "../config";
import { lastLine, UsageError } from "../errors";
import { inProject } from "../project";
import { gradientsAStep, remedyTexts } from "../train/remedies/check";
import { cutsOf, trainingOf } from "../train/remedies/compose";
import { REMEDIES } from "../train/remedies/registry";
import type { Remedy } from "../train/remedies/remedy";
import { timesInTurn } from "./in-turn";
import { startWorker, type Worker } from "./process";
import { type Spread, spreadOf } from "./step";
import { spreadText } from "./units";
import { type BenchNetwork, type Cell, MOMENTUM, RATE, type Work, workOf } from "./work";

/**
 * Batches at which it is the arithmetic that takes the time, of which the 16 workers of some remedies each get a whole part: small ones, where what a step does once for all weights shows,
 * and a large one, which remedies are for.
 */
export const REMEDY_CELLS: readonly Cell[] = [
  { network: "mlp", batch: 512 },
  { network: "F1", batch: 256 },
  { network: "mlp", batch: 2048 },
  { network: "F1", batch: 2048 },
];

/** What the ratio of a remedy's step to the plain one is meant to be at most, in multiples of the remedy's cost. */
export const AT_MOST = 1.15;

/** Settings other than the defaults: a warm-up that by itself does something, and an average that is taken in the epochs measured, which are the first. */
const SETTINGS: Record<string, string> = { warmUp: "warmUp:from=0", swa: "swa:start=0" };

/** The plain step's optimizer is momentum, where the remedy goes with it. */
const OPTIMIZERS = ["momentum", "adam"] as const;
export type RemedyOptimizer = (typeof OPTIMIZERS)[number];

export interface RemedyRow {
  network: string;
  batch: number;
  remedy: string;
  /** With all settings, e.g. "sam:rho=0.05". */
  text: string;
  optimizer: RemedyOptimizer;
  /** Gradients of the whole batch a step, as the remedy says. */
  cost: number;
  /** Whether it is a remedy of the schedule: its step is the plain one. */
  ofSchedule: boolean;
  /** Milliseconds a step. */
  plain: Spread;
  ms: Spread;
  /** The remedy's time over the plain one of the same round. */
  ratio: Spread;
  /** The median ratio over the cost; meant to be at most 1.15. */
  ofCost: number;
  /** Of a remedy that cuts the batch: into how many parts, and its time over that of its gradients at their own size, which are as many plain steps of a part of the batch. */
  cut?: { parts: number; ofCost: Spread };
}

/** A remedy that cannot be measured on a network and a batch, and why. */
export interface LeftOutRow extends Pick<RemedyRow, "network" | "batch" | "remedy"> {
  leftOut: string;
}

export interface RemedyBenchOptions {
  network?: BenchNetwork;
  batch?: number;
  rounds?: number;
  /** Names of remedies; default: all. */
  only?: readonly string[];
  onProgress?(line: string): void;
}

/** A run for a benchmark: long enough that each schedule has room in it. @throws UsageError where a remedy does not go with it */
export const benchRun = ({ network, batch }: Cell, optimizer: RemedyOptimizer, remedies: readonly string[]): Run =>
  parseRun({ network, batch, optimizer, learningRate: RATE, momentum: MOMENTUM, until: "epochs", epochs: 20, remedies });

/** @returns a row a remedy, in the order of the registry, for each network and batch */
export async function benchRemedies(options: RemedyBenchOptions = {}): Promise<(RemedyRow | LeftOutRow)[]> {
  const { rounds = 5, only, onProgress } = options;
  const rows: (RemedyRow | LeftOutRow)[] = [];
  for (const cell of cellsOf(options)) {
    onProgress?.(`${cell.network}, batch ${cell.batch}`);
    const work = workOf(cell);
    for (const remedy of REMEDIES.filter(({ name }) => only?.includes(name) ?? true)) {
      const { name } = remedy;
      const run = measurable(work, name);
      const row = "leftOut" in run ? { ...cell, remedy: name, ...run } : await measureRemedy(work, remedy, run, rounds);
      onProgress?.(`  ${name}: ${"leftOut" in row ? row.leftOut : `${row.ratio.median.toFixed(2)} for ${row.cost}`}`);
      rows.push(row);
    }
  }
  return rows;
}

/** Without a batch those of the table; with one, each network of the table at it. */
function cellsOf({ network, batch }: RemedyBenchOptions): Cell[] {
  const standard = REMEDY_CELLS.filter((cell) => !network || cell.network === network);
  const cells = network && standard.length === 0 ? [{ network, batch: 256 }] : standard;
  if (batch === undefined) return cells;
  return [...new Set(cells.map((cell) => cell.network))].map((network) => ({ network, batch }));
}

/** The run with a remedy alone, of the first optimizer that it goes with; or why it goes with none, as said of momentum. */
export function measurable({ cell, network, data }: Work, name: string): Run | { leftOut: string } {
  let leftOut: string | undefined;
  for (const optimizer of OPTIMIZERS) {
    try {
      const run = benchRun(cell, optimizer, [SETTINGS[name] ?? name]);
      // Whether it fits the batch is seen where its step is made.
      trainingOf(run, network, data.train.count);
      return run;
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      leftOut ??= lastLine(error);
    }
  }
  return { leftOut: leftOut ?? "" };
}

async function measureRemedy({ cell, network, data }: Work, remedy: Remedy, run: Run, rounds: number): Promise<RemedyRow> {
  const optimizer = run.optimizer as RemedyOptimizer;
  const texts = remedyTexts(run.remedies);
  const start =
    (remedies: string[], batch = cell.batch) =>
    (): Promise<Worker> =>
      startWorker([process.execPath, inProject("dist/bench/worker.js"), "remedy", cell.network, String(batch), optimizer, ...remedies]);
  const cuts = cutsOf(run, network, data.train.count);
  const engines = { plain: start([]), remedy: start(texts), ...(cuts > 1 ? { part: start([], cell.batch / cuts) } : {}) };
  // Remedies change the loss; that the plain step is the same work as others' is what `bench step` compares.
  const times = await timesInTurn(engines, { rounds, sameWork: Number.POSITIVE_INFINITY });
  return remedyRow(cell, remedy, run, { ...(times as { plain: number[]; remedy: number[] }), cuts });
}

/** The row of a remedy from milliseconds a step, round by round. @param times with `part`, the plain step of one of `cuts` parts of the batch, where there are several */
export function remedyRow(
  { network, batch }: Cell,
  { name, schedule }: Pick<Remedy, "name" | "schedule">,
  run: Run,
  times: { plain: number[]; remedy: number[]; part?: number[]; cuts?: number },
): RemedyRow {
  const { part, cuts = 1 } = times;
  const cost = gradientsAStep(run);
  const ratio = spreadOf(times.remedy.map((ms, round) => ms / (times.plain[round] as number)));
  return {
    network,
    batch,
    remedy: name,
    text: remedyTexts(run.remedies).join(" "),
    optimizer: run.optimizer as RemedyOptimizer,
    cost,
    ofSchedule: schedule !== undefined,
    plain: spreadOf(times.plain),
    ms: spreadOf(times.remedy),
    ratio,
    ofCost: ratio.median / cost,
    ...(part
      ? { cut: { parts: cuts, ofCost: spreadOf(times.remedy.map((ms, round) => ms / (cost * cuts * (part[round] as number)))) } }
      : {}),
  };
}

/** The rows as a Markdown table, and below it what was left out. */
export function remediesTable(rows: readonly (RemedyRow | LeftOutRow)[]): string {
  const isMeasured = (row: RemedyRow | LeftOutRow): row is RemedyRow => !("leftOut" in row);
  const [measured, leftOut] = [rows.filter(isMeasured), rows.filter((row): row is LeftOutRow => !isMeasured(row))];
  const marked = (ratio: number) => `${ratio.toFixed(2)}${ratio > AT_MOST ? " !" : ""}`;
  return [
    "| network | batch | remedy | plain step, ms | with the remedy, ms | ratio | gradients | ratio / gradients | the same at their own size |",
    "|---|---|---|---|---|---|---|---|---|",
    ...measured.map(({ network, batch, text, optimizer, ofSchedule, plain, ms, ratio, cost, ofCost, cut }) => {
      const what = `${text}${optimizer === "momentum" ? "" : `, ${optimizer}`}${ofSchedule ? " *" : ""}`;
      return `| ${[network, batch, what, spreadText(plain), spreadText(ms), spreadText(ratio), cost, marked(ofCost), cut ? marked(cut.ofCost.median) : "–"].join(" | ")} |`;
    }),
    "",
    `Median (smallest–largest). Ratio / gradients is meant to be at most ${AT_MOST} (! where it is more). At their own size: of a remedy that cuts the batch, its time over that of as many plain steps of a part of the batch. *: a remedy of the schedule, whose step is the plain one: its ratio says how noisy the machine is.`,
    ...leftOut.map(({ network, batch, remedy, leftOut }) => `Left out on ${network} at batch ${batch}: ${remedy}: ${leftOut}`),
  ].join("\n");
}
