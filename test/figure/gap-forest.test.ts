import { expect, it } from "vitest";
import { type ForestRow, gapForestPlot } from "../../src/figure/gap-forest";

const row = (name: string, group: string, mean: number, unfinished = false): ForestRow => ({
  name,
  group,
  mean,
  low: mean - 0.5,
  high: mean + 1,
  unfinished,
});
const rows = [row("equal epochs", "budget", 2), row("until the stall", "budget", 1), row("tuned", "learning rate", -0.2, true)];
const figure = gapForestPlot({ rows, title: "T", subtitle: "S" });
type Trace = { name: string; x: number[]; y: number[]; error_x: { array: number[]; arrayminus: number[] }; marker: { symbol: string[] } };
const traces = figure.data as unknown as Trace[];

it("has a trace a group, each row on a line of its own", () => {
  expect(traces.map(({ name, x, y }) => [name, x, y])).toEqual([["budget", [2, 1], [0, 1]], ["learning rate", [-0.2], [2]]]); // biome-ignore format: a table
  expect(figure.layout.yaxis).toMatchObject({ ticktext: ["equal epochs", "until the stall", "tuned"], range: [2.6, -0.6] });
});

it("draws intervals that need not be symmetric", () => {
  expect(traces[0]?.error_x.array).toEqual([1, 1]);
  expect(traces[0]?.error_x.arrayminus).toEqual([0.5, 0.5]);
});

it("is readable without colour: a symbol a group, open where a batch has not fitted", () => {
  expect(traces.map(({ marker }) => marker.symbol)).toEqual([["circle", "circle"], ["square-open"]]);
  expect((figure.layout.annotations as { text: string }[]).map(({ text }) => text).join()).toMatch(
    /large batch better.*small batch better/,
  );
});

it("has markers for five groups", () => {
  const many = Array.from({ length: 6 }, (_, i) => row("", `group ${i}`, 0));
  expect(gapForestPlot({ rows: many.slice(0, 5), title: "", subtitle: "" }).data).toHaveLength(5);
  expect(() => gapForestPlot({ rows: many, title: "", subtitle: "" })).toThrow("markers for 5 groups, got 6");
});
