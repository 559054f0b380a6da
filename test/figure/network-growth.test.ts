import { describe, expect, it } from "vitest";
import { networkGrowthPlot } from "../../src/figure/network-growth";

const rows = [
  {
    name: "A",
    year: 2012,
    depth: 8,
    parameters: 61e6,
    multiplyAdds: 7e8,
    published: { layers: 8, parameters: 60e6, "multiply-adds": 7.2e8 },
  },
  { name: "B", year: 2015, depth: 152, parameters: 60_192_808, multiplyAdds: 1.13e10, published: { layers: 152 } },
];
const figure = networkGrowthPlot(rows);
interface Trace {
  type: string;
  x: number[];
  y: (number | null)[];
  text: string[];
  yaxis: string;
}
const traces = figure.data as unknown as Trace[];
const bars = traces.filter(({ type }) => type === "bar");
const diamonds = traces.filter(({ type }) => type === "scatter");

describe("the growth of networks", () => {
  it("has a panel each for depth, parameters in millions and operations in billions", () => {
    expect(bars.map(({ y }) => y)).toEqual([[8, 152], [61, 60.192808], [0.7, 11.3]]); // biome-ignore format: a table
    expect(bars.map(({ yaxis }) => yaxis)).toEqual(["y", "y2", "y3"]);
    expect((figure.layout.xaxis as { ticktext: string[] }).ticktext).toEqual(["A<br>2012", "B<br>2015"]);
  });

  it("writes the numbers over the bars", () => {
    expect(bars.map(({ text }) => text)).toEqual([["8", "152"], ["61", "60.2"], ["0.7", "11.3"]]); // biome-ignore format: a table
  });

  it("sets the published ones beside the bars, where there are any", () => {
    expect(diamonds.map(({ y }) => y)).toEqual([[8, 152], [60, null], [0.72, null]]); // biome-ignore format: a table
    for (const [i, { x }] of diamonds.entries()) expect(x[0]).toBeGreaterThan((bars[i]?.x[0] as number) + 0.3);
  });

  it("names each kind of mark once", () => {
    expect(figure.data.filter(({ showlegend }) => showlegend).map(({ name }) => name)).toEqual(["counted here", "published"]);
  });

  it("titles its axes with units", () => {
    const title = (axis: string) => (figure.layout[axis] as { title: { text: string } }).title.text;
    expect(["xaxis", "yaxis", "yaxis2", "yaxis3"].map(title)).toEqual([
      "network, year of its paper",
      "layers",
      "parameters<br>(millions)",
      "multiply-adds<br>an image (billions)",
    ]);
  });
});
