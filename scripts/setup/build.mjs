/** Stage: the JavaScript in dist/, compiled from src/. */
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { runLogged } from "./command.mjs";
import { damage, hashTexts, removeStamp, writeStamp } from "./stamp.mjs";

const STAGE = "build";
const SETTINGS = ["tsconfig.json", "tsconfig.build.json", "package-lock.json"];

/** Every file below `folder`, in a fixed order. */
function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]));
}

function madeFrom(ctx) {
  const files = [...SETTINGS.map((name) => join(ctx.root, name)), ...filesBelow(join(ctx.root, "src"))];
  return { "source in src": hashTexts(files.flatMap((file) => [relative(ctx.root, file), readFileSync(file, "utf8")])) };
}

const pending = (ctx) => damage(ctx, STAGE, madeFrom(ctx));

async function run(ctx, tell) {
  tell("compiling src");
  removeStamp(ctx, STAGE);
  const sources = madeFrom(ctx);
  // the compiler's own notes would make it leave out files that were deleted or damaged since
  rmSync(join(ctx.paths.dist, ".tsbuildinfo"), { force: true });
  const compiler = join(ctx.root, "node_modules", "typescript", "bin", "tsc");
  await runLogged(ctx, [ctx.nodePath, compiler, "-p", "tsconfig.build.json"], { stage: STAGE, what: "Compiling src" });
  for (const file of filesBelow(ctx.paths.dist)) if (!hasSource(ctx, file)) rmSync(file);
  const program = join(ctx.paths.dist, "cli.js");
  if (existsSync(program)) chmodSync(program, 0o755);
  const outputs = filesBelow(ctx.paths.dist).filter((file) => file.endsWith(".js"));
  writeStamp(
    ctx,
    STAGE,
    sources,
    outputs.map((file) => relative(ctx.root, file)),
  );
  return `${outputs.length} files in dist`;
}

// What a deleted source left behind would still be found by require().
function hasSource(ctx, file) {
  const compiled = /^(.*)\.(js|js\.map|d\.ts|d\.ts\.map)$/.exec(relative(ctx.paths.dist, file));
  return !compiled || existsSync(join(ctx.root, "src", `${compiled[1]}.ts`));
}

export const build = { name: STAGE, title: "Build", needs: { gigabytes: 0.05 }, pending, run };
