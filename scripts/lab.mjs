/** `npm run lab`: the set-up, then JupyterLab on the notebooks, for this machine alone. Arguments after `--` go to JupyterLab. */
import { mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { passOn } from "./setup/pass-on.mjs";
import { runMain, setUp } from "./setup.mjs";

await runMain(async () => {
  const ctx = await setUp();
  const prepend = (value, entry) => (value ? `${entry}${delimiter}${value}` : entry);
  const env = {
    ...ctx.env,
    PATH: prepend(ctx.env.PATH, ctx.paths.venvBin),
    // our kernel and extensions before those of the same name in the home folder
    JUPYTER_PATH: prepend(ctx.env.JUPYTER_PATH, join(ctx.paths.venv, "share", "jupyter")),
    JUPYTER_PREFER_ENV_PATH: "1",
  };
  mkdirSync(join(ctx.root, "notebooks"), { recursive: true });
  const asRoot = process.getuid?.() === 0 ? ["--allow-root"] : [];
  const options = [
    "--ServerApp.ip=127.0.0.1",
    "--notebook-dir=notebooks",
    // new notebooks are in TypeScript; no search for language servers, which would list the dozens that are not there
    "--MultiKernelManager.default_kernel_name=tslab",
    "--LanguageServerManager.autodetect=False",
    ...asRoot,
    ...process.argv.slice(2),
  ];
  console.log("JupyterLab starts. Open the address with ?token=… that it prints below (it begins http://127.0.0.1:); Ctrl-C ends it.");
  return passOn([ctx.paths.python, "-m", "jupyterlab", ...options], { cwd: ctx.root, env });
});
