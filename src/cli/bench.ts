/** `largebatch bench`: how long things take here, beside what others take for the same work. */
import { type Command, Option } from "commander";
import { benchStep, PEERS, type StepRow } from "../bench/step";
import { BENCH_NETWORKS, CELLS } from "../bench/work";

interface Options {
  peers?: boolean;
  json?: boolean;
  rounds: number;
  network?: string;
}

export function benchCommand(program: Command): void {
  const bench = program.command("bench").description("measure speed; each benchmark has a command of its own");
  bench
    .command("step")
    .description("milliseconds a training step: eager TensorFlow.js, compiled, compiled on one thread, and the peers")
    .option("--peers", "also PyTorch, torch.compile, JAX and Keras, from .venv-peers")
    .addOption(new Option("--network <name>", "this network only").choices([...BENCH_NETWORKS]))
    .option("--rounds <n>", "measurements of each, in turn", Number, 5)
    .option("--json", "print an array of rows as JSON")
    .addHelpText("after", "\nMachines are noisy: run it while nothing else runs, and read the medians beside their spreads.")
    .action(async ({ peers, json, rounds, network }: Options) => {
      const cells = CELLS.filter((cell) => !network || cell.network === network);
      const rows = await benchStep({ peers, rounds, cells, onProgress: (line) => console.error(line) });
      console.log(json ? JSON.stringify(rows, null, 2) : table(rows));
    });
}

/** The rows as a Markdown table; each time is the median with its smallest and largest value. */
export function table(rows: StepRow[]): string {
  const engines = ["eager", "compiled", "singleThread", ...PEERS.filter((peer) => rows.some((row) => row.spreads[peer]))];
  const time = (row: StepRow, engine: string) => {
    const spread = row.spreads[engine];
    return spread ? `${short(spread.median)} (${short(spread.min)}–${short(spread.max)})` : "–";
  };
  return [
    `| network | batch | ${engines.join(" | ")} | eager / compiled |`,
    `|---|---|${engines.map(() => "---|").join("")}---|`,
    ...rows.map(
      (row) =>
        `| ${row.network} | ${row.batch} | ${engines.map((engine) => time(row, engine)).join(" | ")} | ${row.eagerMs && row.compiledMs ? (row.eagerMs / row.compiledMs).toFixed(1) : "–"} |`,
    ),
    "",
    "Milliseconds a step: median (smallest–largest).",
  ].join("\n");
}

const short = (ms: number): string => (ms >= 100 ? ms.toFixed(0) : ms >= 10 ? ms.toFixed(1) : ms.toFixed(2));
