import { expect, it, vi } from "vitest";
import { collectGarbage } from "../../../src/sweep/store/collect";
import { verifyStore } from "../../../src/sweep/store/verify";
import { damage, first, madeStore } from "./made-runs";

// As if the numbers had changed once: runs are still made under version 1.
vi.mock("../../../src/sweep/identity", async (original) => ({ ...(await original<object>()), NUMBERS_VERSION: 2 }));

it("runs of an older version of the numbers are listed as such, and go when asked", async () => {
  const { store, ids, folder } = await madeStore(2);
  expect((await store.rows()).map(({ status, numbersVersion }) => [status, numbersVersion])).toEqual([
    ["done", 1],
    ["done", 1],
  ]);
  await damage(`${store.folderOf(first(ids))}/weights.safetensors`);
  expect((await verifyStore(folder)).damage[0]?.remedy, "no command makes it again").toMatch(/wants the run trains it again\.$/);
  expect((await collectGarbage(folder, { olderMs: 0 })).garbage).toEqual([]);
  const { garbage } = await collectGarbage(folder, { olderMs: 0, oldVersions: true });
  expect(garbage.map(({ why }) => why)).toEqual(Array(2).fill("of version 1 of the numbers; now it is 2"));
  expect(await store.rows()).toEqual([]);
});
