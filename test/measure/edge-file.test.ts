import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { keptEdge } from "../../src/measure/edge-file";
import type { EdgeState } from "../../src/measure/edge-of-stability";
import { temporaryFolder } from "../data/helpers";

const row = { step: 4, loss: 0.1, lambdaMax: 3, residual: 1e-9, threshold: 20, ratio: 0.15 };
const state = (products: number): EdgeState => ({
  rows: [row],
  products,
  w: Float64Array.of(1 / 3, -2),
  velocity: Float64Array.of(1e-300, 0),
  vector: Float64Array.of(Math.SQRT1_2, -Math.SQRT1_2),
});
const found = (path: string, key = "a") => keptEdge(path, key, {}, async (from) => from);
const failing = (path: string, everySeconds: number, ...states: EdgeState[]) =>
  keptEdge(path, "a", { everySeconds }, async (_from, keep) => {
    for (const each of states) await keep(each);
    throw new Error("enough");
  });

it("keeps the last state of what is interrupted, to the last bit; of what ends well there is nothing to keep", async () => {
  const path = join(await temporaryFolder(), "edge.partial");
  await keptEdge(path, "a", {}, (_from, keep) => keep(state(1)));
  expect(await found(path)).toBeUndefined();
  await expect(failing(path, 1e6, state(1), state(7))).rejects.toThrow("enough");
  expect(await found(path)).toEqual(state(7));
});

it("keeps each state as it comes where it is told to", async () => {
  const path = join(await temporaryFolder(), "edge.partial");
  const seen: unknown[] = [];
  await keptEdge(path, "a", { everySeconds: 0 }, async (_from, keep) => {
    for (const products of [1, 2]) {
      await keep(state(products));
      seen.push((await found(path))?.products);
    }
  });
  expect(seen).toEqual([1, 2]);
});

it("refuses a damaged file, and one of another measurement: how to begin anew", async () => {
  const path = join(await temporaryFolder(), "edge.partial");
  await expect(failing(path, 0, state(1))).rejects.toThrow("enough");
  await expect(found(path, "b")).rejects.toThrow(/is no part of this measurement\. Delete .* as measure --again does\./);
  const bytes = await readFile(path);
  bytes[bytes.length - 40] = (bytes.at(-40) as number) ^ 1;
  await writeFile(path, bytes);
  await expect(found(path)).rejects.toThrow(/edge\.partial is damaged.*as measure --again does\./);
});
