import { expect, it } from "vitest";
import { budgetsPlot } from "../../src/figure/budgets";

const run = (batch: number, stepsPerEpoch: number, steps: number) => ({
  batch,
  stepsPerEpoch,
  losses: Array.from({ length: steps + 1 }, (_, step) => 1 / (step + 1)),
});
const figure = budgetsPlot({ small: run(20, 100, 1000), large: run(500, 4, 80), epochs: 5, title: "T", subtitle: "S" });
type Trace = {
  name: string;
  x: number[];
  y: number[];
  xaxis?: string;
  line: { dash: string };
  marker: { symbol: string };
  showlegend: boolean;
};
const traces = figure.data as unknown as Trace[];
const lines = traces.filter(({ line }) => line);

it("draws both runs once by epochs and once by steps", () => {
  expect(lines.map(({ name, xaxis }) => [name, xaxis])).toEqual([
    ["small batch (20)", undefined],
    ["large batch (500)", undefined],
    ["small batch (20)", "x2"],
    ["large batch (500)", "x2"],
  ]);
  expect(lines.map(({ x }) => x.at(-1))).toEqual([10, 20, 1000, 80]);
  expect(lines.map(({ y }) => y.at(-1))).toEqual([1 / 1001, 1 / 81, 1 / 1001, 1 / 81]);
});

it("thins the lines evenly, and never repeats a step", () => {
  for (const { x } of lines) {
    expect(x.length).toBeLessThanOrEqual(160);
    expect(new Set(x).size).toBe(x.length);
  }
});

it("marks the equal budgets in both panels", () => {
  expect((figure.layout.shapes as { x0: number; xref: string }[]).map(({ x0, xref }) => [x0, xref])).toEqual([[5, "x"], [20, "x2"]]); // biome-ignore format: a table
  expect((figure.layout.annotations as { text: string }[]).map(({ text }) => text)).toEqual(["5 epochs", "20 steps"]);
});

it("is readable without colour, with titled axes", () => {
  expect(lines[0]?.line.dash).not.toBe(lines[1]?.line.dash);
  const title = (axis: string) => (figure.layout[axis] as { title: { text: string } }).title.text;
  expect([title("xaxis"), title("xaxis2"), title("yaxis")]).toEqual([
    "epochs (logarithmic)",
    "steps (logarithmic)",
    "training loss (logarithmic)",
  ]);
});
