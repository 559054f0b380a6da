import { describe, expect, it } from "vitest";
import { type Course, coursesPlot, runningMean } from "../../src/figure/courses";

const course = (batch: number, accuracy: number[], published?: number): Course => ({
  batch,
  epochs: accuracy.map((_, i) => i + 1),
  accuracy,
  losses: accuracy.map((_, i) => 1 / (i + 1)),
  published,
});
const plot = (small: Course, large: Course) => coursesPlot({ small, large, window: 2, title: "T", subtitle: "S" });
type Trace = { name?: string; x: number[]; y: number[]; xaxis?: string; line: { width: number; dash?: string } };

describe("two courses", () => {
  const figure = plot(course(256, [40, 70, 76, 78], 80.04), course(5000, [20, 60, 71, 73], 77.26));
  const traces = figure.data as unknown as Trace[];

  it("have each epoch thin and the running mean bold, with another dash for each batch", () => {
    const bold = traces.filter(({ name }) => name);
    expect(bold.map(({ name, line, xaxis }) => [name, line.dash, xaxis ?? "x"])).toEqual([
      ["batch 256 (left: bold, mean of 2 epochs)", "solid", "x"],
      ["batch 256", "solid", "x2"],
      ["batch 5000 (left: bold, mean of 2 epochs)", "dash", "x"],
      ["batch 5000", "dash", "x2"],
    ]);
    expect(bold[0]?.y).toEqual([40, 55, 73, 77]);
    expect(traces[0]?.y).toEqual([40, 70, 76, 78]);
    // The loss is drawn as it is.
    expect(bold[1]?.y).toEqual([1, 0.5, 1 / 3, 0.25]);
    expect(traces.filter(({ name }) => !name)).toHaveLength(2);
  });

  it("stand beside the published ends, and the steep beginning is cut", () => {
    expect((figure.layout.shapes as { y0: number }[]).map(({ y0 }) => y0)).toEqual([80.04, 77.26]);
    expect((figure.layout.annotations as { text: string }[]).map(({ text }) => text)).toEqual(["published end, batch 256", "published end, batch 5000"]); // biome-ignore format: one line
    expect((figure.layout.yaxis as { range: number[] }).range).toEqual([61.5, 81.04]);
  });

  it("have axes with units", () => {
    const titles = ["xaxis", "xaxis2", "yaxis", "yaxis2"].map((key) => (figure.layout[key] as { title: { text: string } }).title.text);
    expect(titles).toEqual(["epochs", "epochs", "test accuracy (%), start cut off", "training loss (nats, logarithmic)"]);
  });
});

it("draws a course of one epoch, with nothing published", () => {
  const figure = plot(course(256, [40]), course(5000, [20]));
  expect((figure.layout.yaxis as { range: number[] }).range).toEqual([16, 41]);
  expect(figure.layout.shapes).toEqual([]);
});

it("takes a running mean of what is there, at the beginning of less", () => {
  expect(runningMean([1, 3, 5, 7], 3)).toEqual([1, 2, 3, 5]);
});
