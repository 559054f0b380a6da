/** `largebatch measure`: sharpness, curvature and more of trained runs, of one, along its training, or of several together; kept beside each run. */
import { SingleBar } from "cli-progress";
import { type Command, Option } from "commander";
import { useBackend } from "../backend/choose";
import { parsePairs } from "../config";
import { decimal } from "../decimal";
import { UsageError } from "../errors";
import { BATCH_NORM_MODES, type BatchNormMode } from "../measure/network-loss";
import { JOINT_MEASURES, MEASURES, measureName } from "../measure/panel";
import { type Along, type AlongOptions, measureAlong } from "../measure/panel/along";
import type { Estimate, MeasureOptions } from "../measure/panel/options";
import { measureRun } from "../measure/panel/session";
import type { StoredMeasure } from "../measure/panel/stored";
import { measureTogether, requireMeasurable } from "../measure/panel/together";
import { requireFinite } from "../measure/panel/workplace";
import { loadRun } from "../train/run-folder";
import { number } from "./flags";
import { stopOnInterrupt } from "./interrupt";
import { comparable, compared, comparisonTable, type Entry, report, short } from "./measure-report";

interface Options {
  what: string;
  along?: boolean;
  set: string[];
  seed: string;
  split?: "train" | "test";
  examples?: string;
  batchNorm?: BatchNormMode;
  rescale?: string;
  again?: boolean;
  backend?: string;
  threads?: string;
  compare?: boolean;
  json?: boolean;
}

/** Curvature on a few hundred examples was seen to vary tenfold from one sample to the next. */
const SAMPLED =
  "A sample of the examples: its loss is another function than that of all examples, and curvature on small samples varies much. Compare runs on the same sample only, and more than one sample.";

const list = (measures: Record<string, { about: string; settings: Record<string, number> }>): string =>
  Object.entries(measures)
    .map(([name, { about, settings }]) => `  ${name.padEnd(16)} ${about}${described(settings)}`)
    .join("\n");
const described = (settings: Record<string, number>): string => {
  const each = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
  return each.length > 0 ? `\n  ${" ".repeat(16)} ${each.join(" ")}` : "";
};

export function measureCommand(program: Command): void {
  program
    .command("measure")
    .description("measure trained runs: sharpness, curvature, noise, landscapes; what is measured is kept beside the run")
    .argument("<run...>", "folders of finished runs (npx largebatch train … --save FOLDER)")
    .option("--what <names>", "measures, separated by commas (listed below)", "keskar,hessian")
    .option("--along", "measure along the training, at each snapshot (npx largebatch train … --snapshots N)")
    .option(
      "--set <measure.key=value>",
      "a setting of a measure, e.g. keskar.epsilon=5e-4; the key alone where one measure has it; can be given again",
      (text, all: string[]) => [...all, text],
      [],
    )
    .option("--seed <n>", "of starts, directions and random vectors", "1")
    .addOption(new Option("--split <name>", "whose examples (default: train)").choices(["train", "test"]))
    .option("--examples <n>", "only so many of them, the same number of each class (default: all)")
    .addOption(
      new Option("--batch-norm <mode>", "what batch norm normalises with (default: running; path, plane: see below)").choices([
        ...BATCH_NORM_MODES,
      ]),
    )
    .option("--rescale <layer:alpha>", "the same function at rescaled weights, a control (Dinh et al., 2017), e.g. 1:8")
    .option("--again", "measure also what is there already")
    .option("--backend <name>", "as in train; products with the Hessian need TensorFlow")
    .option("--threads <n>", "threads of one operation")
    .option("--compare", "print each measure by batch, mean ± sd over the runs, and the largest batch over the smallest, paired by seed")
    .option("--json", "print the results as JSON")
    .addHelpText("after", () => `\nMeasures of each run, and their settings:\n${list(MEASURES)}`)
    .addHelpText("after", () => `\nMeasures of several runs together:\n${list(JOINT_MEASURES)}`)
    .addHelpText(
      "after",
      [
        "\nExamples: npx largebatch measure out/small out/large --what keskar,hessian --set keskar.epsilon=5e-4",
        "          npx largebatch measure out/small --along --what noise,hessian",
        "          npx largebatch measure out/small out/large --what path",
        "          npx largebatch measure out/b16 out/b64 out/b256 --what steps-to-target --set target=0.9",
      ].join("\n"),
    )
    .action(async (folders: string[], options: Options) => {
      const given = toOptions(options);
      const runs = options.compare ? await comparable(folders) : undefined;
      await useBackend({ backend: options.backend, threads: number("threads", options.threads) });
      if (options.examples !== undefined) console.error(SAMPLED);
      const stop = stopOnInterrupt("Stopping after this call. What was measured is kept");
      const show = display();
      const entries: Entry[] = [];
      try {
        await measureAll(folders, given, { ...show, signal: stop.signal }, entries);
      } catch (error) {
        if (!stop.signal.aborted) throw error;
        process.exitCode = 130;
      } finally {
        show.end();
        stop.release();
      }
      const single = entries.flatMap((entry) => ("run" in entry && "measures" in entry ? [entry] : []));
      const rows = runs && compared(single, runs);
      if (options.json) console.log(JSON.stringify(rows ?? entries, null, 2));
      else if (entries.length > 0) console.log(rows ? comparisonTable(rows) : entries.map(report).join("\n\n"));
    });
}

