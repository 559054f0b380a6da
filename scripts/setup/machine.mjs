/** Looks at the machine for `evaluate`, and only at what the pending stages need. */
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import { join } from "node:path";
import { ask } from "./command.mjs";
import { npmCommand } from "./context.mjs";
import { atLeast, OLDEST_PYTHON } from "./prerequisites.mjs";

/** The longest that npm or pip may take to answer, in seconds. */
const NETWORK_SECONDS = 15;

const PYTHON_PROBE = `
import importlib.util, json, sys
has = lambda name: importlib.util.find_spec(name) is not None
print(json.dumps({"version": "%d.%d.%d" % sys.version_info[:3], "venv": has("venv"), "ensurepip": has("ensurepip"), "pip": has("pip")}))
`;

/**
 * Describes the machine.
 * @param {object} needs see `needsOf`
 * @returns what `evaluate` reads: node, npm, python, compiler, freeBytes, npmAnswers, pipAnswers, packageManager, isRoot, root
 */
export async function describeMachine(ctx, needs) {
  const machine = {
    root: ctx.root,
    platform: ctx.platform,
    node: ctx.node,
    isRoot: process.getuid?.() === 0,
    packageManager: ["apt-get", "dnf", "pacman"].find((name) => fs.existsSync(join("/usr/bin", name))) ?? null,
    freeBytes: freeBytes(ctx.root),
  };
  const npm = needs.npm ? npmCommand(ctx) : null;
  if (needs.npm) machine.npm = npm !== null;
  if (needs.python) machine.python = findPython(ctx);
  machine.pythonAsked = ctx.env.PYTHON || null;
  machine.compilerAsked = ctx.env.CXX || null;
  if (needs.compiler) machine.compiler = findCompiler(ctx);
  [machine.npmAnswers, machine.pipAnswers] = await Promise.all([
    npm
      ? answers([...npm, "view", "node-api-headers", "version", "--fetch-retries=0", `--fetch-timeout=${NETWORK_SECONDS * 1000}`], ctx)
      : null,
    needs.pip ? pipAnswers(ctx, machine.python) : null,
  ]);
  return machine;
}

/**
 * The Python to make the virtual environment with: the one that PYTHON names, else the first on the path that will do,
 * else the first there is, so that a message can say what is wrong with it. Null when there is none.
 */
export function findPython(ctx) {
  const names = ["python3", "python", ...[14, 13, 12, 11, 10].map((minor) => `python3.${minor}`)];
  let first = null;
  for (const command of ctx.env.PYTHON ? [ctx.env.PYTHON] : names) {
    const answer = ask([command, "-c", PYTHON_PROBE], { env: ctx.env });
    if (!answer) continue;
    const found = { command, ...JSON.parse(answer) };
    if (atLeast(found.version, OLDEST_PYTHON) && found.venv && found.ensurepip) return found;
    first ??= found;
  }
  return first;
}

/** The C++ compiler as `{command, major}`, or null: the one that CXX names, else g++. */
export function findCompiler(ctx) {
  const command = ctx.env.CXX || "g++";
  const version = ask([command, "-dumpversion"], { env: ctx.env });
  return version ? { command, major: Number.parseInt(version, 10) } : null;
}

function freeBytes(folder) {
  const { bavail, bsize } = fs.statfsSync ? fs.statfsSync(folder) : { bavail: Number.POSITIVE_INFINITY, bsize: 1 };
  return bavail * bsize;
}

// A package of our own list is asked for: an index may hold nothing but what its users need.
async function pipAnswers(ctx, python) {
  const query = ["index", "versions", "nbclient", "--retries", "0", "--timeout", String(NETWORK_SECONDS)];
  if (fs.existsSync(ctx.paths.python) && (await answers([ctx.paths.python, "-m", "pip", "--version"], ctx))) {
    return answers([ctx.paths.python, "-m", "pip", ...query], ctx);
  }
  if (!python?.ensurepip || !python.venv) return null; // named as missing already
  if (python.pip) return answers([python.command, "-m", "pip", ...query], ctx);
  const probe = join(ctx.paths.temporary, "probe");
  if (!(await answers([python.command, "-m", "venv", probe], ctx))) return null;
  return answers([join(probe, ctx.platform === "win32" ? "Scripts" : "bin", "python"), "-m", "pip", ...query], ctx);
}

const answers = ([program, ...rest], ctx) =>
  new Promise((resolve) => {
    execFile(program, rest, { cwd: ctx.root, env: ctx.env, timeout: 3 * NETWORK_SECONDS * 1000 }, (error) => resolve(!error));
  });
