/** Runs the programs that the set-up needs, their output kept in a log, none of them outliving the set-up. */
import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join, relative } from "node:path";
import { isAlive, signature } from "./lock.mjs";
import { Problem } from "./problem.mjs";

/** Lines of a failed program's output that are shown. */
const SHOWN_LINES = 15;

const running = new Set();
const childNote = (ctx) => join(ctx.paths.state, "child");

/**
 * Runs a program to its end. Its output goes to `.setup/log/<stage>.log`.
 * @param {string[]} command program and arguments
 * @param {{stage: string, cwd?: string, env?: object, what: string}} options `what` names the work in a failure's message
 * @throws {Problem} with the last lines of output when the program does not end with 0
 */
export async function runLogged(ctx, command, { stage, what, cwd = ctx.root, env = {} }) {
  const log = join(ctx.paths.logs, `${stage}.log`);
  const output = openSync(log, "a");
  writeSync(output, `\n$ ${command.join(" ")}\n`);
  const ended = await new Promise((resolve) => {
    const child = spawn(command[0], command.slice(1), {
      cwd,
      // temporary files inside the checkout: the system's folder may be small, and ours is emptied after an interruption
      env: { ...ctx.env, TMPDIR: ctx.paths.temporary, ...env },
      stdio: ["ignore", output, output],
      // its own process group, so that it ends together with everything it started
      detached: ctx.platform !== "win32",
    });
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(code === 0 ? null : signal ? `stopped by ${signal}` : `exit code ${code}`));
    if (!child.pid) return;
    running.add(child.pid);
    writeFileSync(childNote(ctx), JSON.stringify(signature(child.pid)));
    child.once("exit", () => {
      running.delete(child.pid);
      rmSync(childNote(ctx), { force: true });
    });
  });
  closeSync(output);
  if (ended) throw new Problem(`${what} failed (${ended}). The last lines of ${relative(ctx.root, log)}:\n${indent(lastLines(log))}`);
}

/** Runs a small program and returns its output, or null when it fails or takes longer than `timeout` ms. */
export function ask(command, { timeout = 20_000, ...options } = {}) {
  const answer = spawnSync(command[0], command.slice(1), { encoding: "utf8", timeout, stdio: ["ignore", "pipe", "ignore"], ...options });
  return answer.status === 0 ? answer.stdout : null;
}

/** Ends every program that `runLogged` has under way, with all that they started. */
export function stopRunning() {
  for (const pid of running) endGroup(pid, "SIGTERM");
}

/** Ends the program that a killed set-up may have left at work, so that two do not write to the same place. */
export function stopOrphan(ctx) {
  try {
    const note = JSON.parse(readFileSync(childNote(ctx), "utf8"));
    if (note.started && isAlive(note)) endGroup(note.pid, "SIGKILL");
  } catch {}
  rmSync(childNote(ctx), { force: true });
}

function endGroup(pid, signal) {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch {}
}

const lastLines = (file) => readFileSync(file, "utf8").trimEnd().split("\n").slice(-SHOWN_LINES);
const indent = (lines) => lines.map((line) => `    ${line}`).join("\n");
