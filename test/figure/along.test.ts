import { describe, expect, it } from "vitest";
import { alongPlot } from "../../src/figure/along";

type Line = { name: string; x: number[]; y: number[]; yaxis?: string; line: { dash?: string }; marker?: { symbol: string } };
const linesOf = ({ data }: { data: Record<string, unknown>[] }) => data as unknown as Line[];
const titles = { title: "T", subtitle: "S" };

describe("a measure along training", () => {
  const rows = [{ epoch: 0, step: 0, value: -2 }, { epoch: 0.5, step: 5, value: null }, { epoch: 1, step: 10, value: 8 }]; // biome-ignore format: a table
  const plot = (more = {}) =>
    alongPlot({ ...titles, lines: [{ label: "batch 20", rows }, { label: "batch 200", rows }], valueTitle: "λ_max", ...more }); // biome-ignore format: one line

  it("draws a line a run over epochs, what has no value left out; they can be told apart without colour", () => {
    const [small, large] = linesOf(plot()) as [Line, Line];
    expect([small.name, small.x, small.y]).toEqual(["batch 20", [0, 1], [-2, 8]]);
    expect(small.line.dash).not.toBe(large.line.dash);
    expect(small.marker?.symbol).not.toBe(large.marker?.symbol);
    expect(linesOf(plot({ over: "step" }))[0]?.x).toEqual([0, 10]);
    expect((plot({ over: "step" }).layout.xaxis as { title: object }).title).toMatchObject({ text: "steps" });
  });

  it("leaves out on a logarithmic scale what it cannot show, and refuses to draw nothing", () => {
    const figure = plot({ logarithmic: true });
    expect(linesOf(figure)[0]?.y).toEqual([8]);
    expect(figure.layout.yaxis).toMatchObject({ type: "log", ticktext: ["7", "7.5", "8", "8.5", "9", "9.5"] });
    expect(() => alongPlot({ ...titles, lines: [{ label: "a", rows: rows.slice(1, 2) }], valueTitle: "v" })).toThrow("nothing to draw");
  });
});
