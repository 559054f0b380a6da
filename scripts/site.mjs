/**
 * `npm run site`: a site to read everything without running anything, from the notebooks as they are committed. It needs no server and loads nothing from elsewhere:
 * open site/index.html.
 */
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { runLogged } from "./setup/command.mjs";
import { makeStateFolders } from "./setup/context.mjs";
import { Problem } from "./setup/problem.mjs";
import { runMain, setUp } from "./setup.mjs";
import { checkSite } from "./site/check.mjs";
import { generatedPages } from "./site/generated.mjs";
import { layOutPages } from "./site/lay-out.mjs";
import { installTools } from "./site/tools.mjs";

/** Folders: what is laid out for Sphinx, and what comes out. All but `site` may be deleted at any time. */
function sitePaths(root) {
  const work = join(root, ".site");
  const inWork = (name) => join(work, name);
  return {
    work,
    source: inWork("source"),
    static: inWork("static"),
    extra: inWork("extra"),
    built: inWork("html"),
    tools: inWork("tools"),
    api: inWork("api.json"),
    site: join(root, "site"),
  };
}

/** Scripts that pages load: Plotly for figures, MathJax for formulas; and our own. */
function copyStatic(root, folder) {
  cpSync(join(root, "docs", "site", "static"), folder, { recursive: true });
  mkdirSync(join(folder, "mathjax"), { recursive: true });
  const modules = join(root, "node_modules");
  cpSync(join(modules, "plotly.js", "dist", "plotly.min.js"), join(folder, "plotly.min.js"));
  cpSync(join(modules, "mathjax", "es5", "tex-svg.js"), join(folder, "mathjax", "tex-svg.js"));
}

async function writeApi(ctx, paths) {
  const tool = (...parts) => join(paths.tools, "node_modules", ...parts);
  const options = ["--options", join(ctx.root, "docs", "site", "typedoc.json"), "--out", join(paths.extra, "api"), "--json", paths.api];
  const plugin = ["--plugin", tool("typedoc-plugin-missing-exports", "index.js")];
  const command = [ctx.nodePath, tool("typedoc", "bin", "typedoc"), ...options, ...plugin, "--treatValidationWarningsAsErrors"];
  await runLogged(ctx, command, { stage: "site", what: "Writing the API pages" });
  return JSON.parse(readFileSync(paths.api, "utf8"));
}

async function writePages(ctx, paths) {
  const { version } = JSON.parse(readFileSync(join(ctx.root, "package.json"), "utf8"));
  const job = { root: ctx.root, version, static: [paths.static], extra: [paths.extra] };
  const sphinx = [ctx.paths.python, "-m", "sphinx", "-W", "--keep-going", "-E", "-b", "html"];
  await runLogged(ctx, [...sphinx, "-c", join(ctx.root, "docs", "site"), "-d", join(paths.work, "doctrees"), paths.source, paths.built], {
    stage: "site",
    what: "Building the pages",
    env: { LARGEBATCH_SITE: JSON.stringify(job), PYTHONDONTWRITEBYTECODE: "1" },
  });
}

/** Builds everything beside `site`, which is replaced only when all went well. */
async function buildSite(ctx) {
  const paths = sitePaths(ctx.root);
  for (const folder of [paths.source, paths.static, paths.extra, paths.built]) rmSync(folder, { recursive: true, force: true });
  makeStateFolders(ctx);
  rmSync(join(ctx.paths.logs, "site.log"), { force: true });
  await installTools(ctx, paths);
  const dist = createRequire(join(ctx.root, "dist", "index.js"));
  console.log("API: TypeDoc");
  const api = await writeApi(ctx, paths);
  const { groups } = layOutPages(ctx.root, paths.source, generatedPages(ctx.root, dist, api));
  copyStatic(ctx.root, paths.static);
  console.log(`Pages: Sphinx, ${groups.reduce((sum, { pages }) => sum + pages.length, 1)} of them`);
  await writePages(ctx, paths);
  const problems = checkSite(paths.built);
  if (problems.length > 0)
    throw new Problem(
      `The site has broken links:\n${problems
        .slice(0, 20)
        .map((each) => `  ${each}`)
        .join("\n")}`,
    );
  rmSync(paths.site, { recursive: true, force: true });
  renameSync(paths.built, paths.site);
  return join(paths.site, "index.html");
}

await runMain(async () => {
  if (process.argv.length > 2) throw new Problem(`npm run site takes no arguments; it got: ${process.argv.slice(2).join(" ")}`, 2);
  const ctx = await setUp();
  const page = await buildSite(ctx);
  console.log(`Done. Open ${relative(process.cwd(), page)} in a browser.`);
  return 0;
});
