/** `npm start`: the set-up, then the notebooks at scale small. Arguments after `--` go to `largebatch notebooks`. */
import { join } from "node:path";
import { passOn } from "./setup/pass-on.mjs";
import { runMain, setUp } from "./setup.mjs";

await runMain(async () => {
  const ctx = await setUp();
  const asked = process.argv.slice(2);
  const scale = asked.some((argument) => argument === "--scale" || argument.startsWith("--scale=")) ? [] : ["--scale", "small"];
  const code = await passOn([ctx.nodePath, join(ctx.paths.dist, "cli.js"), "notebooks", ...scale, ...asked], { cwd: ctx.root });
  if (code === 0) console.log("Look at:  npm run lab    opens the notebooks, with their figures, in JupyterLab");
  return code;
});
