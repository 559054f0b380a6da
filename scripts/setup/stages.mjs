/** The stages of the set-up in their order, and which of them are pending on this machine. */
import { addon } from "./addon.mjs";
import { build } from "./build.mjs";
import { kernelspec } from "./kernelspec.mjs";
import { nodePackages } from "./node-packages.mjs";
import { pythonPackages } from "./python.mjs";
import { hasRuntimes, runtimes } from "./runtimes.mjs";
import { tensorflow } from "./tensorflow.mjs";

/**
 * A stage is `{name, title, needs, pending(ctx), run(ctx, tell)}`: `pending` gives the reason to do it in a few words, or null;
 * `run` does it, says through `tell(text)` what it is at, and returns what to say at the end.
 */
export function stagesFor(ctx, { withRuntimes = false } = {}) {
  return [
    nodePackages,
    pythonPackages,
    ...(ctx.native.variant ? [tensorflow(ctx), addon] : []),
    build,
    kernelspec,
    ...(withRuntimes && hasRuntimes(ctx) ? [runtimes] : []),
  ];
}

/** The stages to do, with the reason; a new node_modules takes the addon along, so that stage is counted with it. */
export function pendingStages(ctx, stages) {
  const todo = stages.map((stage) => ({ stage, reason: stage.pending(ctx) })).filter(({ reason }) => reason);
  const names = new Set(todo.map(({ stage }) => stage.name));
  const implied = stages.filter((stage) => stage.name === "addon" && names.has("node-packages") && !names.has("addon"));
  return [...todo, ...implied.map((stage) => ({ stage, reason: "the Node packages are installed anew" }))];
}
