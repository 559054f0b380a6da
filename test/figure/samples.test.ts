import { expect, it } from "vitest";
import type { DataSet } from "../../src/data/dataset";
import { samplesFigure } from "../../src/figure/samples";

/** Images of 2 × 2 whose pixels all hold the number of the example. */
const data = (channels: number, more: Partial<DataSet> = {}): DataSet => {
  const split = {
    images: Uint8Array.from({ length: 6 * 4 * channels }, (_, i) => Math.floor(i / (4 * channels)) + 1),
    labels: Uint8Array.of(0, 1, 0, 1, 1, 0),
    count: 6,
  };
  return {
    name: "glyphs",
    shape: [2, 2, channels],
    classes: 2,
    classNames: ["a", "b"],
    train: split,
    test: split,
    source: "made by this test",
    ...more,
  };
};
const titleOf = (set: DataSet) => (samplesFigure(set, 2).layout.title as { text: string }).text;

it("puts the first examples of each class in a column of its own, with a gap", () => {
  const [trace] = samplesFigure(data(1), 2).data as unknown as { z: number[][] }[];
  expect(trace?.z).toHaveLength(6);
  expect(trace?.z[0]).toEqual([1, 1, 0, 0, 2, 2]);
  expect(trace?.z[4]).toEqual([3, 3, 0, 0, 4, 4]);
});

it("keeps the colours of coloured images", () => {
  const [trace] = samplesFigure(data(3), 1).data as unknown as { type: string; z: number[][][] }[];
  expect(trace?.type).toBe("image");
  expect(trace?.z[0]?.[4]).toEqual([2, 2, 2]);
});

it("says when the files are not the official ones", () => {
  expect(titleOf(data(1))).toBe("glyphs: 2 training examples of each class");
  expect(titleOf(data(1, { variant: "pixels from a JPEG re-encoding" }))).toContain(
    "Not the official files: pixels from a JPEG re-encoding",
  );
});

it("is as high as its rows need, and no higher than other figures", () => {
  const heightOf = (rows: number) => samplesFigure(data(1), rows).layout.height;
  expect(heightOf(1)).toBe(Math.round(100 + (740 * 2) / 6)); // 2 pixels high, 2 + 2 + 2 wide
  expect(heightOf(3)).toBe(460);
});
