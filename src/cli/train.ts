/** `largebatch train`: one training, with a progress bar, and its accuracies at the end. */
import { SingleBar } from "cli-progress";
import type { Command } from "commander";
import { useBackend } from "../backend/choose";
import { parseRun, parseSettings, type Run } from "../config";
import { loadData } from "../data";
import { UsageError } from "../errors";
import { describeNetwork, NETWORK_NAMES, trainingWork } from "../model/networks";
import { type CheckpointOptions, checkpointIn, type DiskCheckpoint } from "../train/checkpoint";
import { type Epoch, type TrainHooks, type TrainResult, train } from "../train/loop";
import { remedyTexts } from "../train/remedies/check";
import { requireRoomFor, saveRun, vectorSha256 } from "../train/run-folder";
import { parseSpacing, type Spacing, snapshotsIn } from "../train/snapshots";
import { unusedSettings, useOf } from "../unused-settings";
import { number } from "./flags";
import { stopOnInterrupt } from "./interrupt";
import { REMEDY_FLAG } from "./remedies";

interface Options {
  network?: string;
  data?: string;
  batch?: string;
  optimizer?: string;
  seed?: string;
  until?: string;
  epochs?: string;
  steps?: string;
  set: string[];
  remedy: string[];
  backend?: string;
  threads?: string;
  checkpoint?: string;
  checkpointEvery?: string;
  save?: string;
  snapshots?: string;
  json?: boolean;
}

export function trainCommand(program: Command): void {
  program
    .command("train")
    .description("train one network and print its loss and accuracy")
    .requiredOption("--network <name>", "network to train (listed below)")
    .option("--data <name>", "glyphs, glyphs-100, mnist or cifar-10 (default: glyphs)")
    .option("--batch <n>", "size of a mini-batch (default: 32)")
    .option("--optimizer <name>", "sgd, momentum or adam (default: adam)")
    .option("--seed <n>", "decides the start and the order of the examples (default: 1)")
    .option(
      "--until <when>",
      "stall (the loss has ceased to improve), epochs or steps (default: what is given of --epochs, --steps; else stall)",
    )
    .option("--epochs <n>", "epochs to train; with --until stall: at most so many")
    .option("--steps <n>", "steps to train; with another --until: at most so many")
    .option(
      "--set <key=value>",
      "any other setting, e.g. learningRate=0.01; can be given again",
      (text, all: string[]) => [...all, text],
      [],
    )
    .option(...REMEDY_FLAG)
    .option("--backend <name>", "auto, tensorflow-gpu (gpu), tensorflow-cpu (cpu), webgpu, wasm (dense networks only) or js")
    .option("--threads <n>", "threads of one operation; 1 gives the same numbers bit for bit")
    .option(
      "--checkpoint <folder>",
      "keep the training there: killed or stopped, the same command goes on from it; removed at the end; one process a folder",
    )
    .option("--checkpoint-every <seconds>", "time between two savings (default: 60)")
    .option("--save <folder>", "keep the finished run there: config, weights, result; `largebatch measure` takes it up")
    .option(
      "--snapshots <n>",
      "keep the weights there, too: at the start, every n epochs (steps:n: steps) and at the end; for `measure --along`",
    )
    .option("--json", "print the result as JSON")
    .addHelpText("after", () => `\nNetworks:\n${NETWORK_NAMES.map((name) => `  ${name.padEnd(5)} ${describeNetwork(name)}`).join("\n")}`)
    .addHelpText("after", "\nExample: npx largebatch train --network F1 --data mnist --batch 256 --optimizer adam --seed 1 --until stall")
    .action(async (options: Options) => {
      const run = toRun(options);
      const place = toPlace(options);
      if (options.save === "") throw new UsageError("--save takes a folder, got an empty name.");
      const spacing = toSpacing(options);
      if (options.save !== undefined) await requireRoomFor(run, options.save);
      const backend = await useBackend({
        backend: options.backend,
        threads: number("threads", options.threads),
        work: trainingWork(run.network, run.batch),
      });
      const data = await loadData(run.data, { trainSize: run.trainSize, validation: run.validation });
      const checkpoint = place && checkpointIn({ ...place, run, data });
      const stop = stopOnInterrupt("Stopping after this call, then the last evaluation");
      console.error(
        `Training ${run.network} on ${data.variant ? `${run.data} (${data.variant})` : run.data}: ${describe(run)}; ${backend.name}, ${backend.device}.`,
      );
      const on = run.validation === undefined ? "test" : "validation";
      const show = process.stderr.isTTY ? bar(on) : lines(on);
      const snapshots = spacing && options.save ? snapshotsIn({ folder: options.save, run, data, ...spacing }) : undefined;
      const hooks = { ...show.hooks, signal: stop.signal, checkpoint, snapshots, onStart: checkpoint && sayStart(checkpoint) };
      const result = await train(run, data, hooks).finally(() => show.end());
      stop.release();
      console.log(options.json ? JSON.stringify(summary(result), null, 2) : report(result));
      if (result.ending === "interrupted") process.exitCode = 130;
      else if (options.save !== undefined) {
        await saveRun(options.save, result, data);
        console.error(`Saved in ${options.save}: npx largebatch measure ${options.save}`);
      }
      if (checkpoint) await settle(checkpoint, result);
    });
}

