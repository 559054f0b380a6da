/** Cells in a real JupyterLab, seen by a real browser: errors, figures, the stop button, the widget of a training. */
import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { notebookFolder } from "../kernel/client";
import { cellOf, ended, keepPicture, type Lab, pressStop, runCell, startLab, writeNotebook } from "./jupyterlab";

const RUN = '{ network: "mlp", data: "glyphs", trainSize: 2000, batch: 16, until: "epochs", epochs: 5_000 }';

const CELLS = {
  prepare: `import { loadData, parseRun, tf, train, useBackend, watchTraining } from "largebatch";
import * as dfd from "danfojs-node";
const run = parseRun(${RUN});
const data = await loadData(run.data, { trainSize: run.trainSize });
await useBackend();
let steps = 0;`,
  error:
    "interface Run { batch: number }\nfunction rateOf(run: Run): number {\n  return (run as any).optimizer.rate;\n}\nrateOf({ batch: 32 });",
  types: 'const batch: number = "big";',
  figure: '({ data: [{ type: "scatter", x: [1, 2, 3], y: [1, 4, 9] }], layout: { title: { text: "Squares" } } })',
  tensor: "const weights = tf.tensor2d(Float32Array.from({ length: 12000 }, (_, i) => Math.sin(i)), [100, 120]);\nweights",
  frame: 'new dfd.DataFrame({ batch: [32, 256, 6000], net: ["F1", "F1", "F1"], "test %": [98.41, 98.46, 97.2] })',
  async:
    'for (let i = 0; ; i++) {\n  if (i === 2) console.log("async loop");\n  await new Promise((resolve) => setTimeout(resolve, 20));\n}',
  sync: 'console.log("sync loop");\nfor (;;) {}',
  mixed: 'await null;\nconsole.log("sync loop after an await");\nfor (;;) {}',
  training:
    "const stopped = await train(run, data, { signal: kernel.signal, onStep: ({ step }) => { if (steps === 0) console.log('trains'); steps = step; } });",
  after: "[stopped.ending, stopped.steps === steps].join(' ')",
  widget: "const watch = watchTraining(run);\nconst result = await train(run, data, { ...watch.hooks });\nresult.ending",
} as const;
const at = (name: keyof typeof CELLS): number => Object.keys(CELLS).indexOf(name);

const { folder, remove } = notebookFolder();
let lab: Lab;
let page: Page;

beforeAll(async () => {
  writeNotebook(path.join(folder, "cells.ipynb"), Object.values(CELLS));
  lab = await startLab(folder);
  page = await lab.open("cells.ipynb");
  await run("prepare");
});

afterAll(async () => {
  await lab?.close();
  remove();
});

/** Runs a cell and waits for its end. */
async function run(name: keyof typeof CELLS) {
  const cell = await runCell(page, at(name));
  await cell.locator(".jp-InputPrompt", { hasText: /^\[\d+\]:$/ }).waitFor();
  return cell;
}

/** Runs a cell that does not end, stops it with the stop button when it has printed, and returns what it shows then. */
async function interrupt(name: keyof typeof CELLS): Promise<string> {
  const cell = await runCell(page, at(name));
  await cell.locator(".jp-OutputArea-output").first().waitFor();
  await pressStop(page);
  await cell.locator(".jp-InputPrompt", { hasText: /^\[\d+\]:$/ }).waitFor();
  await ended(page);
  return cell.locator(".jp-OutputArea").innerText();
}

it("shows an error with the cell's line and without frames of the kernel", async () => {
  const cell = await run("error");
  const shown = await cell
    .locator('[data-mime-type="application/vnd.jupyter.error"], [data-mime-type="application/vnd.jupyter.stderr"]')
    .innerText();
  await keepPicture(page, "lab-error.png");
  expect(shown).toContain("TypeError: Cannot read properties of undefined (reading 'rate')");
  expect(shown).toMatch(/> 3 \| +return \(run as any\)\.optimizer\.rate;/);
  expect(shown).not.toMatch(/node_modules|dist\/kernel/);
});

it("shows what the compiler found, with its place", async () => {
  const cell = await run("types");
  const shown = await cell.locator(".jp-OutputArea").innerText();
  expect(shown).toMatch(/2322/);
  expect(shown).toContain("Type 'string' is not assignable to type 'number'.");
});

