/** `npm start`: the set-up, then the notebooks. Arguments after `--` go to `largebatch notebooks`, as does SCALE. */
import { join } from "node:path";
import { passOn } from "./setup/pass-on.mjs";
import { runMain, setUp } from "./setup.mjs";

await runMain(async () => {
  const ctx = await setUp();
  return passOn([ctx.nodePath, join(ctx.paths.dist, "cli.js"), "notebooks", ...process.argv.slice(2)], { cwd: ctx.root });
});
