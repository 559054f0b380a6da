import { describe, expect, it } from "vitest";
import { spectrumPlot } from "../../src/figure/spectrum";

const line = (label: string, values: number[]) => ({
  label,
  density: { dimension: 10, quadratures: [{ values, shares: values.map(() => 1 / values.length) }], products: 2, reorthogonalised: true },
  largest: values.slice(-1),
});
const plot = (small: number[], large: number[]) =>
  spectrumPlot({ small: line("batch 20", small), large: line("batch 500", large), title: "T", subtitle: "S" });

describe("the spectra of two solutions", () => {
  it("are densities over one range, each with an integral of 1", () => {
    const { data } = plot([0, 1], [0, 10]) as unknown as { data: { x: number[]; y: (number | null)[] }[] };
    for (const { x, y } of data.slice(0, 2)) {
      const step = (x[1] as number) - (x[0] as number);
      expect(y.reduce((sum: number, height) => sum + (height ?? 0) * step, 0)).toBeCloseTo(1, 4);
    }
    expect(data[0]?.x).toEqual(data[1]?.x);
  });

  it("differ by dash and symbol, and mark the largest eigenvalues", () => {
    const { data } = plot([0, 1], [0, 10]);
    const styles = data.map(({ line: style, marker }) => (style as { dash: string })?.dash ?? (marker as { symbol: string }).symbol);
    expect(styles).toEqual(["solid", "dash", "circle-open", "x-thin", "solid", "dash"]);
    expect(data.slice(2, 4).map(({ x }) => x)).toEqual([[1], [10]]);
  });

  it("count the eigenvalues above each value", () => {
    const { data } = plot([0.1, 1], [0.1, 10]) as unknown as { data: { x: number[]; y: (number | null)[] }[] };
    const { x, y } = data[5] as { x: number[]; y: (number | null)[] };
    const at = (value: number) => y[x.findIndex((each) => each > value)];
    // Ten eigenvalues, half of them at each node.
    expect([at(0.01), at(0.2), x.at(-1), y.at(-1)]).toEqual([10, 5, 10, null]);
  });

  it("need eigenvalues", () => {
    expect(() => plot([], [])).toThrow("needs eigenvalues");
  });
});
