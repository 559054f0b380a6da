import { describe, expect, it } from "vitest";
import { accuracySharpnessPlot } from "../../src/figure/accuracy-sharpness";
import { summarize } from "../../src/stats/summary";

const points = [10, 100].map((x) => ({ x, accuracy: summarize([90, 92]), log: summarize([Math.log(2), Math.log(8)]) }));
const plot = (more = {}) => accuracySharpnessPlot({ points, xTitle: "batch", title: "T", subtitle: "S", ...more });

describe("accuracy and sharpness against one quantity", () => {
  it("have an axis each, and the geometric mean of φ", () => {
    const [accuracy, phi] = plot().data;
    expect(accuracy).toMatchObject({ x: [10, 100], y: [91, 91], line: { dash: "solid" } });
    expect(phi).toMatchObject({ y: [expect.closeTo(4), expect.closeTo(4)], yaxis: "y2", line: { dash: "dash" } });
    expect(plot().layout).toMatchObject({ yaxis2: { type: "log", overlaying: "y", ticktext: expect.arrayContaining(["1", "10", "100"]) } });
    const bars = (phi as unknown as { error_y: { array: number[]; arrayminus: number[] } }).error_y;
    // Back from the logarithms, the upper bar is the longer one.
    expect(bars.array[0]).toBeGreaterThan(bars.arrayminus[0] as number);
  });

  it("mark a threshold with its band, also on a logarithmic axis, and levels across", () => {
    const mark = { at: 50, low: 20, high: 80, label: "threshold" };
    const { data, layout } = plot({ logarithmic: true, mark, levels: [{ accuracy: 91, label: "small", dash: "dot" }] });
    expect(layout.shapes).toMatchObject([
      { type: "rect", x0: 20, x1: 80 },
      { x0: 50, x1: 50 },
    ]);
    expect(data[2]).toMatchObject({ name: "small", x: [10, 100], y: [91, 91] });
    // Annotations on a logarithmic axis are placed by the exponent, shapes by the value.
    expect(layout.annotations).toMatchObject([{ text: "threshold", x: Math.log10(50) }]);
  });

  it("draws no bars of one seed", () => {
    const one = [{ x: 1, accuracy: summarize([90]), log: summarize([1]) }];
    expect(plot({ points: one }).data[0]).toMatchObject({ error_y: { array: [0], arrayminus: [0] } });
    expect(() => plot({ points: [] })).toThrow("nothing to draw");
  });
});
