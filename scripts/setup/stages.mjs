/** The stages of the set-up in their order, and which of them are pending on this machine. */
import { addon } from "./addon.mjs";
import { build } from "./build.mjs";
import { kernelspec } from "./kernelspec.mjs";
import { nodePackages } from "./node-packages.mjs";
import { pythonPackages } from "./python.mjs";
import { hasRedis, redis } from "./redis.mjs";
import { hasRuntimes, runtimes } from "./runtimes.mjs";
import { tensorflow } from "./tensorflow.mjs";

/**
 * A stage is `{name, title, needs, pending(ctx), run(ctx, tell)}`: `pending` gives the reason to do it in a few words, or null;
 * `run` does it, says through `tell(text)` what it is at, and returns what to say at the end. `needs` is what that takes of the
 * machine (see `needsOf`); a stage that at times needs less says so in `needsNow(ctx)`.
 */
export function stagesFor(ctx, { withRuntimes = false } = {}) {
  return [
    nodePackages,
    pythonPackages,
    ...(ctx.native.variant ? [tensorflow(ctx), addon] : []),
    build,
    kernelspec,
    ...(withRuntimes && hasRedis(ctx) ? [redis] : []),
    ...(withRuntimes && hasRuntimes(ctx) ? [runtimes] : []),
  ];
}

/**
 * The stages to do as `{stage, reason, needs}`. A new node_modules takes the addon along, so that stage is counted with it.
 */
export function pendingStages(ctx, stages) {
  const reasons = new Map(stages.map((stage) => [stage.name, stage.pending(ctx)]));
  const renewed = Boolean(reasons.get("node-packages"));
  return stages.flatMap((stage) => {
    if (renewed && stage.name === "addon") return [{ stage, reason: "the Node packages are installed anew", needs: stage.needs }];
    const reason = reasons.get(stage.name);
    return reason ? [{ stage, reason, needs: stage.needsNow?.(ctx) ?? stage.needs }] : [];
  });
}
