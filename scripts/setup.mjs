/**
 * The set-up: makes the checkout ready to run, and does only what is not done yet. Called by `npm run setup`, `npm start`,
 * `npm test` and `npm run lab`; needs nothing but Node itself.
 */
import { realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { stopOrphan, stopRunning } from "./setup/command.mjs";
import { makeContext, makeStateFolders } from "./setup/context.mjs";
import { acquireLock } from "./setup/lock.mjs";
import { describeMachine } from "./setup/machine.mjs";
import { atLeast, describeProblems, evaluate, needsOf, OLDEST_NODE } from "./setup/prerequisites.mjs";
import { Problem } from "./setup/problem.mjs";
import { duration, makeProgress } from "./setup/progress.mjs";
import { pendingStages, stagesFor } from "./setup/stages.mjs";

/**
 * Does the whole set-up.
 * @param {{withRuntimes?: boolean}} [options] `withRuntimes` adds what only the tests use: other Node versions, a Redis
 * @returns {Promise<object>} the context of the stages (paths, variant of TensorFlow)
 * @throws {Problem} for everything that the user can mend
 */
export async function setUp({ withRuntimes = false } = {}) {
  const begun = Date.now();
  const progress = makeProgress();
  if (!atLeast(process.versions.node, OLDEST_NODE))
    throw new Problem(describeProblems(evaluate({ node: process.versions.node }, needsOf([]))));
  const ctx = makeContext();
  const stages = stagesFor(ctx, { withRuntimes });
  const release = await takeLock(ctx, stages, progress);
  const stopListening = stopOnSignal(release);
  try {
    const todo = pendingStages(ctx, stages);
    if (todo.length > 0) await doStages(ctx, stages, todo, progress);
    progress.say(`${todo.length > 0 ? "Set-up done" : "Set-up is in place"} (${duration(Date.now() - begun)}); ${backendLine(ctx)}`);
    return ctx;
  } finally {
    stopListening();
    release();
  }
}

async function doStages(ctx, stages, todo, progress) {
  progress.say("Set-up of largebatch (Ctrl-C stops it; the next one goes on from there)");
  stopOrphan(ctx);
  rmSync(ctx.paths.temporary, { recursive: true, force: true });
  makeStateFolders(ctx);
  const needs = needsOf(todo);
  await progress.during("Prerequisites", null, async (tell) => {
    tell(`looking for what ${todo.length === 1 ? "one stage needs" : `${todo.length} stages need`}`);
    const machine = await describeMachine(ctx, needs);
    const problems = evaluate(machine, needs);
    if (problems.length > 0) throw new Problem(describeProblems(problems));
    return prerequisitesLine(machine);
  });
  for (const stage of stages) {
    const reason = stage.pending(ctx);
    if (!reason) continue;
    rmSync(join(ctx.paths.logs, `${stage.name}.log`), { force: true });
    await progress.during(stage.title, reason, (tell) => stage.run(ctx, tell));
    const left = stage.pending(ctx);
    if (left) throw new Problem(`${stage.title}: done, and yet its check says "${left}". See .setup/log/${stage.name}.log.`);
  }
  rmSync(ctx.paths.temporary, { recursive: true, force: true });
}

function prerequisitesLine({ node, python, compiler, freeBytes }) {
  const parts = [`Node ${node}`];
  if (python) parts.push(`Python ${python.version}`);
  if (compiler) parts.push(`${compiler.command} ${compiler.major}`);
  return `${parts.join(", ")}, ${Math.round(freeBytes / 1e9)} GB free`;
}

const backendLine = ({ native }) =>
  native.variant
    ? `TensorFlow's ${native.variant.toUpperCase()} build (${native.why}).`
    : `backend js, which is slow: ${native.why}. Docker or WSL gives the full speed.`;

// A finished set-up may lie where nobody can write, as in an image: it needs no lock.
async function takeLock(ctx, stages, progress) {
  try {
    return await acquireLock(ctx.paths.lock, {
      onWait: (pid) => progress.say(`Another set-up (process ${pid}) is at work in this checkout; waiting for it to end.`),
      onTakeOver: (pid) => progress.say(`An earlier set-up (process ${pid}) was killed; going on from where it was.`),
    });
  } catch (error) {
    if (!["EACCES", "EROFS", "EPERM"].includes(error.code)) throw error;
    if (pendingStages(ctx, stages).length === 0) return () => {};
    throw new Problem(`The set-up cannot write to ${ctx.root} (${error.code}); run it as the owner of the checkout.`);
  }
}

function stopOnSignal(release) {
  const numbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };
  const handlers = Object.entries(numbers).map(([signal, number]) => {
    const handler = () => {
      stopRunning();
      release();
      console.error("\nInterrupted. Run the same command again to go on from here.");
      process.exit(128 + number);
    };
    process.once(signal, handler);
    return () => process.removeListener(signal, handler);
  });
  return () => {
    for (const remove of handlers) remove();
  };
}

/** Errors of the file system that tell of the machine, not of a fault in the set-up: disk full, quota, rights, read-only. */
const MACHINE_ERRORS = ["ENOSPC", "EDQUOT", "EACCES", "EPERM", "EROFS"];

/** Runs `main`, ends the process with its exit code, and shows a Problem as its message alone. */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    const mendable = error instanceof Problem || MACHINE_ERRORS.includes(error.code);
    if (!mendable) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = error.exitCode ?? 1;
  }
}

async function main() {
  if (process.argv.length > 2) throw new Problem(`npm run setup takes no arguments; it got: ${process.argv.slice(2).join(" ")}`, 2);
  await setUp();
  console.log(
    "Next:  npm start        runs the notebooks at the small scale\n       npm run lab      opens them in JupyterLab\n       npm test         runs the tests",
  );
  return 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) await runMain(main);
