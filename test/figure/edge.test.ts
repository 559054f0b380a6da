import { describe, expect, it } from "vitest";
import { edgePlot } from "../../src/figure/edge";

type Line = { name: string; x: number[]; y: number[]; yaxis?: string; line: { dash?: string }; marker?: { symbol: string } };
const linesOf = ({ data }: { data: Record<string, unknown>[] }) => data as unknown as Line[];
const titles = { title: "T", subtitle: "S" };

describe("the edge of stability", () => {
  const rows = [0, 5].map((step) => ({ step, loss: 2 - step / 10, lambdaMax: 10 + step, threshold: 20 }));

  it("draws λ_max and the edge on one axis, the loss on another, and names the edge with its momentum", () => {
    const [lambda, edge, loss] = linesOf(edgePlot({ ...titles, rows, momentum: 0 })) as [Line, Line, Line];
    expect([lambda.y, edge.y, loss.y]).toEqual([[10, 15], [20, 20], [2, 1.5]]); // biome-ignore format: a table
    expect([lambda.yaxis, edge.yaxis, loss.yaxis]).toEqual([undefined, undefined, "y2"]);
    expect(edge.name).toContain("2/η");
    expect(linesOf(edgePlot({ ...titles, rows, momentum: 0.9 }))[1]?.name).toContain("2(1 + β)/η");
    expect(new Set([lambda, edge, loss].map(({ line }) => line.dash)).size).toBe(3);
    expect(() => edgePlot({ ...titles, rows: [], momentum: 0 })).toThrow("nothing to draw");
  });
});
