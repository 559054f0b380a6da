"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.sweepCommand = sweepCommand;
const errors_1 = require("../errors");
const plan_1 = require("../sweep/plan");
const pool_1 = require("../sweep/pool");
const progress_1 = require("../sweep/progress");
const queue_1 = require("../sweep/queue");
const store_1 = require("../sweep/store");
const sweep_1 = require("../sweep/sweep");
const flags_1 = require("./flags");
const interrupt_1 = require("./interrupt");
const sweep_file_1 = require("./sweep-file");
const sweep_flags_1 = require("./sweep-flags");
const sweep_report_1 = require("./sweep-report");
const EXAMPLES = `
FILE holds the same fields, as JSON or as the default export of a TypeScript file:
  export default {
    network: "F1", data: "mnist", batches: [32, 256, 6000], seeds: [1, 2, 3, 4, 5], budget: "epochs:40",
    rate: "tuned:1e-4..1e-1:7", recipes: { adam: {}, momentum: { optimizer: "momentum" } },
  };
Flags given beside it take the place of its fields.

Examples:
  npx largebatch sweep --network mlp --batches 20,500 --seeds 1-5 --budget epochs:20 --plan
  npx largebatch sweep --network F1 --data mnist --batches 32,256,6000 --seeds 1-5 --budget stall --measure keskar,hessian
  npx largebatch sweep sweep.ts --seeds 1-2`;
function sweepCommand(program) {
    program
        .command("sweep")
        .description("train a grid of batch sizes and seeds; what is done is never done again")
        .argument("[file]", "a sweep as .ts, .js or .json")
        .option("--network <names>", "networks to train, e.g. F1 or mlp,F1")
        .option("--data <name>", "glyphs, glyphs-100, mnist or cifar-10 (default: glyphs)")
        .option("--batches <list>", "sizes of a mini-batch, e.g. 32,256,6000")
        .option("--seeds <list>", "e.g. 1-5 or 1,2,7")
        .option("--budget <budget>", "epochs:N, steps:N or stall: until the loss ceases to improve (default: stall)")
        .option("--optimizer <name>", "sgd, momentum or adam (default: adam)")
        .option("--rate <rule>", "learning rate by batch: fixed, linear:256, sqrt:256 (of that batch), tuned:1e-4..1e-1:7 (default: fixed)")
        .option("--set <key=value>", "any other setting of the runs, e.g. learningRate=0.01; can be given again", (text, all) => [...all, text], [])
        .option("--measure <names>", "measures taken of each finished run, e.g. keskar,hessian")
        .option("--plan", "print the runs, what is done, and the estimated time; train nothing")
        .option("--processes <n>", "runs at a time on this machine (default: one a core, or one a GPU)")
        .option("--threads <n>", "threads of one operation in each process (default: 1)")
        .option("--memory <mb>", "megabytes beyond which a process is renewed after its run")
        .option("--queue <url>", "have the runs done by workers at redis://… (see: largebatch worker --help)")
        .option("--checkpoint-every <seconds>", "time between two savings of a run (default: 60)")
        .option("--json", "print rows, failures and tuned rates as JSON")
        .addHelpText("after", EXAMPLES)
        .action(async (file, options) => {
        const numbers = numbersOf(options);
        // Checked by `parseSweep`, first thing.
        const input = (0, sweep_flags_1.inputOf)(options, file === undefined ? {} : await (0, sweep_file_1.readSweepFile)(file));
        if (options.plan)
            await printPlan(input, options, numbers);
        else
            await execute(input, options, numbers);
    });
}
/** @throws UsageError for a flag that is no number, or that the queue's workers have flags of their own for */
function numbersOf(options) {
    const { processes, threads, memory } = options;
    const ofPool = Object.entries({ processes, threads, memory }).find(([, text]) => text !== undefined);
    if (options.queue !== undefined && ofPool)
        throw new errors_1.UsageError(`--${ofPool[0]} is for processes on this machine; with --queue the workers say it: largebatch worker --help.`);
    const checkpointEvery = (0, flags_1.number)("checkpoint-every", options.checkpointEvery);
    if (checkpointEvery !== undefined && checkpointEvery < 0)
        throw new errors_1.UsageError(`--checkpoint-every takes 0 or more seconds, got ${checkpointEvery}.`);
    const all = {
        processes: whole("processes", processes),
        threads: whole("threads", threads),
        memoryMB: (0, flags_1.number)("memory", memory),
        checkpointEvery,
    };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
function whole(flag, text) {
    const value = (0, flags_1.number)(flag, text);
    if (value !== undefined && !(Number.isInteger(value) && value > 0))
        throw new errors_1.UsageError(`--${flag} takes a whole number from 1, got ${text}.`);
    return value;
}
async function printPlan(input, { queue, json }, { processes, threads }) {
    // How many workers a queue has is not known before.
    const plan = await (0, plan_1.planSweep)(input, { processes: queue === undefined ? processes : 1, threads });
    for (const note of plan.notes)
        console.error(note);
    console.log(json ? JSON.stringify(plan, null, 2) : (0, sweep_report_1.planText)(plan));
}
async function execute(input, { queue: url, json }, { checkpointEvery, ...ofPool }) {
    const store = (0, store_1.openStore)();
    const stop = (0, interrupt_1.stopOnInterrupt)("Stopping: the runs at hand are being saved");
    let shown;
    const result = await (0, sweep_1.sweep)(input, {
        store,
        executor: url === undefined ? (0, pool_1.pool)(ofPool) : (0, queue_1.queue)({ url }),
        signal: stop.signal,
        ...(checkpointEvery === undefined ? {} : { checkpointEvery }),
        onNote: (note) => console.error(note),
        onStage: (stage) => {
            shown?.end();
            console.error(stageLine(stage, store.folder));
            shown = stage.toDo.length > 0 ? (0, progress_1.showSweep)(stage.toDo) : undefined;
        },
        onEvent: (event) => shown?.onEvent(event),
    }).finally(() => {
        shown?.end();
        stop.release();
    });
    console.log(json ? JSON.stringify(result, null, 2) : (0, sweep_report_1.report)(result));
    for (const { what, id, error, attempts } of result.failed)
        console.error(`failed: ${what}${id ? ` (${id})` : ""}${attempts ? `, after ${attempts} attempt${attempts > 1 ? "s" : ""}` : ""}: ${error}`);
    if (result.interrupted)
        console.error("Stopped before the end. To go on, give the same command again.");
    if (result.interrupted)
        process.exitCode = 130;
    else if (result.failed.length > 0)
        process.exitCode = 1;
}
function stageLine({ name, runs, toDo, executor }, folder) {
    const what = name === "tuning" ? `${(0, sweep_report_1.plural)(runs.length, "run")} to tune learning rates` : (0, sweep_report_1.plural)(runs.length, "run");
    const taken = runs.length - toDo.length;
    const store = taken > 0 ? `${taken} taken from ${folder}` : `none in ${folder} yet`;
    return `${what}: ${store}${executor ? `, ${toDo.length} to do on ${executor}` : ""}.`;
}
//# sourceMappingURL=sweep.js.map