import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parseRun } from "../../../src/config";
import { launchBrowser } from "../../../src/figure/browser";
import type { SweepWatch } from "../../../src/sweep/watch";
import { watchSweep } from "../../../src/sweep/watch";

let browser: Browser;
let watch: SweepWatch;
beforeAll(async () => {
  browser = await launchBrowser();
  watch = await watchSweep();
});
afterAll(async () => {
  await watch?.end();
  await browser?.close();
});

const runs = [1, 2, 3].map((seed) => ({ id: `run-${seed}`, recipe: "plain", run: parseRun({ network: "mlp", seed }) }));

it("shows a sweep as it goes on, in a real browser, and draws markup in an error as text", async () => {
  watch.onStage({ name: "runs", runs, toDo: runs });
  const page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => void (message.type() === "error" && errors.push(message.text())));
  await page.goto(watch.url);
  await page.getByText("0 of 3 runs done, 0 running, 0 failed").waitFor();
  watch.onEvent({ kind: "started", id: "run-1", worker: "1", attempt: 1 });
  for (const [step, loss] of [
    [10, 2.1],
    [20, 1.2],
    [30, 0.6],
  ] as const)
    watch.onEvent({ kind: "progress", id: "run-1", epoch: 1, step, share: step / 40, loss, accuracy: 0.8125, memoryMB: 210 });
  watch.onEvent({ kind: "failed", id: "run-2", attempts: 1, error: "<b id=injected>the loss is no number any more</b>" });
  await page.getByText("0 of 3 runs done, 1 running, 1 failed").waitFor();
  const first = page.locator("tbody tr").first();
  expect(await first.innerText()).toMatch(/mlp.*running\s+75.0 %\s+1\s+30\s+0.6000\s+81.3 %\s+210 MB/s);
  await page.getByText("<b id=injected>").waitFor();
  expect(await page.locator("#injected").count()).toBe(0);
  expect(await page.locator("#curves .scatterlayer .trace path.js-line").count()).toBe(1);
  if (process.env.LARGEBATCH_SHOT) await page.screenshot({ path: process.env.LARGEBATCH_SHOT });
  await watch.end();
  await page.getByText("The sweep has ended.").waitFor();
  expect(errors).toEqual([]);
});
