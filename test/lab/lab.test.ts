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

const { folder, remove } = notebookFolder();

/** The notebook to open, how many code cells it has and how many figures it shows. */
const NOTEBOOK = inProject("notebooks", "04-flat-and-sharp.ipynb");
const CELLS = 9;
const FIGURES = 3;
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
  page.setDefaultTimeout(60_000);
  try {
    await page.goto(url);
    await page.locator(".jp-Notebook .jp-CodeCell").first().waitFor();
    // Asked to run before the kernel is there, JupyterLab asks back which one.
    await page.getByText("TypeScript (tslab) | Idle").waitFor();
    await page.getByRole("menuitem", { name: "Run", exact: true }).click();
    await page.locator('.lm-Menu-item[data-command="runmenu:run-all"]').click();
    await page.getByText(`[${CELLS}]:`, { exact: true }).waitFor();
    // JupyterLab shows the picture first; the figure becomes interactive when the mouse comes to it. Cells out of view are hidden.
    const scroller = page.locator(".jp-WindowedPanel-outer");
    await scroller.hover();
    await scroller.evaluate("(panel) => panel.scrollTo(0, 0)");
    const plots = page.locator(".jp-RenderedPlotly .js-plotly-plot .main-svg, .jp-RenderedPlotly.js-plotly-plot .main-svg");
    const drawn = new Set<string>();
    for (let turn = 0; turn < 80 && drawn.size < FIGURES; turn++) {
      for (const picture of await page.locator(".jp-RenderedPlotly .plot-img:visible").all()) {
        await picture.hover({ timeout: 2000 }).catch(() => undefined);
      }
      for (const plot of await page
        .locator(".jp-RenderedPlotly.js-plotly-plot:visible, .jp-RenderedPlotly .js-plotly-plot:visible")
        .all()) {
        drawn.add((await plot.locator(".gtitle").first().textContent({ timeout: 5000 })) ?? "");
      }
      await page.mouse.wheel(0, 200);
    }
    expect([...drawn].length).toBe(FIGURES);
    expect(await plots.count()).toBeGreaterThan(0);
    expect(await page.locator('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.error"]').count()).toBe(0);
    expect(await page.locator('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.stderr"]').allTextContents()).toEqual([]);
  } finally {
    mkdirSync(path.dirname(SCREENSHOT), { recursive: true });
    await page
      .locator(".jp-OutputArea .js-plotly-plot")
      .last()
      .scrollIntoViewIfNeeded({ timeout: 1000 })
      .catch(() => undefined);
    await page.screenshot({ path: SCREENSHOT });
    await browser.close();
  }
});
