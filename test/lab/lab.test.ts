/** A real browser opens a notebook in a real JupyterLab, runs it from the menu and looks at the figure. */
import { copyFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { inProject } from "../../src/project";
import { notebookFolder } from "../kernel/client";
import { keepPicture, type Lab, startLab } from "./jupyterlab";

const { folder, remove } = notebookFolder();

/** The notebook to open, how many code cells it has and how many figures it shows. */
const NOTEBOOK = inProject("notebooks", "04-flat-and-sharp.ipynb");
const CELLS = 9;
const FIGURES = 3;

let lab: Lab;

beforeAll(async () => {
  copyFileSync(NOTEBOOK, path.join(folder, "copy.ipynb"));
  copyFileSync(inProject("notebooks", "03-generalization-gap.ipynb"), path.join(folder, "stored.ipynb"));
  lab = await startLab(folder);
});

afterAll(async () => {
  await lab?.close();
  remove();
});

it("shows interactive figures in JupyterLab", async () => {
  const page = await lab.open("copy.ipynb");
  try {
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
    await page
      .locator(".jp-OutputArea .js-plotly-plot")
      .last()
      .scrollIntoViewIfNeeded({ timeout: 1000 })
      .catch(() => undefined);
    await keepPicture(page, "lab.png");
    await page.close();
  }
});

it("shows stored figures no wider than the notebook", async () => {
  const page = await lab.open("stored.ipynb");
  try {
    const scroller = page.locator(".jp-WindowedPanel-outer:visible");
    const picture = page.locator(".jp-RenderedPlotly .plot-img:visible").first();
    // The mouse is kept off the figures, which it would make interactive.
    for (let turn = 0; turn < 40 && !(await picture.isVisible()); turn++) await scroller.evaluate("(panel) => panel.scrollBy(0, 100)");
    const [figure, panel] = [await picture.boundingBox(), await scroller.boundingBox()];
    expect(figure?.width).toBeGreaterThan(400);
    expect((figure?.x ?? 0) + (figure?.width ?? 0)).toBeLessThanOrEqual((panel?.x ?? 0) + (panel?.width ?? 0));
  } finally {
    await keepPicture(page, "lab-stored.png");
    await page.close();
  }
});
