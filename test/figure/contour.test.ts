import { describe, expect, it } from "vitest";
import { contourPlot, residualCaption } from "../../src/figure/contour";

const surface = { alphas: [-1, 0, 1], betas: [0, 2], losses: [[10, 1, 0.1], [4, 0.01, 5]] }; // biome-ignore format: a table
const plot = (more = {}) => contourPlot({ surface, title: "T", subtitle: "S", ...more });
const titleOf = (figure: ReturnType<typeof plot>) => (figure.layout.title as { text: string }).text;
const namesIn = (figure: ReturnType<typeof plot>) =>
  (figure.layout.annotations as { text: string; x: number; y: number }[]).map(({ text, x, y }) => [text, x, y]);
type Marks = { x: number[]; y: number[]; name: string; marker: { symbol: string | string[] } };
const points = [
  { alpha: 0, beta: 0, label: "small batch" },
  { alpha: 4, beta: 1, label: "large batch" },
];
const trajectory = [
  { alpha: 3, beta: 1, label: "epoch 0", residual: 4, distance: 5 },
  { alpha: 1, beta: 1, label: "epoch 5", residual: 1, distance: 2 },
  { alpha: 0, beta: 0, label: "epoch 9", residual: 0, distance: 0 },
];

describe("the contour plot", () => {
  it("draws lines of equal loss at even steps up to the cut, each with its loss on it", () => {
    expect(plot().data[0]).toMatchObject({
      type: "contour",
      x: surface.alphas,
      y: surface.betas,
      z: surface.losses,
      contours: { start: 0.5, end: 6, size: 0.5, showlabels: true },
    });
    expect(plot({ spacing: 0.25, highestLoss: 2 }).data[0]).toMatchObject({ contours: { start: 0.25, end: 2, size: 0.25 } });
  });

  it("logarithmic: lines of log₁₀, the loss itself under the mouse", () => {
    const trace = plot({ logarithmic: true, highestLoss: 10 }).data[0] as { z: number[][]; customdata: number[][] };
    expect(trace).toMatchObject({ contours: { start: -2, end: 1, size: 0.25 }, zmin: -2, zmax: 1 });
    expect(trace.z[0]).toEqual([1, 0, -1]);
    expect(trace.customdata).toEqual(surface.losses);
  });

  it("marks points with symbols of their own and writes their names", () => {
    const [, first, second] = plot({ points }).data as unknown as Marks[];
    expect(first).toMatchObject({ x: [0], y: [0], name: "small batch" });
    expect(second).toMatchObject({ x: [4], y: [1], name: "large batch" });
    expect(namesIn(plot({ points }))).toEqual([["small batch", 0, 0], ["large batch", 4, 1]]); // biome-ignore format: a table
    expect(first?.marker.symbol).not.toBe(second?.marker.symbol);
  });

  it("draws a training's path, its ends marked and named", () => {
    const path = plot({ trajectory }).data[1] as unknown as Marks;
    expect([path.x, path.y]).toEqual([[3, 1, 0], [1, 1, 0]]); // biome-ignore format: a table
    expect(namesIn(plot({ trajectory }))).toEqual([["epoch 0", 3, 1], ["epoch 9", 0, 0]]); // biome-ignore format: a table
    expect(new Set(path.marker.symbol).size).toBe(3);
  });

  it("says in the caption how far the marks lie off the plane", () => {
    // √((16 + 1) / (25 + 4)) = 76.6 %
    expect(residualCaption(trajectory)).toBe(
      "marks lie up to 4 off this plane (77 % of the distances, root mean square): there the loss is not the picture's",
    );
    expect(titleOf(plot({ trajectory }))).toContain("<br>marks lie up to 4 off this plane");
    expect(titleOf(plot({ points }))).toBe("T<br><sup>S</sup>");
    expect(JSON.stringify(plot({ trajectory }).data[1])).toContain("epoch 5<br>1 off the plane");
  });

  it("titles its axes and keeps distances true", () => {
    const { xaxis, yaxis } = plot({ alphaTitle: "along w₂ − w₁ (units of weight space)" }).layout as Record<
      string,
      { title: { text: string }; scaleanchor?: string }
    >;
    expect(xaxis?.title.text).toBe("along w₂ − w₁ (units of weight space)");
    expect(yaxis).toMatchObject({ title: { text: "β" }, scaleanchor: "x" });
    expect(plot({ equalAxes: false }).layout.yaxis).not.toHaveProperty("scaleanchor");
  });

  it("refuses a single row", () => {
    expect(() => plot({ surface: { ...surface, betas: [0] } })).toThrow("draw a single one as a profile");
  });
});
