/** `largebatch measure`: sharpness, curvature and more of trained runs, kept beside each run. */
import { SingleBar } from "cli-progress";
import { type Command, Option } from "commander";
import { useBackend } from "../backend/choose";
import { decimal, parsePairs, type Run } from "../config";
import { UsageError } from "../errors";
import { BATCH_NORM_MODES, type BatchNormMode } from "../measure/network-loss";
import { MEASURES, measureNamed } from "../measure/panel";
import { type Comparison, compareRuns } from "../measure/panel/compare";
import { headlineOf } from "../measure/panel/measure";
import { type Estimate, type MeasureOptions, measureRun } from "../measure/panel/session";
import type { StoredMeasure } from "../measure/panel/stored";
import { loadConfig } from "../train/run-folder";
import { number } from "./flags";
import { stopOnInterrupt } from "./interrupt";

interface Options {
  what: string;
  set: string[];
  seed: string;
  split: "train" | "test";
  examples?: string;
  batchNorm: BatchNormMode;
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

const list = (): string =>
  Object.entries(MEASURES)
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
    .option(
      "--set <measure.key=value>",
      "a setting of a measure, e.g. keskar.epsilon=5e-4; can be given again",
      (text, all: string[]) => [...all, text],
      [],
    )
    .option("--seed <n>", "of starts, directions and random vectors", "1")
    .addOption(new Option("--split <name>", "whose examples").choices(["train", "test"]).default("train"))
    .option("--examples <n>", "only so many of them, the same number of each class (default: all)")
    .addOption(new Option("--batch-norm <mode>", "what batch norm normalises with").choices([...BATCH_NORM_MODES]).default("running"))
    .option("--rescale <layer:alpha>", "the same function at rescaled weights, a control (Dinh et al., 2017), e.g. 1:8")
    .option("--again", "measure also what is there already")
    .option("--backend <name>", "as in train; products with the Hessian need TensorFlow")
    .option("--threads <n>", "threads of one operation")
    .option("--compare", "print each measure by batch, mean ± sd over the runs, and the largest batch over the smallest, paired by seed")
    .option("--json", "print the results as JSON")
    .addHelpText("after", () => `\nMeasures and their settings:\n${list()}`)
    .addHelpText("after", "\nExample: npx largebatch measure out/small out/large --what keskar,hessian --set keskar.epsilon=5e-4")
    .action(async (folders: string[], options: Options) => {
      const given = toOptions(options);
      await useBackend({ backend: options.backend, threads: number("threads", options.threads) });
      if (options.examples !== undefined) console.error(SAMPLED);
      const stop = stopOnInterrupt("Stopping after this call. What was measured is kept");
      const show = display();
      const results: Results = [];
      try {
        for (const run of folders)
          results.push({ run, measures: await measureRun(run, { ...given, ...show.hooks(run), signal: stop.signal }) });
      } catch (error) {
        if (!stop.signal.aborted) throw error;
        process.exitCode = 130;
      } finally {
        show.end();
        stop.release();
      }
      const shown = options.compare ? await compared(results) : undefined;
      if (options.json) console.log(JSON.stringify(shown ?? results, null, 2));
      else console.log(shown ? comparisonTable(shown) : results.map(report).join("\n\n"));
    });
}

function toOptions({ what, set, seed, split, examples, batchNorm, rescale, again }: Options): MeasureOptions {
  const names = what.split(",").map((name) => name.trim());
  for (const name of names) measureNamed(name);
  const settings: Record<string, Record<string, string | number>> = {};
  for (const [path, value] of parsePairs(set)) {
    const [name = "", key] = path.split(".");
    if (!key || !names.includes(name)) {
      throw new UsageError(`--set takes measure.key=value, with one of the measures ${names.join(", ")}; got "${path}".`);
    }
    settings[name] = { ...settings[name], [key]: value };
  }
  const count = number("examples", examples);
  return {
    what: names,
    settings,
    seed: number("seed", seed),
    split,
    batchNorm,
    again,
    ...(count === undefined ? {} : { examples: count }),
    ...(rescale === undefined ? {} : { rescale: toRescale(rescale) }),
  };
}

