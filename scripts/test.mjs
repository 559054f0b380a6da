/** `npm test`: the set-up, then all tests; the last line is "N passed, N failed". Arguments after `--` go to Vitest. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { passOn } from "./setup/pass-on.mjs";
import { hasRuntimes } from "./setup/runtimes.mjs";
import { countTests, summaryLine } from "./setup/summary.mjs";
import { runMain, setUp } from "./setup.mjs";

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

async function test() {
  const ctx = await setUp({ withRuntimes: true });
  if (!hasRuntimes(ctx)) console.log("Other Node versions are not tested: there are packages of them for Linux with glibc only.");
  const report = join(ctx.paths.state, "vitest.json");
  rmSync(report, { force: true });
  const vitest = join(ctx.root, "node_modules", "vitest", "vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile=${report}`];
  const code = await passOn([ctx.nodePath, vitest, "run", ...reporters, ...process.argv.slice(2)], { cwd: ctx.root });
  const counts = countTests(readReport(report), code);
  for (const note of counts.notes) console.log(note);
  console.log(summaryLine(counts));
  return counts.failed > 0 ? 1 : 0;
}

await runMain(async () => {
  try {
    return await test();
  } catch (error) {
    // whoever reads the last line alone must not take a failed set-up for a passed test
    process.once("exit", () => console.log(summaryLine({ passed: 0, failed: 1, skipped: 0 })));
    throw error;
  }
});
