import { expect, it } from "vitest";
import { runsFrame } from "../../../src/sweep/store/frame";
import type { RunRow } from "../../../src/sweep/store/row";
import { madeStore } from "./made-runs";

it("rows become a danfojs frame: a column each, numbers as they are, what is missing as NaN or empty", async () => {
  const { store } = await madeStore(20);
  const rows: RunRow[] = [...(await store.rows()), { id: "f".repeat(20), status: "failed", network: "F1", error: "no memory" } as RunRow];
  const frame = runsFrame(rows);
  expect(frame.shape[0]).toBe(21);
  expect(frame.columns).toEqual(expect.arrayContaining(["id", "status", "batch", "testAccuracy", "error"]));
  expect(frame.columns).not.toContain("variant");
  expect(frame.column("testLoss").values.slice(0, 20)).toEqual(rows.slice(0, 20).map(({ testLoss }) => testLoss));
  expect(frame.column("testLoss").values[20]).toBeNaN();
  expect(frame.column("error").values[0]).toBe("");
  const large = frame.query(frame.column("batch").gt(200));
  expect(large.column("batch").unique().values).toEqual([256, 512]);
  const mean = rows.slice(0, 20).reduce((sum, { testLoss }) => sum + (testLoss as number), 0) / 20;
  expect(frame.column("testLoss").mean()).toBeCloseTo(mean, 5);
});

it("no rows become an empty frame", () => {
  expect(runsFrame([]).shape[0]).toBe(0);
});
