import { describe, expect, it } from "vitest";
import { contourPairPlot, surfacePairPlot } from "../../src/figure/landscape-pair";

const surface = (top: number) => ({ alphas: [-1, 0, 1], betas: [0, 1], losses: [[top, 0, 1], [1, 2, 3]] }); // biome-ignore format: a table
const plot = (more = {}) => ({
  panels: [
    { heading: "batch 20", surface: surface(4) },
    { heading: "batch 500", surface: surface(7.23) },
  ] as const,
  title: "T",
  subtitle: "S",
  ...more,
});

describe("two landscapes side by side", () => {
  it("have one scale of losses and of lengths", () => {
    const [left, , right] = contourPairPlot(plot()).data as Record<string, unknown>[];
    const scale = { zmin: 0, zmax: 7.3, contours: expect.objectContaining({ size: 7.3 / 12 }) };
    expect(left).toMatchObject({ ...scale, showscale: false });
    expect(right).toMatchObject({ ...scale, showscale: true, xaxis: "x2" });
    expect(contourPairPlot(plot()).layout).toMatchObject({ yaxis: { scaleanchor: "x" }, yaxis2: { scaleanchor: "x2", matches: "y" } });
    const surfaces = surfacePairPlot(plot({ highestLoss: 5 }));
    expect(surfaces.data.map(({ cmin, cmax, scene }) => [cmin, cmax, scene])).toEqual([[0, 5, undefined], [0, 5, "scene2"]]); // biome-ignore format: a table
    const [, right3d] = surfaces.data as unknown as { z: number[][] }[];
    expect(Math.max(...(right3d as { z: number[][] }).z.flat())).toBe(5);
    expect(surfaces.layout).toMatchObject({ scene: { zaxis: { range: [0, 5] } }, scene2: { zaxis: { range: [0, 5] } } });
  });

  it("are named", () => {
    const { annotations } = contourPairPlot(plot()).layout as { annotations: { text: string }[] };
    expect(annotations.map(({ text }) => text)).toEqual(["<b>batch 20</b>", "<b>batch 500</b>"]);
  });

  it("must be on the same grid, in two dimensions", () => {
    const other = { heading: "", surface: { ...surface(1), alphas: [-2, 0, 2] } };
    expect(() => contourPairPlot(plot({ panels: [plot().panels[0], other] }))).toThrow("on different grids");
    const flat = { heading: "", surface: { alphas: [0, 1], betas: [0], losses: [[1, 2]] } };
    expect(() => surfacePairPlot(plot({ panels: [flat, flat] }))).toThrow("two rows or more");
  });
});
