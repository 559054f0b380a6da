/** `largebatch claims`: the ledger of the executed notebooks; every claim with its published value, our estimate and the verdict. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { type Command, Option } from "commander";
import type { Verdict } from "../claims/claim";
import { ours, publishedIn } from "../claims/claims-table";
import { byNotebook, countedVerdicts, describeProblem, type LedgerEntry, VERDICTS } from "../claims/ledger";
import { readmeWithLedger } from "../claims/ledger-readme";
import { UsageError, UserError } from "../errors";
import { runAndTell } from "../notebook/command";
import { readLedger } from "../notebook/ledger";
import { findNotebooks } from "../notebook/names";
import { SCALES, type Scale } from "../notebook/run";
import { inProject } from "../project";
import { harmless, write, writeTable } from "./output";
import { list } from "./run-filter";

interface Options {
  json?: boolean;
  run?: boolean;
  scale: Scale;
  out: string;
  folder: string;
  notebook?: string;
  verdict?: string;
  readme?: boolean;
}

export function claimsCommand(program: Command): void {
  program
    .command("claims")
    .description("the ledger: the claims that the executed notebooks end in, with what was published, what came out here and the verdict")
    .option("--json", "print an array of claims as JSON")
    .option("--notebook <names>", 'only of these, such as "04" or "00,04-flat-and-sharp"')
    .option("--verdict <verdicts>", `only these: ${VERDICTS.join(", ")}`)
    .option("--folder <folder>", "where the notebooks are", inProject("notebooks"))
    .option("--run", "run the notebooks first, and read what that gave")
    .addOption(new Option("--scale <scale>", "with --run: how much work they do").choices(SCALES).env("SCALE").default("small"))
    .option("--out <folder>", "with --run: where to write", "out")
    .option("--readme", "write the table of claims in README.md anew")
    .addHelpText(
      "after",
      "\nEnds with 1 where a claim is refused: a verdict that its numbers do not give, a damaged output, an id that is taken.",
    )
    .addHelpText("after", '\nExample: npx largebatch claims --notebook 04 --verdict "not reproduced,not tested"')
    .action(claims);
}

async function claims(options: Options): Promise<void> {
  const wanted = verdicts(options.verdict);
  if (options.readme && (options.run || options.notebook || options.verdict))
    throw new UsageError("--readme writes the whole ledger of the notebooks as they are: give it without --run, --notebook and --verdict.");
  const files = await filesOf(options);
  const { entries: all, problems } = readLedger(files);
  const entries = wanted ? all.filter(({ verdict }) => wanted.includes(verdict)) : all;
  for (const problem of problems) console.error(harmless(`refused: ${describeProblem(problem)}`));
  if (options.readme) {
    if (problems.length > 0) throw new UserError("README.md was left as it is: mend what was refused first.");
    writeReadme(entries);
  } else if (options.json) await write(`${JSON.stringify(entries.map(asJson), null, 2)}\n`);
  else await writeGroups(entries);
  if (problems.length > 0) process.exitCode = 1;
}

/** The notebooks to read: as they are, or as a run writes them. What a failed run did not come to is not read. */
async function filesOf({ run, folder, notebook, ...options }: Options): Promise<string[]> {
  const names = list(notebook) ?? [];
  const files = findNotebooks(names, folder);
  if (!run) return files;
  const { written } = await runAndTell({ names, folder, ...options });
  return written.filter((file) => file.endsWith(".ipynb"));
}

/** @throws UsageError */
function verdicts(text: string | undefined): Verdict[] | undefined {
  return list(text)?.map((name) => {
    const verdict = VERDICTS.find((each) => each === name.replaceAll("-", " "));
    if (!verdict) throw new UsageError(`--verdict takes ${VERDICTS.join(", ")}; got "${name}".`);
    return verdict;
  });
}

/** One order of keys for all. */
const asJson = ({ id, statement, source, published, estimate, interval, n, verdict, runs, notebook, test, reason }: LedgerEntry) => ({
  id,
  statement,
  source,
  published: published ?? null,
  estimate,
  interval,
  n,
  verdict,
  runs,
  notebook,
  test,
  reason: reason ?? null,
});

async function writeGroups(entries: readonly LedgerEntry[]): Promise<void> {
  for (const { notebook, entries: own } of byNotebook(entries)) {
    await write(`${harmless(`${notebook}: ${countedVerdicts(own)}`)}\n\n`);
    await writeTable(HEADER, own.map(cells));
    await write("\n");
  }
  const total = `${entries.length} claim${entries.length === 1 ? "" : "s"}`;
  await write(entries.length > 0 ? `${total}: ${countedVerdicts(entries)}\n` : "No such claims.\n");
}

const HEADER = ["verdict", "id", "published", "here", "claim"];

const cells = (claim: LedgerEntry): string[] => [claim.verdict, claim.id, publishedIn(claim), ours(claim), claim.statement];

function writeReadme(entries: readonly LedgerEntry[]): void {
  const file = inProject("README.md");
  if (!existsSync(file)) throw new UserError(`Expected ${file}; it is not there.`);
  const old = readFileSync(file, "utf8");
  const text = readmeWithLedger(old, entries);
  writeFileSync(file, text);
  console.error(`README.md: ${entries.length} claims${text === old ? "; they were there already" : ""}.`);
}
