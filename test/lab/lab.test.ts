/** A real browser opens a notebook in a real JupyterLab, runs it from the menu and looks at the figure. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { copyFileSync, mkdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import path from "node:path";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findBrowser } from "../../src/figure/browser";
import { inProject } from "../../src/project";
import { notebookFolder } from "../kernel/client";
import { writeNotebook } from "../notebook/notebooks";

const { folder, remove } = notebookFolder();

/** The notebook to open, and how many figures it shows. */
const NOTEBOOK = writeNotebook(folder, "original", [
  'import { flatAndSharpSketch } from "largebatch/dist/figure/sketch";\nimport { show } from "largebatch/dist/figure/show";',
  'await show(flatAndSharpSketch(), { alt: "A flat and a sharp minimum." });',
]);
const FIGURES = 1;
const SCREENSHOT = inProject("out", "lab.png");

const token = randomBytes(16).toString("hex");
let server: ChildProcess;
let url = "";

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

beforeAll(async () => {
  copyFileSync(NOTEBOOK, path.join(folder, "copy.ipynb"));
  const port = await freePort();
  url = `http://127.0.0.1:${port}/lab/tree/copy.ipynb?token=${token}`;
  const own = (name: string) => path.join(folder, "jupyter", name);
  server = spawn(
    inProject(".venv", "bin", "jupyter"),
    [
      "lab",
      "--no-browser",
      "--allow-root",
      "--ServerApp.ip=127.0.0.1",
      `--ServerApp.port=${port}`,
      "--ServerApp.port_retries=0",
      `--IdentityProvider.token=${token}`,
      `--ServerApp.root_dir=${folder}`,
      "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
      "--LabApp.news_url=",
    ],
    {
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
      env: {
        ...process.env,
        SCALE: "smoke",
        JUPYTER_PREFER_ENV_PATH: "1",
        JUPYTER_CONFIG_DIR: own("config"),
        JUPYTER_DATA_DIR: own("data"),
        JUPYTER_RUNTIME_DIR: own("runtime"),
        JUPYTERLAB_SETTINGS_DIR: own("settings"),
        JUPYTERLAB_WORKSPACES_DIR: own("workspaces"),
      },
    },
  );
  let log = "";
  await new Promise<void>((resolve, reject) => {
    server.stderr?.on("data", (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes(`127.0.0.1:${port}/lab`)) resolve();
    });
    server.once("exit", () => reject(new Error(`JupyterLab did not start:\n${log}`)));
  });
});

afterAll(async () => {
  if (server?.exitCode === null) {
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    await ended;
  }
  remove();
});

it("shows interactive figures in JupyterLab", async () => {
  const found = findBrowser();
  if (found.kind !== "system") throw new Error("This test needs a Chromium or Chrome: install one or set LARGEBATCH_BROWSER.");
  const browser = await chromium.launch({ executablePath: found.executable, chromiumSandbox: process.getuid?.() !== 0 });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(100_000);
  try {
    await page.goto(url);
    await page.locator(".jp-Notebook .jp-CodeCell").first().waitFor();
    // Asked to run before the kernel is there, JupyterLab asks back which one.
    await page.getByText("TypeScript (tslab) | Idle").waitFor();
    await page.getByRole("menuitem", { name: "Run", exact: true }).click();
    await page.locator('.lm-Menu-item[data-command="runmenu:run-all"]').click();
    await page
      .locator(".jp-OutputArea .js-plotly-plot")
      .nth(FIGURES - 1)
      .waitFor();
    await expect.poll(() => page.locator(".jp-OutputArea .js-plotly-plot .main-svg").count()).toBeGreaterThan(0);
    expect(await page.locator(".jp-OutputArea .js-plotly-plot").count()).toBe(FIGURES);
    expect(await page.locator('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.error"]').count()).toBe(0);
    expect(await page.locator('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.stderr"]').allTextContents()).toEqual([]);
  } finally {
    mkdirSync(path.dirname(SCREENSHOT), { recursive: true });
    await page.screenshot({ path: SCREENSHOT });
    await browser.close();
  }
});
