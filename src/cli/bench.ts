/** `largebatch bench`: how long things take here, beside what others take for the same work. */

import { type Command, Option } from "commander";
import { benchKernel, KERNEL_TASKS, type KernelTask } from "../bench/kernel";
import { probeKernels, probesTable } from "../bench/kernel-probes";
import { kernelTable } from "../bench/kernel-table";
import { BENCHES, benchMeasure, CELLS_OF, type MeasureBench, measureTable } from "../bench/measures";
import { benchRemedies, remediesTable } from "../bench/remedies";
import { benchStep, bestOf, PEERS, type Peer, type StepRow } from "../bench/step";
import { SWEEP_PARTS, type SweepPart } from "../bench/sweep-parts";
import { spreadText } from "../bench/units";
import { BENCH_NETWORKS, type BenchNetwork, CELLS } from "../bench/work";
import { UsageError } from "../errors";
import { REMEDY_NAMES } from "../train/remedies/registry";

interface Options {
  peers?: true | Peer[];
  json?: boolean;
  rounds: number;
  network?: string;
  batch?: number;
}

export function benchCommand(program: Command): void {
  const bench = program.command("bench").description("measure speed; each benchmark has a command of its own");
  bench
    .command("step")
    .description("milliseconds a training step: stock TensorFlow.js, compiled, compiled on one thread, and the peers")
    .addOption(new Option("--peers [names...]", "also these from .venv-peers; without names: all").choices([...PEERS]))
    .addOption(new Option("--network <name>", "this network only").choices([...BENCH_NETWORKS]))
    .option("--batch <n>", "this batch only", Number)
    .addOption(roundsOption())
    .option("--json", "print an array of rows as JSON")
    .addHelpText("after", "\nMachines are noisy: run it while nothing else runs, and read the medians beside their spreads.")
    .action(async ({ peers, json, rounds, network, batch }: Options) => {
      const cells = CELLS.filter((cell) => (!network || cell.network === network) && (batch === undefined || cell.batch === batch));
      if (cells.length === 0) throw new UsageError(`There is no such cell: the batches are 32 and 256, and 5000 for C1; got ${batch}.`);
      const rows = await benchStep({
        peers: peers === true ? PEERS : peers || [],
        rounds,
        cells,
        onProgress: (line) => console.error(line),
      });
      console.log(json ? JSON.stringify(rows, null, 2) : table(rows));
    });
  for (const name of BENCHES) {
    bench
      .command(name)
      .description(ABOUT[name])
      .option("--peers", "also the peers, from .venv-peers")
      .addOption(new Option("--network <name>", "this network only").choices(CELLS_OF[name].map(({ network }) => network)))
      .addOption(roundsOption())
      .option("--json", "print an array of rows as JSON")
      .action(async ({ peers, json, rounds, network }: MeasureFlags) => {
        const cells = CELLS_OF[name].filter((cell) => !network || cell.network === network);
        const rows = await benchMeasure(name, { peers, rounds, cells, onProgress: (line) => console.error(line) });
        console.log(json ? JSON.stringify(rows, null, 2) : measureTable(name, rows));
      });
  }
  bench
    .command("remedies")
    .description("milliseconds of a step with each remedy, as a multiple of the plain step, beside the gradients that it says it costs")
    .addOption(new Option("--network <name>", "this network only").choices([...BENCH_NETWORKS]))
    .option("--batch <n>", "with this batch", wholeNumber("--batch"))
    .addOption(roundsOption())
    .addOption(new Option("--only <name...>", "these remedies only").choices([...REMEDY_NAMES]))
    .option("--json", "print an array of rows as JSON")
    .action(async ({ network, batch, rounds, only, json }: RemedyFlags) => {
      const rows = await benchRemedies({ network, batch, rounds, only, onProgress: (line) => console.error(line) });
      console.log(json ? JSON.stringify(rows, null, 2) : remediesTable(rows));
    });
  bench
    .command("sweep")
    .description("what a sweep costs beside its trainings: a second process, pool and store, memory, 100,000 runs, the queue")
    .addOption(new Option("--part <name...>", "these parts only").choices([...SWEEP_PARTS]))
    .addOption(roundsOption(1))
    .option("--json", "print an array of rows as JSON")
    .action(async ({ part, rounds, json }: { part?: SweepPart[]; rounds: number; json?: boolean }) => {
      // Loaded when it is needed: the queue's library takes longer to load than most commands to answer.
      const { benchSweep, sweepTable } = require("../bench/sweep") as typeof import("../bench/sweep");
      const rows = await benchSweep({ parts: part, rounds, onProgress: (line) => console.error(line) });
      console.log(json ? JSON.stringify(rows, null, 2) : sweepTable(rows));
    });
  bench
    .command("kernel")
    .description("start, cells, much output and memory of the TypeScript kernel, beside stock tslab and the peers")
    .option("--peers", "also Deno's kernel, from .peers-kernel, and ipykernel")
    .addOption(new Option("--task <name...>", "these tasks only").choices([...KERNEL_TASKS]))
    .addOption(roundsOption())
    .addOption(new Option("--suite", "no times: which tests of Jupyter's own suite pass").conflicts(["features", "task"]))
    .addOption(new Option("--features", "no times: what works, probed by a client").conflicts("task"))
    .option("--json", "print an array of rows as JSON")
    .addHelpText("after", "\nMachines are noisy: run it while nothing else runs, and read the medians beside their spreads.")
    .action(async ({ peers, json, rounds, task, suite, features }: KernelOptions) => {
      const onProgress = (line: string) => console.error(line);
      const print = <T>(rows: T, inWords: (rows: T) => string) => console.log(json ? JSON.stringify(rows, null, 2) : inWords(rows));
      if (suite || features) print(await probeKernels(suite ? "suite" : "features", { peers, onProgress }), probesTable);
      else print(await benchKernel({ peers, rounds, tasks: task, onProgress }), kernelTable);
    });
}

