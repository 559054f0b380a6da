import { describe, expect, it } from "vitest";
import { lineProfilePlot } from "../../src/figure/line-profile";
import type { Surface } from "../../src/measure/surface";

const profile = (loss: number, more: Partial<Surface> = {}): Surface => ({
  alphas: [-1, 0, 1],
  betas: [0],
  losses: [[loss, 0, loss]],
  accuracies: [[0.1, 1, 0.2]],
  evaluations: 3,
  ...more,
});
const plot = (more = {}) => lineProfilePlot({ train: profile(2), test: profile(3), title: "T", subtitle: "S", ...more });
const named = (name: string) =>
  plot().data.find((entry) => entry.name === name) as { y: number[]; line: { dash: string }; marker: { symbol: string } };

describe("the profile along a line", () => {
  it("has loss and accuracy of training and test data", () => {
    expect(named("training loss").y).toEqual([2, 0, 2]);
    expect(named("test loss").y).toEqual([3, 0, 3]);
    expect(named("training accuracy")).toMatchObject({ y: [10, 100, 20], yaxis: "y2", x: [-1, 0, 1] });
    expect(plot().data).toHaveLength(4);
    expect(plot({ test: undefined }).data).toHaveLength(2);
  });

  it("is readable without colour", () => {
    expect(named("training loss").line.dash).not.toBe(named("test loss").line.dash);
    expect(named("training loss").marker.symbol).not.toBe(named("training accuracy").marker.symbol);
  });

  it("titles its axes with units", () => {
    const title = (axis: string) => (plot({ highestLoss: 4 }).layout[axis] as { title: { text: string } }).title.text;
    expect(title("xaxis")).toBe("α (1 = length of the direction)");
    expect(title("yaxis")).toBe("cross-entropy (nats; cut at 4)");
    expect(title("yaxis2")).toBe("accuracy (%)");
  });

  it("refuses a plane, and training and test on different grids", () => {
    expect(() => plot({ train: profile(2, { betas: [0, 1] }) })).toThrow("a grid of one row, got 2");
    expect(() => plot({ test: profile(2, { alphas: [-1, 0, 2] }) })).toThrow("measured at other coordinates");
  });
});