/** Settings that have a flag of their own. */
const FLAGS = ["network", "data", "batch", "optimizer", "seed", "until", "epochs", "steps"] as const;

/** The run that the flags describe. @throws UsageError for a flag that is no number where one is expected, or that --set contradicts */
function toRun(options: Options): Run {
  const until = options.until ?? (options.epochs ? "epochs" : options.steps ? "steps" : "stall");
  const settings = parseSettings(options.set);
  const twice = FLAGS.find((key) => options[key] !== undefined && key in settings);
  if (twice)
    throw new UsageError(`${twice} is given twice: --${twice} ${options[twice]} and --set ${twice}=${settings[twice]}. Leave out one.`);
  const given = {
    network: options.network,
    data: options.data,
    batch: number("batch", options.batch),
    optimizer: options.optimizer,
    seed: number("seed", options.seed),
    until,
    epochs: number("epochs", options.epochs),
    steps: number("steps", options.steps),
    ...settings,
    remedies: options.remedy.length > 0 ? options.remedy : undefined,
  };
  const run = parseRun(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));
  const [unused] = unusedSettings(settings, useOf(run));
  if (unused) throw new UsageError(`--set ${unused.key}: ${unused.fault}.`);
  return run;
}

/** Where to keep the training, if anywhere. @throws UsageError for a time that is none, or without a folder */
function toPlace({ checkpoint: folder, checkpointEvery }: Options): Pick<CheckpointOptions, "folder" | "everySeconds"> | undefined {
  const everySeconds = number("checkpoint-every", checkpointEvery);
  if (everySeconds !== undefined && everySeconds < 0)
    throw new UsageError(`--checkpoint-every takes 0 or more seconds, got ${everySeconds}.`);
  if (folder) return { folder, everySeconds };
  if (folder === "") throw new UsageError("--checkpoint takes a folder, got an empty name.");
  if (everySeconds !== undefined) throw new UsageError("--checkpoint-every needs a folder to save in: give --checkpoint FOLDER, too.");
  return undefined;
}

/** How far apart the snapshots are, if there are to be any. @throws UsageError for a spacing that is none, or without a folder */
function toSpacing({ snapshots, save }: Options): Spacing | undefined {
  if (snapshots === undefined) return undefined;
  if (save === undefined) throw new UsageError("--snapshots needs a folder to keep them in: give --save FOLDER, too.");
  return parseSpacing(snapshots);
}

const sayStart =
  ({ file }: DiskCheckpoint): TrainHooks["onStart"] =>
  (from, backend) => {
    const moved = from && from.backend !== backend ? ` (computed with ${from.backend} so far)` : "";
    const where = from && `Resuming at step ${from.progress.step} (epoch ${from.progress.epoch + 1}) from ${file}${moved}.`;
    console.error(where ?? `Starting at step 0: there is no ${file} yet.`);
  };

