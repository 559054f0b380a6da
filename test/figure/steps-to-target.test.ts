import { describe, expect, it } from "vitest";
import { stepsToTargetPlot } from "../../src/figure/steps-to-target";

type Line = { name: string; x: number[]; y: number[]; yaxis?: string; line: { dash?: string }; marker?: { symbol: string } };
const linesOf = ({ data }: { data: Record<string, unknown>[] }) => data as unknown as Line[];
const text = ({ layout }: { layout: Record<string, unknown> }) => (layout.title as { text: string }).text;
const titles = { title: "T", subtitle: "S" };

describe("steps to a target", () => {
  const fit = { steps: { value: 50, low: 40, high: 60 }, criticalBatch: { value: 60, low: 30, high: null } };
  const rows = [{ batch: 10, seed: 1, step: 350 }, { batch: 1000, seed: 1, step: 53 }]; // biome-ignore format: a table

  it("draws the runs, the fitted hyperbola and both its limits, and states the critical batch with its interval", () => {
    const figure = stepsToTargetPlot({ ...titles, rows, fit });
    const [curve, perfect, least, runs] = linesOf(figure) as [Line, Line, Line, Line];
    expect([curve.x[0], curve.x.at(-1)]).toEqual([10, expect.closeTo(1000, 6)]);
    expect([curve.y[0], curve.y.at(-1)]).toEqual([expect.closeTo(350, 9), expect.closeTo(53, 6)]);
    expect(perfect.y[0]).toBeCloseTo(300, 9);
    expect(least.y[0]).toBe(50);
    expect([runs.x, runs.y]).toEqual([[10, 1000], [350, 53]]); // biome-ignore format: a table
    expect(text(figure)).toContain("critical batch 60 (95 % interval 30 to …)");
    expect(figure.layout.shapes).toMatchObject([{ x0: 60, x1: 60 }]);
    expect(figure.layout.xaxis).toMatchObject({ type: "log", ticktext: ["10", "20", "50", "100", "200", "500", "1,000"] });
    expect(figure.layout.yaxis).toMatchObject({ type: "log", ticktext: ["5", "10", "20", "50", "100", "200"] }); // from the end of perfect scaling
    expect(text(stepsToTargetPlot({ ...titles, rows, fit: { ...fit, criticalBatch: { value: 60, low: null, high: null } } }))).toContain(
      "(no interval)",
    );
  });
});
