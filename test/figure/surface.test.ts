import { describe, expect, it } from "vitest";
import { surfacePlot } from "../../src/figure/surface";

const surface = { alphas: [-1, 0, 1], betas: [0, 2], losses: [[9, 1, 3], [4, 0, 5]] }; // biome-ignore format: a table
const plot = (more = {}) => surfacePlot({ surface, title: "T", subtitle: "S", ...more });
const trace = (more = {}) =>
  plot(more).data[0] as { x: number[]; y: number[]; z: number[][]; customdata: number[][]; contours: { z: { show: boolean } } };

describe("the surface plot", () => {
  it("has the losses as heights, α along x and β along y", () => {
    expect(trace()).toMatchObject({ type: "surface", x: surface.alphas, y: surface.betas });
    expect(trace().z[1]).toEqual([4, 0, 5]);
  });

  it("is cut above, and says the loss itself under the mouse", () => {
    expect(trace().z[0]).toEqual([6, 1, 3]);
    expect(trace({ highestLoss: 2 }).z[0]).toEqual([2, 1, 2]);
    expect(trace().customdata).toEqual(surface.losses);
  });

  it("shows its shape by lines, not by colour alone", () => {
    expect(trace().contours.z.show).toBe(true);
  });

  it("titles all three axes, the height with its unit and cut", () => {
    const { scene, title } = plot({ alphaTitle: "α (filter norms)", highestLoss: 3 }).layout as never as {
      scene: Record<string, { title: { text: string } }>;
      title: { text: string };
    };
    expect(scene.xaxis?.title.text).toBe("α (filter norms)");
    expect(scene.yaxis?.title.text).toBe("β");
    expect(scene.zaxis?.title.text).toBe("loss (nats; cut at 3)");
    expect(title.text).toBe("T<br><sup>S</sup>");
  });

  it("refuses a single row", () => {
    expect(() => plot({ surface: { ...surface, betas: [0] } })).toThrow("draw a single one as a profile");
  });
});
