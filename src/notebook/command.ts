/** `largebatch notebooks`: runs notebooks from the command line and says what to open. */
import path from "node:path";
import { type Command, Option } from "commander";
import { inProject } from "../project";
import { TOLERANCES, UNCOMPARED_TAGS } from "./compare";
import { compareNotebooks } from "./compare-command";
import { describeFailure, reportProgress } from "./progress";
import { type RunOptions, type RunResult, runNotebooks, SCALES, type Scale } from "./run";

interface Options {
  scale: Scale;
  out: string;
  folder?: string;
  compare?: boolean;
}

const percent = (share: number): string => `${100 * share} %`;
const ABOUT_COMPARE =
  `--compare: numbers may differ by ${percent(TOLERANCES.text)} in texts and tables, by ${percent(TOLERANCES.figure)} of the largest value of a list in figures, ` +
  `claims by ${percent(TOLERANCES.claim.relative)} or ${percent(TOLERANCES.claim.ofInterval)} of their interval; words and verdicts must be the same. ` +
  `Cells tagged ${UNCOMPARED_TAGS.join(" or ")} are passed over, notebooks whose data are not at hand skipped. Give the scale that the notebooks were made at.`;

/** The exit code of a program that was stopped with Ctrl-C. */
const INTERRUPTED = 130;

/** Adds the command to `program`. */
export function registerNotebooksCommand(program: Command): void {
  program
    .command("notebooks")
    .description("run notebooks without a browser; write them with their outputs, and as pages")
    .argument("[name...]", 'notebooks to run, such as "04" or "04-flat-and-sharp" (default: all)')
    .addOption(new Option("--scale <scale>", "how much work they do").choices(SCALES).env("SCALE").default("small"))
    .option("--out <folder>", "where to write", "out")
    .option("--folder <folder>", "where the notebooks are (default: notebooks/ of the project)")
    .option("--compare", "hold what comes out against what the notebooks show; ends with 1 where it differs")
    .addHelpText("after", `\n${ABOUT_COMPARE}`)
    .addHelpText("after", "\nExample: npx largebatch notebooks 04 --scale smoke")
    .action(notebooks);
}

async function notebooks(names: string[], options: Options): Promise<void> {
  const { compare, ...run } = options;
  if (!compare) return void (await runAndTell({ names, ...run }, console.log));
  const same = await compareNotebooks({ names, ...run, folder: run.folder ?? inProject("notebooks") }, runAndTell);
  if (!same) process.exitCode ??= 1;
}

/** Runs notebooks, says how far they are and what was written, and sets the exit code. Ctrl-C stops the run. */
export async function runAndTell(options: Omit<RunOptions, "onEvent" | "signal">, say = console.error): Promise<RunResult> {
  const stopper = new AbortController();
  const stop = () => stopper.abort();
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, stop);
  try {
    const result = await runNotebooks({ ...options, onEvent: reportProgress(process.stderr), signal: stopper.signal });
    if (result.failure) console.error(`\n${describeFailure(result.failure)}`);
    if (result.stopped) console.error("\nStopped; the kernel is shut down.");
    if (result.written.length > 0) say(summary(result.written));
    if (result.stopped) process.exitCode = INTERRUPTED;
    else if (result.failure) process.exitCode = 1;
    return result;
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}

/** The files, relative to here, and the pages among them. */
function summary(written: string[]): string {
  const files = written.map((file) => path.relative(process.cwd(), file) || file);
  const pages = files.filter((file) => file.endsWith(".html"));
  const hint = `Open ${pages.join(", ")} in a browser; \`npm run lab\` is for running and changing the notebooks.`;
  return ["", "Written:", ...files.map((file) => `  ${file}`), hint].join("\n");
}