it("shows a figure that is a cell's last value, interactive", async () => {
  const cell = await run("figure");
  const output = cell.locator(".jp-RenderedPlotly");
  await output.waitFor();
  await output.hover();
  await output.locator(".gtitle").waitFor();
  await keepPicture(page, "lab-figure.png");
  expect(await output.locator(".gtitle").textContent()).toBe("Squares");
});

it("shows a tensor and a data frame that are last values", async () => {
  const tensor = await run("tensor");
  expect(await tensor.locator(".jp-RenderedHTML pre").innerText()).toMatch(/^\[\[ +0\.0+, .*…/);
  const frame = await run("frame");
  expect(await frame.locator("tbody tr").first().locator("td").allTextContents()).toEqual(["0", "32", "F1", "98.41"]);
  await keepPicture(page, "lab-values.png");
});

describe("the stop button", () => {
  it.each(["async", "sync", "mixed"] as const)("ends a loop: %s", async (name) => {
    expect(await interrupt(name)).toContain("Interrupted");
  });

  it("ends a training between two steps; what it did is kept, and the next cell runs", async () => {
    await interrupt("training");
    await keepPicture(page, "lab-stopped-training.png");
    expect(await (await run("after")).locator(".jp-OutputArea").innerText()).toContain("interrupted true");
  });
});

describe("the widget of a training", () => {
  it("is left with the last state by the stop button, too", async () => {
    const cell = await runCell(page, at("widget"));
    await cell.getByRole("button", { name: "Pause" }).waitFor();
    await pressStop(page);
    await cell.locator(".jp-InputPrompt", { hasText: /^\[\d+\]:$/ }).waitFor();
    expect(await cell.locator(".jp-OutputArea").getByRole("button").count()).toBe(0);
    expect(await cell.locator(".jp-OutputArea").innerText()).toMatch(/Training mlp on glyphs.*stopped/);
  });

  it("pauses, resumes and stops it by clicks, and leaves its last state", async () => {
    const cell = await runCell(page, at("widget"));
    const output = cell.locator(".jp-OutputArea");
    const stepNow = async () => Number(/step ([\d,]+)/.exec(await output.innerText())?.[1]?.replaceAll(",", ""));
    await expect.poll(stepNow, { timeout: 30_000 }).toBeGreaterThan(100);
    await output.scrollIntoViewIfNeeded();
    await keepPicture(page, "lab-widget-running.png");
    expect(await output.innerText()).not.toMatch(/error/i);
    const bar = output.locator(".progress-bar");
    const width = async () => (await bar.boundingBox())?.width ?? 0;
    await expect.poll(width, { timeout: 30_000 }).toBeGreaterThan(0);

    await output.getByRole("button", { name: "Pause" }).click();
    await output.getByText("paused", { exact: true }).waitFor();
    // Two looks at the numbers of a paused training are the same, however many calls lie between them.
    const held = await output.innerText();
    await keepPicture(page, "lab-widget-paused.png");
    expect(await page.evaluate("new Promise((resolve) => setTimeout(resolve, 500))").then(() => output.innerText())).toBe(held);

    const before = await stepNow();
    await output.getByRole("button", { name: "Resume" }).click();
    await expect.poll(stepNow, { timeout: 30_000 }).toBeGreaterThan(before);

    await output.getByRole("button", { name: "Stop" }).click();
    await cell.locator(".jp-InputPrompt", { hasText: /^\[\d+\]:$/ }).waitFor();
    await keepPicture(page, "lab-widget-stopped.png");
    expect(await output.getByRole("button").count()).toBe(0);
    await output.locator("progress").waitFor();
    const last = await output.innerText();
    expect(last).toMatch(/Training mlp on glyphs.*\n?.*stopped/);
    expect(last).toContain("'interrupted'");
  });

  it("is there again after the page was loaded again", async () => {
    await runCell(page, at("widget"));
    await cellOf(page, at("widget")).getByRole("button", { name: "Pause" }).waitFor();
    await page.keyboard.press("Control+s");
    await page.locator(".lm-TabBar-tab.jp-mod-dirty").waitFor({ state: "detached" });
    await page.reload();
    const output = cellOf(page, at("widget")).locator(".jp-OutputArea");
    await output.scrollIntoViewIfNeeded();
    await output.getByRole("button", { name: "Stop" }).click();
    await ended(page);
  });
});
