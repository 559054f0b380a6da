import { describe, expect, it } from "vitest";
import { forestPlot } from "../../src/figure/forest";

const rows = [
  { name: "φ", group: "here", value: 3, low: 2, high: 5 },
  { name: "φ", group: "published", value: 100 },
  { name: "λ", group: "here", value: 0.5, low: 0.4, high: 0.6 },
];
const plot = (more = {}) => forestPlot({ rows, effect: "factor", from: 1, title: "T", subtitle: "S", ...more });

describe("the forest plot", () => {
  it("puts rows of one name on one line, each with its own interval, and none where none is known", () => {
    const [here, published] = plot().data as { x: number[]; y: number[]; error_x: { array: number[]; arrayminus: number[] } }[];
    expect(here).toMatchObject({ x: [3, 0.5], error_x: { array: [2, expect.closeTo(0.1)], arrayminus: [1, expect.closeTo(0.1)] } });
    expect(published?.x).toEqual([100]);
    expect(published).not.toHaveProperty("error_x");
    expect([here?.y, published?.y].map((y) => y?.map((at) => Math.round(at) + 0))).toEqual([[0, 1], [0]]);
    expect(plot().layout).toMatchObject({ yaxis: { ticktext: ["φ", "λ"] }, shapes: [{ x0: 1, x1: 1 }] });
  });

  it("tells groups apart by marker", () => {
    expect(new Set(plot().data.map(({ marker }) => (marker as { symbol: string }).symbol)).size).toBe(2);
  });

  it("refuses nothing to draw, and more groups than markers", () => {
    expect(() => plot({ rows: [] })).toThrow("nothing to draw");
    expect(() => plot({ rows: [1, 2, 3, 4, 5].map((i) => ({ name: "a", group: `${i}`, value: 1 })) })).toThrow(
      "markers for 4 groups, got 5",
    );
  });
});
