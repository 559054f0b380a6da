/** Finds and starts a headless Chromium for drawing figures: one of the system, else the one inside an npm package. */

import type { ChildProcess } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium } from "playwright-core";
import { UserError } from "../errors";
import { browserFolder } from "./browser-folder";
import { bundledBrowser, hasBundledBrowser } from "./bundled-browser";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
const MAC = ["Google Chrome", "Chromium", "Microsoft Edge"].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
const WINDOWS = [
  "Google\\Chrome\\Application\\chrome.exe",
  "Microsoft\\Edge\\Application\\msedge.exe",
  "Chromium\\Application\\chrome.exe",
];

/** Which browser draws the figures. */
export type FoundBrowser = { kind: "system"; executable: string } | { kind: "bundled" } | { kind: "none" };

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function systemPlaces(): string[] {
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  if (process.platform === "win32") {
    const roots = [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA];
    return roots.flatMap((root) => (root ? WINDOWS.map((name) => path.join(root, name)) : []));
  }
  const onPath = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return process.platform === "darwin" ? [...onPath, ...MAC] : onPath;
}

/**
 * Finds a browser without starting it. `LARGEBATCH_BROWSER` overrides the search: the path of a Chromium or Chrome, or `bundled`.
 * @throws UserError if `LARGEBATCH_BROWSER` names no program.
 */
export function findBrowser(): FoundBrowser {
  const wanted = process.env.LARGEBATCH_BROWSER;
  if (wanted && wanted !== "bundled") {
    if (isProgram(wanted)) return { kind: "system", executable: wanted };
    throw new UserError(
      `LARGEBATCH_BROWSER should be the path of a Chromium or Chrome, or "bundled"; "${wanted}" is no program. Correct or unset it.`,
    );
  }
  const executable = wanted ? undefined : systemPlaces().find(isProgram);
  if (executable) return { kind: "system", executable };
  return hasBundledBrowser() ? { kind: "bundled" } : { kind: "none" };
}

/** What `findBrowser` found, in words: `path` is missing if there is no browser. Starts nothing. */
export function describeBrowser(): { path?: string } {
  const found = findBrowser();
  if (found.kind === "system") return { path: found.executable };
  return found.kind === "bundled" ? { path: "the Chromium inside the npm package @sparticuz/chromium" } : {};
}

interface Attempt {
  executable: string;
  env: Record<string, string>;
  sandbox: boolean;
}

/** The ways to start a browser, the most careful first. */
async function* attempts(): AsyncGenerator<Attempt> {
  const found = findBrowser();
  const sandbox = process.getuid?.() !== 0;
  if (found.kind === "system") yield { executable: found.executable, env: {}, sandbox };
  if (found.kind === "none" || !hasBundledBrowser()) return;
  const { executable, env, libraries } = await bundledBrowser();
  yield { executable, env, sandbox };
  // Containers often lack both the libraries and the rights for a sandbox. The page shows our own data and has no network.
  yield {
    executable,
    env: { ...env, LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(":") },
    sandbox: false,
  };
}

/** Starts a browser that does not keep this process alive: when the process ends, however it ends, the browser does too. */
async function start({ executable, env, sandbox }: Attempt): Promise<Browser> {
  const started: ChildProcess[] = [];
  const note = (message: unknown) => started.push((message as { process: ChildProcess }).process);
  // A kernel or a runner decides itself what a signal means; a script without an opinion ends, its browser first.
  const handles = (signal: NodeJS.Signals) => process.listenerCount(signal) === 0;
  const { folder, remove } = browserFolder();
  subscribe("child_process", note);
  try {
    const browser = await chromium.launch({
      executablePath: executable,
      chromiumSandbox: sandbox,
      handleSIGINT: handles("SIGINT"),
      handleSIGTERM: handles("SIGTERM"),
      handleSIGHUP: handles("SIGHUP"),
      env: { ...process.env, ...env, TMPDIR: folder, TEMP: folder, TMP: folder } as Record<string, string>,
      artifactsDir: folder,
      args: [
        "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader",
        "--ignore-gpu-blocklist",
        "--font-render-hinting=none",
        "--no-first-run",
      ],
    });
    browser.on("disconnected", remove);
    return browser;
  } catch (error) {
    remove();
    throw error;
  } finally {
    unsubscribe("child_process", note);
    for (const child of started) {
      child.unref();
      for (const stream of child.stdio) (stream as { unref?: () => void } | null)?.unref?.();
    }
  }
}

/**
 * Starts the browser that was found; if it does not start, the bundled one.
 * @throws UserError if none starts.
 */
export async function launchBrowser(): Promise<Browser> {
  let reason = "there is no Chromium or Chrome on this machine";
  for await (const attempt of attempts()) {
    try {
      return await start(attempt);
    } catch (error) {
      const [line = ""] = String(error instanceof Error ? error.message : error).split("\n");
      reason = `${attempt.executable}: ${line}`;
    }
  }
  throw new UserError(
    `No browser for drawing figures could be started (${reason}). Install Chromium or Chrome, or set LARGEBATCH_BROWSER to its path.`,
  );
}
