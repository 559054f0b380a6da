import { expect, it } from "vitest";
import { trainingDaysPlot } from "../../src/figure/training-days";

const rows = [
  { network: "A", card: "Old Card", year: 2012, days: 10 },
  { network: "A", card: "New", year: 2020, days: 2 },
  { network: "A", card: "this machine", days: 400 },
  { network: "B", card: "Old Card", year: 2012, days: 30 },
  { network: "B", card: "New", year: 2020, days: 6 },
];
const figure = trainingDaysPlot(rows, "S");
type Trace = {
  name: string;
  mode: string;
  x: string[];
  y: number[];
  line: { dash: string };
  marker: { symbol: string };
  showlegend: boolean;
};
const traces = figure.data as unknown as Trace[];

it("has a line a network over the cards, in their order", () => {
  expect(traces[0]).toMatchObject({ name: "A", mode: "lines+markers", x: ["Old<br>Card<br>2012", "New<br>2020"], y: [10, 2] });
  expect((figure.layout.xaxis as { categoryarray: string[] }).categoryarray).toEqual([
    "Old<br>Card<br>2012",
    "New<br>2020",
    "this<br>machine",
  ]);
});

it("keeps the reader's machine apart from the line", () => {
  expect(traces[1]).toMatchObject({ name: "A", mode: "markers", x: ["this<br>machine"], y: [400], showlegend: false });
});

it("is readable without colour", () => {
  const [a, , b] = traces;
  expect(a?.line.dash).not.toBe(b?.line.dash);
  expect(a?.marker.symbol).not.toBe(b?.marker.symbol);
});

it("marks the times that readers know, where they fall into the picture", () => {
  expect((figure.layout.annotations as { text: string }[]).map(({ text }) => text)).toEqual(["1 week", "1 month", "1 year"]);
  expect(figure.layout.shapes).toHaveLength(3);
});

it("titles its axes", () => {
  const title = (axis: string) => (figure.layout[axis] as { title: { text: string } }).title.text;
  expect([title("xaxis"), title("yaxis")]).toEqual(["card, year it came out", "days (logarithmic)"]);
});
