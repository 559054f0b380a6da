/** A JupyterLab of the test's own, and a real browser that looks at it. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import { launchBrowser } from "../../src/figure/browser";
import { inProject } from "../../src/project";

/** A JupyterLab that serves one folder. */
export interface Lab {
  /** Opens a notebook of the folder and waits until its kernel is idle. */
  open(notebook: string): Promise<Page>;
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function startServer(folder: string, token: string): Promise<{ server: ChildProcess; port: number }> {
  const port = await freePort();
  const own = (name: string) => path.join(folder, "jupyter", name);
  const server = spawn(
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
  return { server, port };
}

/** Starts JupyterLab on `folder`, and a browser. */
export async function startLab(folder: string): Promise<Lab> {
  const token = randomBytes(16).toString("hex");
  const { server, port } = await startServer(folder, token);
  const browser = await launchBrowser();
  return {
    async open(notebook) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      page.setDefaultTimeout(60_000);
      await page.goto(`http://127.0.0.1:${port}/lab/tree/${notebook}?token=${token}`);
      await page.locator(".jp-Notebook .jp-CodeCell").first().waitFor();
      // Asked to run before the kernel is there, JupyterLab asks back which one.
      await page.getByText("TypeScript (tslab) | Idle").waitFor();
      return page;
    },
    async close() {
      await browser.close();
      if (server.exitCode !== null) return;
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await ended;
    },
  };
}

/** Writes a notebook of code cells, for the kernel of this package. */
export function writeNotebook(file: string, cells: string[]): void {
  const notebook = {
    cells: cells.map((source, i) => ({ cell_type: "code", id: `cell-${i}`, metadata: {}, source, outputs: [], execution_count: null })),
    metadata: { kernelspec: { display_name: "TypeScript (tslab)", language: "typescript", name: "tslab" } },
    nbformat: 4,
    nbformat_minor: 5,
  };
  writeFileSync(file, JSON.stringify(notebook));
}

/** The code cell `number`, from 0. */
export const cellOf = (page: Page, number: number): Locator => page.locator(".jp-Notebook .jp-CodeCell").nth(number);

/** Runs one cell as a user does: a click into it, Control+Enter. */
export async function runCell(page: Page, number: number): Promise<Locator> {
  const cell = cellOf(page, number);
  await cell.scrollIntoViewIfNeeded();
  await cell.locator(".cm-content").click();
  await page.keyboard.press("Control+Enter");
  return cell;
}

/** Presses the notebook's stop button. */
export const pressStop = (page: Page): Promise<void> =>
  page
    .locator(
      '.jp-NotebookPanel-toolbar [data-command="notebook:interrupt-kernel"], .jp-NotebookPanel-toolbar [data-jp-item-name="interrupt"]',
    )
    .first()
    .click();

/** Waits until a cell has ended. */
export const ended = async (page: Page): Promise<void> => page.getByText("TypeScript (tslab) | Idle").waitFor();

/** Keeps what the page shows as a picture, for people. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const file = inProject("out", name);
  mkdirSync(path.dirname(file), { recursive: true });
  await page.screenshot({ path: file });
}