function toRescale(text: string): { layer: number; alpha: number } {
  const [layer, alpha] = text.split(":").map(decimal);
  if (layer === undefined || alpha === undefined) throw new UsageError(`--rescale takes layer:alpha, such as 1:8; got "${text}".`);
  return { layer, alpha };
}

/** A bar on a terminal, a line a measure elsewhere. */
function display(): { hooks(run: string): Partial<MeasureOptions>; end(): void } {
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
    }),
    end,
  };
}

function inWords({ losses, gradients, products, examples, seconds }: Estimate): string {
  const parts = [
    ...(losses ? [`${losses} losses`] : []),
    ...(gradients ? [`${gradients} gradients`] : []),
    ...(products ? [`${products} Hessian products`] : []),
  ];
  const time = seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
  return `at most ${parts.join(" and ") || "no pass"} over ${examples.toLocaleString("en")} examples: ${time}`;
}

type Results = { run: string; measures: StoredMeasure[] }[];

interface ComparedMeasure extends Comparison {
  what: string;
  /** Which number of the result. */
  number: string;
}

/** Each measure's main number by batch. */
async function compared(results: Results): Promise<ComparedMeasure[]> {
  const runs = await Promise.all(results.map(({ run }) => loadConfig(run)));
  const names = results[0]?.measures.map(({ what }) => what) ?? [];
  return names.flatMap((what, i) => {
    const measure = measureNamed(what);
    const measured = results.flatMap(({ measures }, at) => {
      const value = headlineOf(measure, measures[i]?.result);
      return value === undefined ? [] : [{ run: runs[at] as Run, value }];
    });
    return measured.length > 0 && measure.headline ? [{ what, number: measure.headline, ...sideBySide(measured) }] : [];
  });
}

/** @throws UsageError for runs that differ in more than batch and seed */
function sideBySide(measured: Parameters<typeof compareRuns>[0]): Comparison {
  try {
    return compareRuns(measured);
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  }
}

function comparisonTable(rows: ComparedMeasure[]): string {
  const batches = rows[0]?.batches.map(({ batch }) => batch) ?? [];
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(["measure", ...batches.map((batch) => `batch ${batch}`), "ratio, largest to smallest [95 %]"]),
    line(["---", ...batches.map(() => "---"), "---"]),
    ...rows.map(({ what, number, batches: each, ratio }) =>
      line([
        `${what}, ${number}`,
        ...each.map(({ summary: { mean, sd, n } }) => (n > 1 ? `${short(mean)} ± ${short(sd)} (${n})` : short(mean))),
        ratio === null
          ? "–"
          : ratio.seeds > 1
            ? `${short(ratio.factor)} [${short(ratio.low)}, ${short(ratio.high)}], ${ratio.seeds} seeds`
            : `${short(ratio.factor)} (1 seed, no interval)`,
      ]),
    ),
    "",
    "Mean ± sd (number of runs). The ratio is paired by seed; its interval is Student's t on the logarithms.",
  ].join("\n");
}

function report({ run, measures }: { run: string; measures: StoredMeasure[] }): string {
  return [
    run,
    ...measures.flatMap(({ what, result, settings, batchNorm, examples, split }) => [
      `  ${what} (${[...Object.entries(settings).map(([key, value]) => `${key} ${value}`), `${examples} ${split} examples`, `batch norm ${batchNorm}`].join(", ")})`,
      ...lines(result).map((line) => `    ${line}`),
    ]),
  ].join("\n");
}

/** The numbers of a result, a line each; long lists are left to --json. */
function lines(value: unknown, name = ""): string[] {
  if (typeof value !== "object" || value === null) return [`${name}  ${typeof value === "number" ? short(value) : String(value)}`];
  if (Array.isArray(value)) {
    if (value.every((each) => typeof each === "number") && value.length <= 8) return [`${name}  ${value.map(short).join("  ")}`];
    return value.length <= 8 ? value.flatMap((each, i) => lines(each, `${name}[${i}]`)) : [`${name}  ${value.length} values, see --json`];
  }
  // Settings stand in the line above.
  const shown = Object.entries(value).filter(([key]) => name !== "" || key !== "settings");
  return shown.flatMap(([key, each]) => lines(each, name ? `${name}.${key}` : key));
}

const short = (value: number): string => (Number.isInteger(value) ? String(value) : value.toPrecision(4));
