/** `npm run faults`: kills workers and coordinators of sweeps at random moments, then checks that every run is there exactly once, with the numbers of an undisturbed sweep. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fetchData } from "../../data";
import { type FaultReport, type Part, tableOf } from "./part";
import { poolPart } from "./pool-part";
import { queuePart } from "./queue-part";

const PARTS: Part[] = [poolPart, queuePart];

/** Kills of each part. */
const KILLS = 60;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      kills: { type: "string", default: String(KILLS) },
      seed: { type: "string", default: "1" },
      only: { type: "string" },
      keep: { type: "boolean", default: false },
    },
  });
  const parts = PARTS.filter(({ name }) => values.only === undefined || name === values.only);
  const [kills, seed] = [Number(values.kills), Number(values.seed)];
  if (parts.length === 0 || !(kills >= 1) || !(seed >= 0)) {
    console.error(`usage: npm run faults -- [--kills N] [--seed N] [--only ${PARTS.map(({ name }) => name).join("|")}] [--keep]`);
    process.exitCode = 2;
    return;
  }
  await fetchData("glyphs");
  const folder = await mkdtemp(join(tmpdir(), "largebatch-faults-"));
  const reports: FaultReport[] = [];
  for (const { name, run } of parts)
    reports.push(await run({ seed, kills, folder: join(folder, name), onLine: (line) => console.error(line) }));
  console.log(tableOf(reports));
  if (reports.some(({ wrong }) => wrong.length > 0)) process.exitCode = 1;
  if (values.keep || process.exitCode === 1) console.error(`The stores are in ${folder}.`);
  else await rm(folder, { recursive: true, force: true });
}

void main();
