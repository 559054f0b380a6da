/** What every stage knows: where things lie in the checkout, and which machine this is. */
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chooseVariant, glibcVersion, hasNvidiaGpu } from "./variant.mjs";

/** The checkout that these scripts belong to. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Folders and files of the set-up under `root`; Windows keeps a virtual environment's programs in `Scripts`. */
export function pathsOf(root, platform = process.platform) {
  const venvBin = join(root, ".venv", platform === "win32" ? "Scripts" : "bin");
  const program = (name) => join(venvBin, platform === "win32" ? `${name}.exe` : name);
  return {
    state: join(root, ".setup"),
    logs: join(root, ".setup", "log"),
    temporary: join(root, ".setup", "tmp"),
    lock: join(root, ".setup", "lock"),
    venv: join(root, ".venv"),
    venvBin,
    python: program("python"),
    jupyter: program("jupyter"),
    tensorflow: join(root, ".tensorflow"),
    runtimes: join(root, ".runtimes"),
    addon: join(root, "node_modules", "@tensorflow", "tfjs-node-gpu", "lib", "napi-v8", "tfjs_binding.node"),
    dist: join(root, "dist"),
    kernelspec: join(root, ".venv", "share", "jupyter", "kernels", "tslab", "kernel.json"),
  };
}

/** One plain object for all stages. Throws a Problem when `LARGEBATCH_TF` asks for what there is not. */
export function makeContext({ root = ROOT, env = process.env, platform = process.platform, arch = process.arch } = {}) {
  const glibc = platform === "linux" ? glibcVersion() : null;
  const native = chooseVariant({
    platform,
    arch,
    glibc,
    override: env.LARGEBATCH_TF,
    hasNvidiaGpu,
  });
  const paths = pathsOf(root, platform);
  return {
    root,
    env,
    platform,
    arch,
    libc: glibc ? "glibc" : "musl",
    node: process.versions.node,
    nodePath: process.execPath,
    paths,
    native,
  };
}

/** The command that runs npm: `[program, ...arguments]`, or null when there is no npm beside this Node or on the path. */
export function npmCommand(ctx) {
  const cli = (...parts) => join(...parts, "npm", "bin", "npm-cli.js");
  const here = dirname(ctx.nodePath);
  const candidates = [
    // npm names itself to the scripts it runs; another package manager does so too, hence the test of the name
    /npm-cli\.js$/.test(ctx.env.npm_execpath ?? "") ? ctx.env.npm_execpath : null,
    cli(here, "..", "lib", "node_modules"),
    cli(here, "node_modules"),
    cli("/usr/share/nodejs"),
    ...(ctx.env.PATH ?? "").split(":").map((folder) => cli(folder, "..", "lib", "node_modules")),
  ];
  const found = candidates.find((candidate) => candidate && existsSync(candidate));
  return found ? [ctx.nodePath, found] : null;
}

/** Makes the folders that the set-up writes its own notes to. */
export function makeStateFolders(ctx) {
  for (const folder of [ctx.paths.state, ctx.paths.logs, ctx.paths.temporary]) mkdirSync(folder, { recursive: true });
}
