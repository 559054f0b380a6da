/** Still pictures of figures: Plotly draws in a headless browser, one for the whole process, started at the first figure. */
import { createHash } from "node:crypto";
import type { Page } from "playwright-core";
import { inProject } from "../project";
import { launchBrowser } from "./browser";
import type { Figure } from "./figure";
import { stableFigure } from "./stable";

/** Size of a picture. */
export interface StillOptions {
  /** CSS pixels. Default: the layout's, else 760. */
  width?: number;
  /** CSS pixels. Default: the layout's, else 460. */
  height?: number;
  /** Pixels of a PNG for each CSS pixel. Default 2, of a figure that a notebook shows 1. */
  scale?: number;
}

const PLOTLY = inProject("node_modules", "plotly.js", "dist", "plotly.min.js");

let page: Promise<Page> | undefined;
let last: Promise<unknown> = Promise.resolve();

async function openPage(): Promise<Page> {
  const browser = await launchBrowser();
  browser.on("disconnected", () => {
    page = undefined;
  });
  const context = await browser.newContext({ offline: true });
  const opened = await context.newPage();
  await opened.setContent("<!doctype html><html><body></body></html>");
  await opened.addScriptTag({ path: PLOTLY });
  return opened;
}

/** Runs in the page. Plotly draws the ids inside an SVG at random, so `Math.random` starts from `seed` each time (Mulberry32). */
async function draw(job: { figure: Figure; seed: number; options: object }): Promise<string> {
  let state = job.seed;
  Math.random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const { Plotly } = globalThis as unknown as { Plotly: { toImage(figure: object, options: object): Promise<string> } };
  return Plotly.toImage(job.figure, job.options);
}

/** The size of a picture in CSS pixels: what `options` say, else the figure's layout, else 760 by 460. */
export function stillSize(figure: Figure, options: StillOptions = {}): { width: number; height: number } {
  const size = (chosen: number | undefined, own: unknown, fallback: number) => chosen ?? (typeof own === "number" ? own : fallback);
  return { width: size(options.width, figure.layout.width, 760), height: size(options.height, figure.layout.height, 460) };
}

/** Draws `figure`; returns the data URL. One at a time: the page is shared. */
function render(figure: Figure, format: "png" | "svg", options: StillOptions): Promise<string> {
  const stable = stableFigure(figure);
  const { width, height } = stillSize(figure, options);
  const seed = createHash("sha256").update(JSON.stringify(stable)).digest().readInt32LE(0);
  const result = last.then(async () => {
    // The browser must not keep the process alive while idle, but a figure being drawn must.
    const alive = setInterval(() => {}, 60_000);
    try {
      page ??= openPage();
      const job = { figure: stable, seed, options: { format, width, height, scale: format === "svg" ? 1 : (options.scale ?? 2) } };
      return await (await page).evaluate(draw, job);
    } catch (error) {
      page = undefined;
      throw error;
    } finally {
      clearInterval(alive);
    }
  });
  last = result.catch(() => {});
  return result;
}

/**
 * Draws `figure` as a PNG of `width · scale` by `height · scale` pixels.
 * @throws UserError if no browser can be started.
 */
export async function stillPng(figure: Figure, options: StillOptions = {}): Promise<Buffer> {
  const url = await render(figure, "png", options);
  return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
}

/** Draws `figure` as an SVG; equal figures give equal text. Errors as in `stillPng`. */
export async function stillSvg(figure: Figure, options: Omit<StillOptions, "scale"> = {}): Promise<string> {
  const url = await render(figure, "svg", options);
  // Plotly leaves an empty style behind, before or after the other attributes, as it happens.
  return decodeURIComponent(url.slice(url.indexOf(",") + 1)).replaceAll(' style=""', "");
}

/** Closes the browser, if one was started. The end of the process closes it too. */
export async function closeStills(): Promise<void> {
  const open = page;
  page = undefined;
  await (await open?.catch(() => undefined))?.context().browser()?.close();
}