/** `--rounds`, the same for each benchmark. */
const roundsOption = (standard = 5): Option =>
  new Option("--rounds <n>", "measurements of each, in turn").default(standard).argParser(wholeNumber("--rounds"));

const wholeNumber =
  (flag: string) =>
  (text: string): number => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= 1) return value;
    throw new UsageError(`${flag} must be a whole number from 1 on; got ${text}.`);
  };

interface RemedyFlags {
  network?: BenchNetwork;
  batch?: number;
  rounds: number;
  only?: string[];
  json?: boolean;
}

interface MeasureFlags {
  peers?: boolean;
  json?: boolean;
  rounds: number;
  network?: string;
}

const ABOUT: Record<MeasureBench, string> = {
  hvp: "milliseconds of an exact Hessian product, beside a gradient and the peers",
  sharpness: "milliseconds of a search for Keskar's φ of ten iterations, and with SciPy over PyTorch",
  landscape: "milliseconds a cell of a loss surface, and the peers'",
};

interface KernelOptions {
  peers?: boolean;
  json?: boolean;
  rounds: number;
  task?: KernelTask[];
  suite?: boolean;
  features?: boolean;
}

const TITLES: Record<string, string> = {
  eager: "stock tfjs-node",
  ownEager: "own step, eager",
  singleThread: "one thread",
  twoProcesses: "two processes",
  pytorch: "PyTorch",
  torchCompile: "torch.compile",
  jax: "JAX",
  keras: "Keras",
};

/** The rows as a Markdown table; each time is the median with its smallest and largest value. */
export function table(rows: StepRow[]): string {
  const engines = [
    "eager",
    "ownEager",
    "compiled",
    "singleThread",
    "twoProcesses",
    ...PEERS.filter((peer) => rows.some((row) => row.spreads[peer])),
  ];
  const time = (row: StepRow, engine: string) => spreadText(bestOf(engine, row.spreads)[0]);
  return [
    `| network | batch | ${engines.map((engine) => TITLES[engine] ?? engine).join(" | ")} | stock / compiled | examples/s |`,
    `|---|---|${engines.map(() => "---|").join("")}---|---|`,
    ...rows.map(
      (row) =>
        `| ${row.network} | ${row.batch} | ${engines.map((engine) => time(row, engine)).join(" | ")} | ${row.eagerMs && row.compiledMs ? (row.eagerMs / row.compiledMs).toFixed(1) : "–"} | ${row.examplesPerSecond?.toLocaleString("en") ?? "–"} |`,
    ),
    "",
    "Milliseconds a step: median (smallest–largest). Two processes: one thread each, side by side, milliseconds a step of both together. Of each peer the better of its default and one thread.",
  ].join("\n");
}
