/** Stage: the note that tells Jupyter how to start the TypeScript kernel, papermill's TypeScript, and JupyterLab to ask nobody for news. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { sitePackages } from "./python.mjs";
import { writeWhole } from "./stamp.mjs";

/**
 * The kernelspec; its paths are absolute, so it changes with the checkout's place and with the Node that runs this.
 * `npx largebatch kernel install` makes the same one of the same template (src/kernel/install.ts).
 */
export function kernelspecOf(ctx) {
  const template = JSON.parse(readFileSync(join(ctx.root, "src", "kernel", "kernelspec.json"), "utf8"));
  const places = { "{node}": ctx.nodePath, "{main}": join(ctx.paths.dist, "kernel", "main.js") };
  return { ...template, argv: template.argv.map((part) => places[part] ?? part) };
}

/** JupyterLab's own settings file for a whole installation: no question about news at the first start, no look for updates. */
const SETTINGS = { "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false } };

const textOf = (content) => `${JSON.stringify(content, null, 2)}\n`;
const filesOf = (ctx) => [
  [ctx.paths.kernelspec, textOf(kernelspecOf(ctx))],
  [join(ctx.paths.venv, "share", "jupyter", "lab", "settings", "overrides.json"), textOf(SETTINGS)],
  ...papermillFiles(ctx),
];

/** The files by which papermill finds its TypeScript translator; they lie in src/kernel/papermill as they do in an environment. */
function papermillFiles(ctx) {
  const source = join(ctx.root, "src", "kernel", "papermill");
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".pyc"))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [join(sitePackages(ctx), relative(source, file)), readFileSync(file, "utf8")]);
}

function pending(ctx) {
  try {
    const stale = filesOf(ctx).filter(([file, text]) => readFileSync(file, "utf8") !== text);
    return stale.length === 0 ? null : "another Node or another place";
  } catch {
    return "none yet";
  }
}

async function run(ctx, tell) {
  tell("registering");
  for (const [file, text] of filesOf(ctx)) writeWhole(file, text);
  return "TypeScript (tslab), for JupyterLab and papermill";
}

export const kernelspec = { name: "kernelspec", title: "Jupyter kernel", needs: {}, pending, run };
