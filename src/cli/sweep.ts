/** `largebatch sweep`: trains batch sizes × seeds × recipes, takes what is done from the store, and prints means over the seeds. */
import type { Command } from "commander";
import { UsageError } from "../errors";
import type { SweepInput } from "../sweep/grid";
import { planSweep } from "../sweep/plan";
import { pool } from "../sweep/pool";
import { showSweep } from "../sweep/progress";
import { openStore } from "../sweep/store";
import { type SweepStage, sweep } from "../sweep/sweep";
import { number } from "./flags";
import { stopOnInterrupt } from "./interrupt";
import { REMEDY_FLAG } from "./remedies";
import { inputOf, type SweepFlags } from "./sweep-flags";
import { planText, plural, report } from "./sweep-report";

// Loaded when they are needed: each takes longer to load than most commands to answer.
const sweepFile = () => require("./sweep-file") as typeof import("./sweep-file");
const watchRoom = () => require("../sweep/watch") as typeof import("../sweep/watch");
const tensorboardRoom = () => require("../sweep/tensorboard") as typeof import("../sweep/tensorboard");
const queueRoom = () => require("../sweep/queue") as typeof import("../sweep/queue");

interface Options extends SweepFlags {
  plan?: boolean;
  json?: boolean;
  processes?: string;
  threads?: string;
  memory?: string;
  queue?: string;
  queueName?: string;
  checkpointEvery?: string;
  watch?: boolean;
  tensorboard?: string;
}

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

export function sweepCommand(program: Command): void {
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
    .option(
      "--set <key=value>",
      "any other setting of the runs, e.g. learningRate=0.01; can be given again",
      (text, all: string[]) => [...all, text],
      [],
    )
    .option(...REMEDY_FLAG)
    .option("--measure <names>", "measures taken of each finished run, e.g. keskar,hessian")
    .option("--plan", "print the runs, what is done, and the estimated time; train nothing")
    .option("--processes <n>", "runs at a time on this machine (default: one a core, or one a GPU)")
    .option("--threads <n>", "threads of one operation in each process (default: 1)")
    .option("--memory <mb>", "megabytes beyond which a process is renewed after its run")
    .option("--queue <url>", "have the runs done by workers at redis://… (see: largebatch worker --help)")
    .option("--queue-name <name>", "of the queue there (default: sweep)")
    .option("--checkpoint-every <seconds>", "time between two savings of a run (default: 60)")
    .option("--watch", "also show the progress on a live page in a browser on this machine; its address is printed")
    .option("--tensorboard <folder>", "also write each run's history there for TensorBoard")
    .option("--json", "print rows, failures and tuned rates as JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string | undefined, options: Options) => {
      const numbers = numbersOf(options);
      // Checked by `parseSweep`, first thing.
      const input = inputOf(options, file === undefined ? {} : await sweepFile().readSweepFile(file)) as SweepInput;
      if (options.plan) await printPlan(input, options, numbers);
      else await execute(input, options, numbers);
    });
}

type Numbers = Partial<Record<"processes" | "threads" | "memoryMB" | "checkpointEvery", number>>;

/** @throws UsageError for a flag that is no number, or that the queue's workers have flags of their own for */
function numbersOf(options: Options): Numbers {
  const { processes, threads, memory } = options;
  const ofPool = Object.entries({ processes, threads, memory }).find(([, text]) => text !== undefined);
  if (options.queue !== undefined && ofPool)
    throw new UsageError(`--${ofPool[0]} is for processes on this machine; with --queue the workers say it: largebatch worker --help.`);
  if (options.queueName !== undefined && options.queue === undefined) throw new UsageError("--queue-name goes with --queue redis://….");
  const checkpointEvery = number("checkpoint-every", options.checkpointEvery);
  if (checkpointEvery !== undefined && checkpointEvery < 0)
    throw new UsageError(`--checkpoint-every takes 0 or more seconds, got ${checkpointEvery}.`);
  const all = {
    processes: whole("processes", processes),
    threads: whole("threads", threads),
    memoryMB: number("memory", memory),
    checkpointEvery,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function whole(flag: string, text: string | undefined): number | undefined {
  const value = number(flag, text);
  if (value !== undefined && !(Number.isInteger(value) && value > 0))
    throw new UsageError(`--${flag} takes a whole number from 1, got ${text}.`);
  return value;
}

async function printPlan(input: SweepInput, { queue, json }: Options, { processes, threads }: Numbers): Promise<void> {
  // How many workers a queue has is not known before.
  const plan = await planSweep(input, { processes: queue === undefined ? processes : 1, threads });
  for (const note of plan.notes) console.error(note);
  console.log(json ? JSON.stringify(plan, null, 2) : planText(plan));
}

async function execute(
  input: SweepInput,
  { queue: url, queueName, json, watch, tensorboard }: Options,
  { checkpointEvery, ...ofPool }: Numbers,
): Promise<void> {
  const store = openStore();
  const log = tensorboard === undefined ? undefined : await tensorboardRoom().scalarLog(tensorboard, store);
  const page = watch ? await watchRoom().watchSweep() : undefined;
  if (page) console.error(`Progress at ${page.url}`);
  const stop = stopOnInterrupt("Stopping: the runs at hand are being saved");
  let shown: ReturnType<typeof showSweep> | undefined;
  const result = await sweep(input, {
    store,
    executor: url === undefined ? pool(ofPool) : queueRoom().queue({ url, name: queueName }),
    signal: stop.signal,
    ...(checkpointEvery === undefined ? {} : { checkpointEvery }),
    onNote: (note) => console.error(note),
    onStage: (stage) => {
      shown?.end();
      console.error(stageLine(stage, store.folder));
      shown = stage.toDo.length > 0 ? showSweep(stage.toDo, { stored: stage.stored }) : undefined;
      page?.onStage(stage);
      log?.onRuns(stage.runs);
    },
    onEvent: (event) => {
      shown?.onEvent(event);
      page?.onEvent(event);
      log?.onEvent(event);
    },
  }).finally(async () => {
    shown?.end();
    stop.release();
    await page?.end();
    await log?.end();
  });
  if (tensorboard !== undefined) console.error(`Written for TensorBoard: tensorboard --logdir ${tensorboard}`);
  console.log(json ? JSON.stringify(result, null, 2) : report(result));
  for (const { what, id, error, attempts } of result.failed)
    console.error(
      `failed: ${what}${id ? ` (${id})` : ""}${attempts ? `, after ${attempts} attempt${attempts > 1 ? "s" : ""}` : ""}: ${error}`,
    );
  if (result.interrupted) console.error("Stopped before the end. To go on, give the same command again.");
  if (result.interrupted) process.exitCode = 130;
  else if (result.failed.length > 0) process.exitCode = 1;
}

function stageLine({ name, runs, toDo, executor }: SweepStage, folder: string): string {
  const what = name === "tuning" ? `${plural(runs.length, "run")} to tune learning rates` : plural(runs.length, "run");
  const taken = runs.length - toDo.length;
  const store = taken > 0 ? `${taken} taken from ${folder}` : `none in ${folder} yet`;
  return `${what}: ${store}${executor ? `, ${toDo.length} to do on ${executor}` : ""}.`;
}
