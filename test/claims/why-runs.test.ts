import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { useBackend } from "../../src/backend";
import { walksOf } from "../../src/claims/why-runs";
import { loadData } from "../../src/data";
import { norm } from "../../src/measure/operator";
import { openStore } from "../../src/sweep/store";
import { train } from "../../src/train/loop";
import { saveRun } from "../../src/train/run-folder";
import { planned } from "../sweep/small-runs";

const previous = process.env.LARGEBATCH_RUNS;
beforeAll(async () => {
  await useBackend({ backend: "cpu" });
  process.env.LARGEBATCH_RUNS = await mkdtemp(join(tmpdir(), "largebatch-test-"));
});
afterAll(async () => {
  await rm(process.env.LARGEBATCH_RUNS as string, { recursive: true, force: true });
  if (previous === undefined) delete process.env.LARGEBATCH_RUNS;
  else process.env.LARGEBATCH_RUNS = previous;
});

it("walks end as far from the start as the stored weights lie, and are walked once", async () => {
  const data = await loadData("glyphs", { trainSize: 200 });
  const { id, run } = planned({ epochs: 2 });
  await saveRun(openStore().folderOf(id), await train(run, data), data);
  const told: string[] = [];
  const [walk] = await walksOf(await openStore().rows({}), data, 4, (text) => told.push(text));
  expect(walk).toMatchObject({ run: id, batch: 50, seed: 1 });
  expect(walk?.points.map(({ step }) => step)).toEqual([1, 2, 4, 8]);
  const { weights, start } = await openStore().load(id);
  const moved = norm(Float64Array.from(weights, (weight, i) => weight - (start[i] as number)));
  expect(walk?.points.at(-1)?.distance).toBeCloseTo(moved, 5);
  expect(told).toEqual(["walked 1 of 1 times"]);
  // Other data would give other walks: what is kept is taken.
  const kept = await walksOf(await openStore().rows({}), { ...data, train: { ...data.train, images: data.train.images.map(() => 0) } }, 4);
  expect(kept).toEqual([walk]);
}, 60_000);
