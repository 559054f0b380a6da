/** `largebatch runs`: the runs on disk; list, show, verify, and clear away what nobody needs. */
import { SingleBar } from "cli-progress";
import type { Command } from "commander";
import { UsageError, UserError } from "../errors";
import { openStore } from "../sweep/store";
import { type CollectOptions, collectGarbage, type Garbage } from "../sweep/store/collect";
import { resolveId } from "../sweep/store/resolve";
import { COLUMNS, RUN_STATUSES, type RunRow } from "../sweep/store/row";
import { type Description, describeRun } from "../sweep/store/show";
import { type Damage, verifyStore } from "../sweep/store/verify";
import { stopOnInterrupt } from "./interrupt";
import { harmless, write, writeTable } from "./output";
import { type FilterFlags, list, toFilter, withFilter } from "./run-filter";

export function runsCommand(program: Command): void {
  const runs = withFilter(
    program
      .command("runs")
      .description("list the stored runs (in data/runs, or LARGEBATCH_RUNS); each further work has a command of its own"),
  );
  runs.option("--json", "print an array of rows as JSON").action(async ({ json, ...flags }: FilterFlags & { json?: boolean }) => {
    const store = openStore();
    const rows = await store.rows(toFilter(flags));
    if (json) return writeJson(rows);
    if (rows.length > 0) await writeRows(rows);
    console.error(rows.length > 0 ? counted(rows) : `No such runs in ${store.folder}. Make some: npx largebatch sweep --help`);
  });
  runs
    .command("show")
    .description("settings, outcome and files of one run")
    .argument("<id>", "its id, or the beginning of it")
    .option("--json", "print it as JSON, with its history and environment")
    .action(async (start: string, { json }: { json?: boolean }) => {
      const { folder } = openStore();
      const run = await describeRun(folder, await resolveId(folder, start));
      await write(json ? `${JSON.stringify(flat(run), null, 2)}\n` : shown(run));
    });
  runs
    .command("verify")
    .description("check every file against its checksum; ends with 1 where one is damaged")
    .argument("[id...]", "these runs only")
    .option("--mend", "delete what is damaged, so that the next sweep makes it anew")
    .option("--json", "print what was found as JSON")
    .action(verify);
  runs
    .command("gc")
    .description("delete left-over parts, locks of dead processes and checkpoints of finished runs; never a run that is running")
    .option("--dry-run", "only say what would go")
    .option("--older <time>", "only what was last written so long ago, e.g. 30m, 12h, 7d; 0: whatever its age", "1h")
    .option("--runs <statuses>", "also runs of these statuses, whole: stopped, failed, damaged, done")
    .option("--old-versions", "also runs whose numbers the code of today would not give")
    .option("--json", "print what went as JSON")
    .action(collect);
}

/** Digits of an id in the table: enough to tell thousands of runs apart. */
const DIGITS = 10;

/** The rows as a table; with a column of remedies where any run has some. */
function writeRows(rows: readonly RunRow[]): Promise<void> {
  const remedies = rows.some((row) => row.remedies !== undefined) ? ["remedies"] : [];
  const header = ["id", "status", "network", "data", "batch", "seed", "optimizer", "rate", ...remedies];
  return writeTable([...header, "epochs", "train", "evaluated", "on", ""], rows.map((row) => cells(row, remedies.length > 0))); // biome-ignore format: one line
}

function cells(row: RunRow, withRemedies: boolean): (string | number | undefined)[] {
  const { id, status, network, data, batch, seed, optimizer, learningRate, epochs, trainAccuracy, testAccuracy, evaluatedOn, error } = row;
  const settings = [id.slice(0, DIGITS), status, network, data, batch, seed, optimizer, learningRate];
  const outcome = [epochs, percent(trainAccuracy), percent(testAccuracy), status === "done" ? evaluatedOn : ""];
  return [...settings, ...(withRemedies ? [row.remedies ?? ""] : []), ...outcome, error?.split("\n")[0]?.slice(0, 100)];
}

const percent = (share: number | undefined): string => (share === undefined ? "" : `${(100 * share).toFixed(2)} %`.padStart(8));

function counted(rows: readonly RunRow[]): string {
  const parts = RUN_STATUSES.flatMap((status) => {
    const count = rows.reduce((sum, row) => sum + (row.status === status ? 1 : 0), 0);
    return count > 0 ? [`${count.toLocaleString("en")} ${status}`] : [];
  });
  return `${plural(rows.length, "run")}: ${parts.join(", ")}`;
}

/** An array, a row a line. */
async function writeJson(rows: readonly RunRow[]): Promise<void> {
  const BLOCK = 2000;
  await write("[");
  for (let from = 0; from < rows.length; from += BLOCK) {
    const lines = rows.slice(from, from + BLOCK).map((row) => JSON.stringify(row));
    await write(`${from > 0 ? "," : ""}\n${lines.join(",\n")}`);
  }
  await write("\n]\n");
}