/** What was asked for. */
interface Given {
  /** Measures of one run, and of several. */
  single: string[];
  joint: string[];
  along: boolean;
  options: Omit<MeasureOptions, "what">;
}

/** Measures each run, then all of them together. @param entries filled as results come, so that what is there is printed when it is interrupted */
async function measureAll(
  folders: string[],
  { single, joint, along, options }: Given,
  show: Display & { signal: AbortSignal },
  entries: Entry[],
): Promise<void> {
  const { signal } = show;
  const { rescale: _rescale, ...given } = options;
  // What is wrong with the last run, or with all together, is said before hours go into the first.
  for (const run of single.length > 0 ? folders.slice(1) : []) requireFinite(await loadRun(run));
  if (joint.length > 0) await requireMeasurable(folders, { ...given, what: joint });
  /** Adds what is told to an entry, which is there from the first on. */
  const adding = <T>(entry: Entry, list: T[]) => {
    return (each: T) => void (list.push(each) === 1 && entries.push(entry));
  };
  const follow = (entry: Entry & { measures: StoredMeasure[] }, name: string) => {
    const hooks = show.hooks(name);
    const add = adding(entry, entry.measures);
    const onResult = (stored: StoredMeasure, file: string | undefined) => {
      add(stored);
      hooks.onResult?.(stored, file);
    };
    return { ...hooks, onResult, signal };
  };
  for (const run of single.length > 0 ? folders : []) {
    const rows: Along[] = [];
    if (along)
      await measureAlong(run, { ...options, what: single, ...show.hooks(run), onBegin: adding({ run, along: rows }, rows), signal });
    else await measureRun(run, { ...options, what: single, ...follow({ run, measures: [] }, run) });
  }
  if (joint.length === 0) return;
  await measureTogether(folders, { ...given, what: joint, ...follow({ runs: folders, measures: [] }, folders.join(", ")) });
}

