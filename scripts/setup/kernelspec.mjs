/** Stage: the note that tells Jupyter how to start the TypeScript kernel, and JupyterLab to ask nobody for news. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "./stamp.mjs";

/** The kernelspec; its paths are absolute, so it changes with the checkout's place and with the Node that runs this. */
export const kernelspecOf = (ctx) => ({
  argv: [ctx.nodePath, join(ctx.paths.dist, "kernel", "main.js"), "{connection_file}"],
  display_name: "TypeScript (tslab)",
  language: "typescript",
  interrupt_mode: "signal",
  env: {},
});

/** JupyterLab's own settings file for a whole installation: no question about news at the first start, no look for updates. */
const SETTINGS = { "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false } };

const filesOf = (ctx) => [
  [ctx.paths.kernelspec, kernelspecOf(ctx)],
  [join(ctx.paths.venv, "share", "jupyter", "lab", "settings", "overrides.json"), SETTINGS],
];
const textOf = (content) => `${JSON.stringify(content, null, 2)}\n`;

function pending(ctx) {
  try {
    const stale = filesOf(ctx).filter(([file, content]) => readFileSync(file, "utf8") !== textOf(content));
    return stale.length === 0 ? null : "another Node or another place";
  } catch {
    return "none yet";
  }
}

async function run(ctx, tell) {
  tell("registering");
  for (const [file, content] of filesOf(ctx)) writeWhole(file, textOf(content));
  return "TypeScript (tslab), for JupyterLab";
}

export const kernelspec = { name: "kernelspec", title: "Jupyter kernel", needs: {}, pending, run };
