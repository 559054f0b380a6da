import { expect, it } from "vitest";
import { publishedTimesPlot } from "../../src/figure/published-times";

const rows = [
  { network: "A", card: "C", devices: 2, days: [4, 9] as const, atPeak: 2, utilisation: [2 / 9, 0.5] as const },
  { network: "B", card: "D", devices: 1, days: [14, 14] as const, atPeak: 4, utilisation: [4 / 14, 4 / 14] as const },
];
const figure = publishedTimesPlot(rows);
type Trace = {
  name?: string;
  x: number[];
  y: string[];
  text: string[];
  error_x: { array: number[]; arrayminus: number[] };
  marker: { symbol: string };
};
const named = (name: string) => figure.data.find((each) => each.name === name) as unknown as Trace;

it("sets the days at the peak beside the published ones", () => {
  expect(named("at the peak rate (counted operations)")).toMatchObject({ x: [2, 4], y: ["A<br>2 × C", "B<br>1 × D"] });
  expect(named("published").x).toEqual([6, 14]);
});

it("shows a published range as a bar from end to end", () => {
  expect(named("published").error_x).toMatchObject({ array: [3, 0], arrayminus: [2, 0] });
});

it("writes the share of the peak beside the end of each", () => {
  expect(named("utilisation")).toMatchObject({ x: [9, 14], text: ["   22 – 50 %", "   29 %"] });
});

it("is readable without colour, with units on its axis", () => {
  expect(named("published").marker.symbol).not.toBe(named("at the peak rate (counted operations)").marker.symbol);
  expect((figure.layout.xaxis as { title: { text: string } }).title.text).toBe("days of training on ImageNet (logarithmic)");
});