/** As in the list, and more. */
const flat = ({ row, ...more }: Description): object => ({ ...row, ...more });

function shown({ row, folder, files }: Description): string {
  const known = COLUMNS.map(({ name }) => name);
  const names = [...known.filter((name) => row[name] !== undefined), ...Object.keys(row).filter((name) => !known.includes(name))];
  const width = Math.max(...[...names, ...files.map(({ name }) => name)].map((name) => name.length));
  return [
    ...names.map((name) => harmless(`${name.padEnd(width)}  ${row[name]}`)),
    "",
    folder,
    ...files.map(({ name, bytes }) => harmless(`  ${name.padEnd(width)}  ${size(bytes)}`)),
    "",
  ].join("\n");
}

const size = (bytes: number): string =>
  bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : bytes >= 1e3 ? `${(bytes / 1e3).toFixed(1)} kB` : `${bytes} bytes`;

async function verify(starts: string[], { mend, json }: { mend?: boolean; json?: boolean }): Promise<void> {
  const { folder } = openStore();
  const ids = starts.length > 0 ? await Promise.all(starts.map((start) => resolveId(folder, start))) : undefined;
  const stop = stopOnInterrupt("Stopping after this run");
  const bar = process.stderr.isTTY
    ? new SingleBar({ format: "[{bar}] {value}/{total} runs", stream: process.stderr, hideCursor: true, clearOnComplete: true, fps: 4 })
    : undefined;
  bar?.start(ids?.length ?? 0, 0);
  const onRun = (done: number, of: number) => {
    bar?.setTotal(of);
    bar?.update(done);
  };
  const found = await verifyStore(folder, { ids, mend, signal: stop.signal, onRun }).finally(() => {
    bar?.stop();
    stop.release();
  });
  const { runs, files, damage, unsealed } = found;
  if (json) await write(`${JSON.stringify(found, null, 2)}\n`);
  else {
    for (const each of damage)
      await write(harmless(`${each.file} ${each.problem}. ${each.mended ? "Mended: it is made anew." : each.remedy}`).concat("\n"));
    const notes = unsealed > 0 ? `; ${plural(unsealed, "finished run")} without checksums of settings and history` : "";
    await write(`${plural(runs, "run")}, ${plural(files, "file")} checked: ${damage.length} damaged${notes}.\n`);
    if (damage.some(({ mended }) => !mended)) console.error("npx largebatch runs verify --mend does what the lines above say.");
  }
  if (stop.signal.aborted) process.exitCode = 130;
  else if (damage.some(({ mended }: Damage) => !mended)) process.exitCode = 1;
}

interface CollectFlags {
  dryRun?: boolean;
  older: string;
  runs?: string;
  oldVersions?: boolean;
  json?: boolean;
}

async function collect({ dryRun, older, runs, oldVersions, json }: CollectFlags): Promise<void> {
  const { folder } = openStore();
  const collected = await collectGarbage(folder, { dryRun, oldVersions, olderMs: milliseconds(older), runs: statuses(runs) });
  const { garbage, kept } = collected;
  if (json) await write(`${JSON.stringify(collected, null, 2)}\n`);
  else {
    for (const { path, bytes, why } of garbage) await write(harmless(`${path}  ${size(bytes)}  ${why}`).concat("\n"));
    const sum = garbage.reduce((sum, { bytes }: Garbage) => sum + bytes, 0);
    await write(`${garbage.length.toLocaleString("en")} ${dryRun ? "would go" : "gone"}, ${size(sum)}.\n`);
  }
  if (kept.length === 0) return;
  throw new UserError(
    `These could not be deleted:\n${kept.map(({ path, why }) => `  ${path}: ${why}`).join("\n")}\nMend that and give the command again.`,
  );
}

const UNITS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** @throws UsageError */
function milliseconds(text: string): number {
  const [, count, unit] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  if (text === "0") return 0;
  if (count === undefined || unit === undefined) throw new UsageError(`--older takes a time such as 30m, 12h or 7d, or 0; got "${text}".`);
  return Number(count) * (UNITS[unit] as number);
}

/** @throws UsageError */
function statuses(text: string | undefined): CollectOptions["runs"] {
  const may = RUN_STATUSES.filter((status) => status !== "running");
  const wrong = list(text)?.find((name) => !(may as string[]).includes(name));
  if (wrong !== undefined) throw new UsageError(`--runs takes ${may.join(", ")}; got "${wrong}".`);
  return list(text) as CollectOptions["runs"];
}

const plural = (count: number, noun: string): string => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
