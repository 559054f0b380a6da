/** Stage: the Python packages (JupyterLab and its tools) in a virtual environment of the checkout's own. */
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import { join, relative } from "node:path";
import { ask, runLogged } from "./command.mjs";
import { findPython } from "./machine.mjs";
import { damage, hashTexts, readStamp, removeStamp, writeStamp } from "./stamp.mjs";

const STAGE = "python-packages";

/** The pins of a requirements file as `{name, version}`; comments and markers are left out. */
export function readPins(text) {
  return text.split("\n").flatMap((line) => {
    const pin = /^([A-Za-z0-9._-]+)==([^\s;#]+)/.exec(line.trim());
    return pin ? [{ name: pin[1], version: pin[2] }] : [];
  });
}

const requirements = (ctx) => readFileSync(join(ctx.root, "requirements.txt"), "utf8");
const madeFrom = (ctx) => ({ "place of the checkout": ctx.root, "requirements.txt": hashTexts([requirements(ctx)]) });

/** Why the environment itself is of no use, or null when it runs. */
function environmentDamage(ctx) {
  const stamp = readStamp(ctx, STAGE);
  if (!existsSync(ctx.paths.venv)) return "none yet";
  if (!stamp) return "not done yet";
  if (stamp.madeFrom["place of the checkout"] !== ctx.root) return "the checkout was moved";
  const version = ask([ctx.paths.python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"])?.trim();
  if (!version) return "its Python does not run";
  if (version !== stamp.python) return `made with Python ${stamp.python}, which is now ${version}`;
  return beginning(ctx.paths.jupyter).includes(ctx.paths.venv) || ctx.platform === "win32" ? null : ".venv was made elsewhere";
}

function pending(ctx) {
  const broken = environmentDamage(ctx) ?? damage(ctx, STAGE, madeFrom(ctx));
  if (broken) return broken;
  const absent = absentPin(ctx, requirements(ctx)); // damage() has found files of ours in the environment
  return absent ? `${absent.name} is missing` : null;
}

/** The first pin of a requirements file that is not installed in .venv in that version, or undefined. */
export function absentPin(ctx, text) {
  const installed = new Set(readdirSync(sitePackages(ctx)).map(normalise));
  return readPins(text).find(({ name, version }) => !installed.has(normalise(`${name}-${version}.dist-info`)));
}

async function run(ctx, tell) {
  const options = {
    stage: STAGE,
    env: { PIP_USER: "0", PIP_DISABLE_PIP_VERSION_CHECK: "1", PYTHONHOME: undefined, PYTHONPATH: undefined },
  };
  // pip believes its notes, not the files: where any is missing, only a new environment is sure to be whole
  const broken = environmentDamage(ctx) ?? damage(ctx, STAGE, {});
  removeStamp(ctx, STAGE);
  if (broken) {
    const python = findPython(ctx);
    tell(`making .venv with Python ${python.version}`);
    await runLogged(ctx, [python.command, "-m", "venv", "--clear", ctx.paths.venv], { ...options, what: "Making the virtual environment" });
  }
  const pins = readPins(requirements(ctx));
  tell(`installing ${pins.map((pin) => pin.name).join(", ")}`);
  const file = join(ctx.root, "requirements.txt");
  await runLogged(ctx, [ctx.paths.python, "-m", "pip", "install", "--no-input", "-r", file], {
    ...options,
    what: "Installing the Python packages",
  });
  const python = ask([ctx.paths.python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]).trim();
  writeStamp(ctx, STAGE, madeFrom(ctx), keyFiles(ctx), { python });
  return `JupyterLab ${pins.find((pin) => pin.name === "jupyterlab")?.version} in .venv`;
}

/** The folder of installed packages, relative parts differing between Windows and the rest; null when there is none. */
export function sitePackages(ctx) {
  if (ctx.platform === "win32") return join(ctx.paths.venv, "Lib", "site-packages");
  const lib = join(ctx.paths.venv, "lib");
  const version = existsSync(lib) && readdirSync(lib).find((name) => name.startsWith("python3"));
  return version ? join(lib, version, "site-packages") : null;
}

// Of each package that the requirements name: its list of installed files, which pip writes last, and its first module.
function keyFiles(ctx) {
  const folder = sitePackages(ctx);
  const wanted = new Set(readPins(requirements(ctx)).map(({ name, version }) => normalise(`${name}-${version}.dist-info`)));
  const files = readdirSync(folder)
    .filter((name) => wanted.has(normalise(name)))
    .flatMap((name) => {
      const record = join(folder, name, "RECORD");
      const listed = readFileSync(record, "utf8")
        .split("\n")
        .map((line) => line.split(",")[0]);
      const module = listed.filter((file) => file.endsWith("/__init__.py")).sort((a, b) => a.length - b.length)[0];
      return module ? [record, join(folder, module)] : [record];
    });
  return [...files, ctx.paths.jupyter].map((file) => relative(ctx.root, file));
}

const normalise = (name) => name.toLowerCase().replace(/[-_.]+/g, "-");

function beginning(file) {
  try {
    const handle = openSync(file, "r");
    const buffer = Buffer.alloc(400);
    const bytes = readSync(handle, buffer);
    closeSync(handle);
    return buffer.toString("utf8", 0, bytes);
  } catch {
    return "";
  }
}

export const pythonPackages = { name: STAGE, title: "Python packages", needs: { python: true, pip: true, gigabytes: 0.7 }, pending, run };