/** The result is printed: a finished training needs its checkpoint no more, so that the same command trains anew. */
async function settle(checkpoint: DiskCheckpoint, { ending, steps }: TrainResult): Promise<void> {
  if (ending === "interrupted") console.error(`Saved at step ${steps} in ${checkpoint.file}. To go on, give the same command again.`);
  else if (await checkpoint.remove()) console.error(`The training is finished: ${checkpoint.file} was removed.`);
}

/** The settings that matter most, in a line; a number of steps always ends a training, whatever else does. */
function describe({ batch, optimizer, learningRate, seed, until, epochs, steps, remedies }: Run): string {
  const ends = { stall: "the loss stalls", epochs: counted(epochs, "epoch"), steps: counted(steps, "step") }[until];
  const cap = until !== "steps" && steps !== undefined ? `, at most ${counted(steps, "step")}` : "";
  const chosen = remedies ? `; ${remedyTexts(remedies).join(" ")}` : "";
  return `batch ${batch}, ${optimizer} at ${learningRate}, seed ${seed}, until ${ends}${cap}${chosen}`;
}

const counted = (count: number | undefined, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

interface Display {
  hooks: TrainHooks;
  end(): void;
}

/** One bar an epoch on a terminal, drawn anew for each. */
function bar(on: TrainResult["evaluatedOn"]): Display {
  const bar = new SingleBar({
    format: `epoch {epoch} [{bar}] {value}/{total} steps | loss {loss} | ${on} {test}`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
    fps: 4,
  });
  let test = "–";
  let started = false;
  const onStep: TrainHooks["onStep"] = ({ epoch, step, stepsAnEpoch, loss }) => {
    const value = ((step - 1) % stepsAnEpoch) + 1;
    const payload = { epoch, loss: loss.toFixed(4), test };
    if (!started) bar.start(stepsAnEpoch, value, payload);
    started = true;
    bar.update(value, payload);
  };
  const onEpoch = (epoch: Epoch) => {
    if (epoch.test) test = percent(epoch.test.accuracy);
  };
  return { hooks: { onStep, onEpoch }, end: () => bar.stop() };
}

/** A line an epoch where there is no terminal. */
const lines = (on: TrainResult["evaluatedOn"]): Display => ({
  hooks: {
    onEpoch: ({ epoch, step, trainLoss, test }) =>
      console.error(`epoch ${epoch}, step ${step}: loss ${trainLoss.toFixed(4)}${test ? `, ${on} ${percent(test.accuracy)}` : ""}`),
  },
  end: () => undefined,
});

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

const ENDINGS: Record<TrainResult["ending"], string> = {
  stall: "the loss ceased to improve",
  epochs: "the number of epochs was reached",
  steps: "the number of steps was reached",
  interrupted: "stopped before its end",
};

function report(result: TrainResult): string {
  const { run, train, test, evaluatedOn } = result;
  return [
    `${run.network} on ${run.data}${result.variant ? ` (${result.variant})` : ""}, batch ${run.batch}, seed ${run.seed}: ${ENDINGS[result.ending]}.`,
    `  epochs ${result.epochs}, steps ${result.steps}, ${result.seconds.toFixed(1)} s, ${result.stepMs.toFixed(2)} ms a step (median), ${result.backend}`,
    `  train  loss ${train.loss.toFixed(4)}  accuracy ${percent(train.accuracy)}`,
    `  ${evaluatedOn.padEnd(6)} loss ${test.loss.toFixed(4)}  accuracy ${percent(test.accuracy)}`,
  ].join("\n");
}

/** The result without its weights. */
function summary(result: TrainResult): object {
  const { weights: _weights, start: _start, statistics: _statistics, ...rest } = result;
  return {
    ...rest,
    parameters: result.weights.length,
    weightsSha256: vectorSha256(result.weights),
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
  };
}
