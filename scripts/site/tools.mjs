/** The programs that build the site, installed at its first build: Sphinx and its kin in .venv, TypeDoc with a TypeScript of its own in .site/tools. */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask, runLogged } from "../setup/command.mjs";
import { npmCommand } from "../setup/context.mjs";
import { Problem } from "../setup/problem.mjs";
import { absentPin } from "../setup/python.mjs";
import { hashTexts } from "../setup/stamp.mjs";

const OLDEST_PYTHON = [3, 11];

/** @throws {Problem} when Python is too old, or a package cannot be installed */
export async function installTools(ctx, paths) {
  const own = join(ctx.root, "docs", "site");
  await installPython(ctx, join(own, "requirements.txt"));
  await installNode(ctx, own, paths.tools);
}

async function installPython(ctx, requirements) {
  const absent = absentPin(ctx, readFileSync(requirements, "utf8"));
  if (!absent) return;
  const version = ask([ctx.paths.python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"])?.trim() ?? "none";
  const [major, minor] = version.split(".").map(Number);
  if (!(major > OLDEST_PYTHON[0] || (major === OLDEST_PYTHON[0] && minor >= OLDEST_PYTHON[1])))
    throw new Problem(
      `The site needs Python ${OLDEST_PYTHON.join(".")} or newer in .venv (Sphinx 9 does); it has ${version}. Install a newer one, delete .venv and run \`npm run site\` again.`,
    );
  console.log(`Python packages of the site (${absent.name} is missing): installing, about 60 MB`);
  // The versions of the set-up's own packages hold, whatever the site's would like.
  const both = ["-r", requirements, "-r", join(ctx.root, "requirements.txt")];
  await runLogged(ctx, [ctx.paths.python, "-m", "pip", "install", "--no-input", ...both], {
    stage: "site",
    what: "Installing the site's Python packages",
    env: { PIP_USER: "0", PIP_DISABLE_PIP_VERSION_CHECK: "1", PYTHONHOME: undefined, PYTHONPATH: undefined },
  });
}

async function installNode(ctx, from, folder) {
  const files = ["package.json", "package-lock.json"];
  const wanted = hashTexts(files.map((name) => readFileSync(join(from, name), "utf8")));
  const stamp = join(folder, "installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  const npm = npmCommand(ctx);
  if (!npm) throw new Problem("The site needs npm to install TypeDoc; there is none beside this Node or on the path. Install npm.");
  console.log("TypeDoc: installing, about 50 MB");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of files) cpSync(join(from, name), join(folder, name));
  await runLogged(ctx, [...npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
    stage: "site",
    what: "Installing TypeDoc",
    cwd: folder,
  });
  writeFileSync(stamp, wanted);
}
