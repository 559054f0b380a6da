import { describe, expect, it } from "vitest";
import { parametricPlot } from "../../src/figure/parametric";
import { flatAndSharpSketch } from "../../src/figure/sketch";

const point = (alpha: number, loss: number) => ({ alpha, train: { loss, accuracy: 0.5 }, test: { loss: loss + 1, accuracy: 0.25 } });
const plot = (paths: ReturnType<typeof point>[][]) => parametricPlot({ paths, title: "T", subtitle: "S" });
const trace = (figure: ReturnType<typeof plot>, name: string) =>
  figure.data.find((entry) => entry.name === name) as { x: number[]; y: number[]; line: { dash: string } };

describe("the parametric plot", () => {
  it("draws the mean over the seeds, and each seed's own loss behind it", () => {
    const figure = plot([
      [point(0, 1), point(1, 2)],
      [point(0, 3), point(1, 4)],
    ]);
    expect(trace(figure, "training loss").y).toEqual([2, 3]);
    expect(trace(figure, "test loss").y).toEqual([3, 4]);
    expect(trace(figure, "test accuracy").y).toEqual([25, 25]);
    expect(figure.data).toHaveLength(6);
    expect(plot([[point(0, 1)]]).data).toHaveLength(4);
  });

  it("can show losses on a logarithmic scale, and writes no name over the axis", () => {
    const paths = [[point(0, 0.002), point(1, 2)]];
    const { layout } = parametricPlot({ paths, title: "T", subtitle: "S", logarithmic: true });
    expect(layout.yaxis).toMatchObject({ type: "log", range: [-3, Math.log10(6)] });
    expect((layout.annotations as { xanchor: string }[]).map(({ xanchor }) => xanchor)).toEqual(["left", "center"]);
    expect(plot([[point(-1, 1), point(0, 1)]]).layout).toMatchObject({
      yaxis: { range: [0, 6] },
      annotations: [{ xanchor: "center" }, {}],
    });
  });

  it("is readable without colour: training and test differ by dash, loss and accuracy by marker", () => {
    const figure = plot([[point(0, 1)]]);
    expect(trace(figure, "training loss").line.dash).not.toBe(trace(figure, "test loss").line.dash);
    const symbols = figure.data.map((entry) => (entry.marker as { symbol: string }).symbol);
    expect(new Set(symbols).size).toBe(4);
  });

  it("titles its axes with units", () => {
    const { layout } = plot([[point(0, 1)]]);
    const title = (axis: string) => (layout[axis] as { title: { text: string } }).title.text;
    expect(title("yaxis")).toContain("nats");
    expect(title("yaxis2")).toContain("%");
    expect(title("xaxis")).toContain("α");
  });
});

describe("the sketch", () => {
  it("has minima of equal depth, and a far larger gap at the sharp one", () => {
    const [train, test] = flatAndSharpSketch().data as unknown as { x: number[]; y: number[] }[];
    const at = (curve: { x: number[]; y: number[] }, x: number) =>
      curve.y[curve.x.findIndex((value) => Math.abs(value - x) < 1e-9)] as number;
    if (!train || !test) throw new Error("two curves expected");
    expect(at(train, -1.5)).toBeCloseTo(at(train, 1.5), 2);
    expect(at(test, 1.5) - at(train, 1.5)).toBeGreaterThan(5 * (at(test, -1.5) - at(train, -1.5)));
  });
});

it("fits its axis to the path: the line from −1 to 2, the quarter circle from 0 to 3/2", () => {
  const range = (...alphas: number[]) => (plot([alphas.map((alpha) => point(alpha, 1))]).layout.xaxis as { range: number[] }).range;
  expect(range(-1, 2)).toEqual([-1.05, 2.05]);
  expect(range(0, 1.5)).toEqual([-0.05, 1.55]);
});
