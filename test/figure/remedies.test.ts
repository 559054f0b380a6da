import { describe, expect, it } from "vitest";
import { type RemedyPoint, remediesPlot } from "../../src/figure/remedies";

const point = (name: string, share: number, more: Partial<RemedyPoint> = {}): RemedyPoint => ({
  name,
  flatter: { mean: 2, low: 1.5, high: 3 },
  share: { mean: share, low: share - 0.1, high: share + 0.2 },
  ...more,
});
const draw = (points: RemedyPoint[]) => remediesPlot({ points, measure: "λ_max", title: "T", subtitle: "S" });

describe("remediesPlot", () => {
  it("has a point with both intervals and a name a remedy, in the order of the shares", () => {
    const figure = draw([point("sam", 0.6), point("SB", 1, { reference: true }), point("swa", 0.6, { unfinished: true })]);
    const names = figure.layout.annotations as { text: string; xref: string; y: number }[];
    const [leaders, markers] = figure.data as {
      x: number[];
      y: number[];
      marker: { symbol: string[] };
      error_y: { array: number[]; arrayminus: number[] };
      error_x: { array: number[] };
    }[];
    expect(markers?.y).toEqual([0.6, 0.6, 1]);
    expect(markers?.marker.symbol).toEqual(["circle", "circle-open", "square"]);
    expect(markers?.error_y.array[0]).toBeCloseTo(0.2);
    expect(markers?.error_y.arrayminus[0]).toBeCloseTo(0.1);
    expect(markers?.error_x.array[0]).toBe(1);
    expect(names.map(({ text, xref }) => [text, xref])).toEqual(["sam", "swa", "SB"].map((name) => [name, "paper"]));
    // Two at the same point have names in different places, and a line to each.
    const places = names.map(({ y }) => y);
    expect((places[1] as number) - (places[0] as number)).toBeGreaterThan(0.2);
    expect(leaders?.y.slice(0, 2)).toEqual([0.6, places[0]]);
  });

  it("draws those of which nothing is said apart: grey, open diamonds", () => {
    const [, said, unsaid] = draw([point("sam", 0.6), point("robust", 1.1, { onSlope: true, unfinished: true })]).data as {
      marker: { symbol: string[]; color: string[] };
      customdata: string[];
    }[];
    expect([said?.customdata, said?.marker.symbol]).toEqual([["sam"], ["circle"]]);
    expect([unsaid?.customdata, unsaid?.marker.symbol]).toEqual([["robust"], ["diamond-open"]]);
    expect(said?.marker.color).not.toEqual(unsaid?.marker.color);
  });

  it("draws no bar where an interval is not bounded, and refuses nothing at all", () => {
    const [, markers] = draw([point("sam", 0.5, { share: { mean: 0.5, low: Number.NaN, high: Number.NaN } })]).data;
    expect(markers).toMatchObject({ error_y: { array: [0], arrayminus: [0] } });
    expect(() => draw([])).toThrow("nothing to draw");
  });
});
