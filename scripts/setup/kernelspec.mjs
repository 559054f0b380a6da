/** Stage: the note that tells Jupyter how to start the TypeScript kernel. */
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

const textOf = (ctx) => `${JSON.stringify(kernelspecOf(ctx), null, 2)}\n`;

function pending(ctx) {
  try {
    return readFileSync(ctx.paths.kernelspec, "utf8") === textOf(ctx) ? null : "another Node or another place";
  } catch {
    return "none yet";
  }
}

async function run(ctx, tell) {
  tell("registering");
  writeWhole(ctx.paths.kernelspec, textOf(ctx));
  return "TypeScript (tslab), for JupyterLab";
}

export const kernelspec = { name: "kernelspec", title: "Jupyter kernel", needs: {}, pending, run };
