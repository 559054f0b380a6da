import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors";
import { gridFile, keptSurface } from "../../src/measure/grid-file";
import { type EvaluateAt, evenly, lossSurface, type SurfaceSpec } from "../../src/measure/surface";
import { vectorSha256 } from "../../src/train/run-folder";
import { temporaryFolder } from "../data/helpers";

const bowl: EvaluateAt = ([a = 0, b = 0]) => ({ loss: a * a + Math.exp(b), accuracy: 1 / (1 + a * a) });
const spec: SurfaceSpec = {
  centre: Float64Array.of(1 / 3, 0),
  directions: [Float64Array.of(Math.SQRT2, 0), Float64Array.of(0, 1)],
  alphas: evenly(-1, 1, 5),
  betas: evenly(-1, 1, 3),
  evaluateAt: bowl,
};
const settings = { network: "F1", batchNorm: "running", seed: 1, weights: vectorSha256(spec.centre) };
const place = async () => join(await temporaryFolder(), "run", "surface.json");

/** The grid, interrupted after some cells. */
async function interrupted(path: string, cells: number): Promise<void> {
  const abort = new AbortController();
  const onCell = (_: unknown, done: number) => {
    if (done === cells) abort.abort(new Error("interrupted"));
  };
  await expect(keptSurface(path, settings, { ...spec, onCell, signal: abort.signal })).rejects.toThrow("interrupted");
}

describe("a grid on disk", () => {
  it("goes on where it was interrupted: the same numbers, no cell twice", async () => {
    const path = await place();
    await interrupted(path, 7);
    let evaluations = 0;
    const counting: EvaluateAt = (w, at) => {
      evaluations++;
      return bowl(w, at);
    };
    const surface = await keptSurface(path, settings, { ...spec, evaluateAt: counting });
    expect(evaluations).toBe(8);
    expect(surface).toEqual({ ...(await lossSurface(spec)), evaluations: 8 });
    const done = await keptSurface(path, settings, { ...spec, evaluateAt: () => Promise.reject(new Error("not again")) });
    expect(done).toEqual({ ...surface, evaluations: 0 });
    expect(await readdir(join(path, ".."))).toEqual(["surface.json"]);
  });

  it("keeps what was done when an evaluation fails", async () => {
    const path = await place();
    const failing: EvaluateAt = (w, at) => {
      if ((w[0] as number) > 1) throw new Error("out of memory");
      return bowl(w, at);
    };
    await expect(keptSurface(path, settings, { ...spec, evaluateAt: failing })).rejects.toThrow("out of memory");
    const file = gridFile(path, { ...settings, alphas: spec.alphas, betas: spec.betas });
    expect(await file.load()).toHaveLength(3);
  });

  it("is written as it goes", async () => {
    const path = await place();
    const sizes: number[] = [];
    const onCell = async () => sizes.push(JSON.parse(await readFile(path, "utf8")).cells.length);
    await keptSurface(path, settings, { ...spec, onCell }, { everySeconds: 0 });
    expect(sizes).toEqual(Array.from({ length: 15 }, (_, i) => i + 1));
  });

  it("keeps losses that JSON has no numbers for", async () => {
    const file = gridFile(await place(), settings);
    const cells = [Number.NaN, Infinity, -Infinity, 0.1 + 0.2].map((loss, column) => ({ row: 0, column, loss, accuracy: 0 }));
    await file.save(cells);
    expect(await file.load()).toEqual(cells);
  });

  it("is of its settings alone, in whatever order they are written; others are refused by name", async () => {
    const path = await place();
    await interrupted(path, 2);
    const { seed, ...rest } = settings;
    await expect(keptSurface(path, { ...rest, seed: 2 }, spec)).rejects.toThrow("grid of other settings: seed is 1 there, 2 here. Delete");
    await expect(keptSurface(path, rest, spec)).rejects.toThrow("seed is 1 there, not set here");
    await expect(keptSurface(path, settings, { ...spec, alphas: evenly(-1, 1, 3) })).rejects.toThrow(/alphas is \[-1,-0.5,0,0.5,1\] there/);
    const moved = { ...settings, weights: vectorSha256(Float64Array.of(1 / 3, 1e-9)) };
    await expect(keptSurface(path, moved, spec)).rejects.toThrow(/^.*weights is "[0-9a-f]{20,}.*Delete .*surface.json to measure it anew/);
    expect((await keptSurface(path, { seed, ...rest }, spec)).evaluations).toBe(13);
  });

  it.each([
    ["cut short", (text: string) => text.slice(0, -20), "is damaged"],
    ["changed", (text: string) => text.replace('"row":0', '"row":1'), "its SHA-256 does not agree"],
    ["no grid", () => "{}", "is no grid"],
    ["JSON of another kind", () => "null", "is no grid"],
    [
      "of a later version",
      (text: string) => text.replace('"version":1', '"version":9'),
      "format 9; this version of largebatch reads format 1",
    ],
  ])("refuses a file that is %s, and says what to do", async (_, damage, message) => {
    const path = await place();
    await interrupted(path, 3);
    await writeFile(path, damage(await readFile(path, "utf8")));
    const again = keptSurface(path, settings, spec);
    await expect(again).rejects.toThrow(UserError);
    await expect(again).rejects.toThrow(message);
    await expect(again).rejects.toThrow(`Delete ${path}`);
  });

  it("says where it cannot be written", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "run"), "a file");
    await expect(gridFile(join(folder, "run", "surface.json"), settings).save([])).rejects.toThrow(/Cannot write the grid .*surface.json/);
  });
});
