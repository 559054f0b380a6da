"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.benchCommand = benchCommand;
exports.table = table;
/** `largebatch bench`: how long things take here, beside what others take for the same work. */
const commander_1 = require("commander");
const kernel_1 = require("../bench/kernel");
const kernel_probes_1 = require("../bench/kernel-probes");
const kernel_table_1 = require("../bench/kernel-table");
const measures_1 = require("../bench/measures");
const step_1 = require("../bench/step");
const work_1 = require("../bench/work");
const errors_1 = require("../errors");
function benchCommand(program) {
    const bench = program.command("bench").description("measure speed; each benchmark has a command of its own");
    bench
        .command("step")
        .description("milliseconds a training step: stock TensorFlow.js, compiled, compiled on one thread, and the peers")
        .addOption(new commander_1.Option("--peers [names...]", "also these from .venv-peers; without names: all").choices([...step_1.PEERS]))
        .addOption(new commander_1.Option("--network <name>", "this network only").choices([...work_1.BENCH_NETWORKS]))
        .option("--batch <n>", "this batch only", Number)
        .addOption(roundsOption())
        .option("--json", "print an array of rows as JSON")
        .addHelpText("after", "\nMachines are noisy: run it while nothing else runs, and read the medians beside their spreads.")
        .action(async ({ peers, json, rounds, network, batch }) => {
        const cells = work_1.CELLS.filter((cell) => (!network || cell.network === network) && (batch === undefined || cell.batch === batch));
        if (cells.length === 0)
            throw new errors_1.UsageError(`There is no such cell: the batches are 32 and 256, and 5000 for C1; got ${batch}.`);
        const rows = await (0, step_1.benchStep)({
            peers: peers === true ? step_1.PEERS : peers || [],
            rounds,
            cells,
            onProgress: (line) => console.error(line),
        });
        console.log(json ? JSON.stringify(rows, null, 2) : table(rows));
    });
    for (const name of measures_1.BENCHES) {
        bench
            .command(name)
            .description(ABOUT[name])
            .option("--peers", "also the peers, from .venv-peers")
            .addOption(new commander_1.Option("--network <name>", "this network only").choices(measures_1.CELLS_OF[name].map(({ network }) => network)))
            .addOption(roundsOption())
            .option("--json", "print an array of rows as JSON")
            .action(async ({ peers, json, rounds, network }) => {
            const cells = measures_1.CELLS_OF[name].filter((cell) => !network || cell.network === network);
            const rows = await (0, measures_1.benchMeasure)(name, { peers, rounds, cells, onProgress: (line) => console.error(line) });
            console.log(json ? JSON.stringify(rows, null, 2) : (0, measures_1.measureTable)(name, rows));
        });
    }
    bench
        .command("kernel")
        .description("start, cells, much output and memory of the TypeScript kernel, beside stock tslab and the peers")
        .option("--peers", "also Deno's kernel, from .peers-kernel, and ipykernel")
        .addOption(new commander_1.Option("--task <name...>", "these tasks only").choices([...kernel_1.KERNEL_TASKS]))
        .addOption(roundsOption())
        .addOption(new commander_1.Option("--suite", "no times: which tests of Jupyter's own suite pass").conflicts(["features", "task"]))
        .addOption(new commander_1.Option("--features", "no times: what works, probed by a client").conflicts("task"))
        .option("--json", "print an array of rows as JSON")
        .addHelpText("after", "\nMachines are noisy: run it while nothing else runs, and read the medians beside their spreads.")
        .action(async ({ peers, json, rounds, task, suite, features }) => {
        const onProgress = (line) => console.error(line);
        const print = (rows, inWords) => console.log(json ? JSON.stringify(rows, null, 2) : inWords(rows));
        if (suite || features)
            print(await (0, kernel_probes_1.probeKernels)(suite ? "suite" : "features", { peers, onProgress }), kernel_probes_1.probesTable);
        else
            print(await (0, kernel_1.benchKernel)({ peers, rounds, tasks: task, onProgress }), kernel_table_1.kernelTable);
    });
}
/** `--rounds`, the same for each benchmark. */
const roundsOption = () => new commander_1.Option("--rounds <n>", "measurements of each, in turn").default(5).argParser((text) => {
    const rounds = Number(text);
    if (Number.isInteger(rounds) && rounds >= 1)
        return rounds;
    throw new errors_1.UsageError(`--rounds must be a whole number from 1 on; got ${text}.`);
});
const ABOUT = {
    hvp: "milliseconds of an exact Hessian product, beside a gradient and the peers",
    sharpness: "milliseconds of a search for Keskar's φ of ten iterations, and with SciPy over PyTorch",
    landscape: "milliseconds a cell of a loss surface, and the peers'",
};
const TITLES = {
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
function table(rows) {
    const engines = [
        "eager",
        "ownEager",
        "compiled",
        "singleThread",
        "twoProcesses",
        ...step_1.PEERS.filter((peer) => rows.some((row) => row.spreads[peer])),
    ];
    const time = (row, engine) => {
        const [spread] = (0, step_1.bestOf)(engine, row.spreads);
        return spread ? `${short(spread.median)} (${short(spread.min)}–${short(spread.max)})` : "–";
    };
    return [
        `| network | batch | ${engines.map((engine) => TITLES[engine] ?? engine).join(" | ")} | stock / compiled | examples/s |`,
        `|---|---|${engines.map(() => "---|").join("")}---|---|`,
        ...rows.map((row) => `| ${row.network} | ${row.batch} | ${engines.map((engine) => time(row, engine)).join(" | ")} | ${row.eagerMs && row.compiledMs ? (row.eagerMs / row.compiledMs).toFixed(1) : "–"} | ${row.examplesPerSecond?.toLocaleString("en") ?? "–"} |`),
        "",
        "Milliseconds a step: median (smallest–largest). Two processes: one thread each, side by side, milliseconds a step of both together. Of each peer the better of its default and one thread.",
    ].join("\n");
}
const short = (ms) => (ms >= 100 ? ms.toFixed(0) : ms >= 10 ? ms.toFixed(1) : ms.toFixed(2));
//# sourceMappingURL=bench.js.map