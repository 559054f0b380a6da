import { describe, expect, it } from "vitest";
import { sharpnessLossPlot } from "../../src/figure/sharpness-loss";

const course = (batch: "small" | "large", phis: number[]) => ({ batch, points: phis.map((phi, i) => ({ loss: 1 / (i + 1), phi })) });
const plot = (courses: ReturnType<typeof course>[]) =>
  sharpnessLossPlot({ courses, labels: { small: "batch 20", large: "batch 500" }, title: "T", subtitle: "S" });

describe("sharpness against the loss", () => {
  it("has a line a training, each batch once in the legend, told apart by dash and symbol", () => {
    const { data, layout } = plot([course("small", [1, 2]), course("large", [3, 4]), course("small", [5, 6])]);
    expect(data.map(({ name, showlegend, line }) => [name, showlegend, (line as { dash: string }).dash])).toEqual([
      ["batch 20", true, "solid"],
      ["batch 500", true, "dash"],
      ["batch 20", false, "solid"],
    ]);
    expect(layout).toMatchObject({ xaxis: { type: "log", autorange: "reversed" }, yaxis: { type: "log" } });
    expect(layout).toMatchObject({ xaxis: { ticktext: ["0.6", "0.8", "1"] }, yaxis: { ticktext: ["1", "2", "5"] } });
  });

  it("leaves out what a logarithmic scale has no place for", () => {
    expect(plot([course("small", [0, 2])]).data[0]).toMatchObject({ x: [0.5], y: [2] });
    expect(() => plot([])).toThrow("nothing to draw");
  });
});