function toOptions({ what, along = false, compare, set, seed, split, examples, batchNorm, rescale, again }: Options): Given {
  const names = [...new Set(what.split(",").map(measureName))];
  const [single, joint] = [names.filter((name) => name in MEASURES), names.filter((name) => name in JOINT_MEASURES)];
  const alone = (flag: string): UsageError =>
    new UsageError(`${joint[0]} is a measure of several runs together: leave out ${flag}, or the measure.`);
  if (joint.length > 0 && along) throw alone("--along");
  if (joint.length > 0 && compare) throw alone("--compare");
  if (joint.length > 0 && rescale) throw alone("--rescale");
  if (along && compare) throw new UsageError("--compare puts finished runs side by side: leave out --along, or --compare.");
  const historic = joint.find((name) => JOINT_MEASURES[name]?.of === "histories");
  if (historic && examples !== undefined) throw new UsageError(`${historic} works on the runs' histories: leave out --examples.`);
  const count = number("examples", examples);
  return {
    single,
    joint,
    along,
    options: {
      settings: toSettings(set, names),
      seed: number("seed", seed),
      again,
      ...(split === undefined ? {} : { split }),
      ...(batchNorm === undefined ? {} : { batchNorm }),
      ...(count === undefined ? {} : { examples: count }),
      ...(rescale === undefined ? {} : { rescale: toRescale(rescale) }),
    },
  };
}

/** Settings by measure. @throws UsageError for a measure that is not asked for, and for a key alone that is not one measure's */
function toSettings(set: string[], names: string[]): Record<string, Record<string, string | number>> {
  const settings: Record<string, Record<string, string | number>> = {};
  for (const [path, value] of parsePairs(set)) {
    const [first = "", ...rest] = path.split(".");
    const key = rest.length > 0 ? rest.join(".") : first;
    const having = names.filter((each) => key in ({ ...MEASURES, ...JOINT_MEASURES }[each]?.settings ?? {}));
    const name =
      rest.length > 0 ? names.find((each) => each === first || each === camel(first)) : having.length === 1 ? having[0] : undefined;
    if (name === undefined || key === "") {
      const alone = rest.length === 0 && having.length > 1 ? ` Several have ${key}: ${having.join(", ")}.` : "";
      throw new UsageError(`--set takes measure.key=value, with one of the measures ${names.join(", ")}; got "${path}".${alone}`);
    }
    settings[name] = { ...settings[name], [key]: value };
  }
  return settings;
}

const camel = (text: string): string => text.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

function toRescale(text: string): { layer: number; alpha: number } {
  const [layer, alpha, ...more] = text.split(":").map(decimal);
  if (layer === undefined || alpha === undefined || more.length > 0)
    throw new UsageError(`--rescale takes layer:alpha, such as 1:8; got "${text}".`);
  return { layer, alpha };
}

interface Display {
  hooks(run: string): Pick<AlongOptions, "onEstimate" | "onPass" | "onRow"> & Pick<MeasureOptions, "onResult">;
  end(): void;
}

/** A bar on a terminal, a line a measure elsewhere. */
function display(): Display {
  const bar = process.stderr.isTTY
    ? new SingleBar({
        format: "{what} [{bar}] {value}/{total} passes, at most",
        stream: process.stderr,
        hideCursor: true,
        clearOnComplete: true,
        fps: 4,
      })
    : undefined;
  const end = () => bar?.stop();
  return {
    hooks: (run) => ({
      onEstimate: (what, estimate) => {
        end();
        console.error(`${run}: ${what}, ${inWords(estimate)}`);
        bar?.start(estimate.passes, 0, { what });
      },
      onPass: (_what, done) => bar?.update(done),
      onResult: (_stored, file) => {
        end();
        if (file) console.error(`  kept in ${file}`);
      },
      onRow: (_what, { epoch, step, value }) => {
        if (!bar) console.error(`  epoch ${short(epoch)}, step ${step}${value === null ? "" : `: ${short(value)}`}`);
      },
    }),
    end,
  };
}

function inWords({ losses, gradients, products, examples, seconds, matrix }: Estimate): string {
  const parts = [
    ...(losses ? [`${losses} losses`] : []),
    ...(gradients ? [`${gradients} gradients`] : []),
    ...(products ? [`${products} ${matrix} products`] : []),
  ];
  const time = seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
  return `at most ${parts.join(" and ") || "no pass"} over ${examples.toLocaleString("en")} examples: ${time}`;
}
