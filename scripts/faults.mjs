/** `npm run faults`: the set-up, then sweeps whose workers, coordinators and Redis are killed at random moments. Arguments after `--` go to it. */
import { join } from "node:path";
import { passOn } from "./setup/pass-on.mjs";
import { runMain, setUp } from "./setup.mjs";

await runMain(async () => {
  const ctx = await setUp({ withRuntimes: true });
  return passOn([ctx.nodePath, join(ctx.root, "dist", "sweep", "faults", "main.js"), ...process.argv.slice(2)], {
    cwd: ctx.root,
    env: ctx.env,
  });
});
