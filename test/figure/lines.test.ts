import { describe, expect, it } from "vitest";
import { linesPlot } from "../../src/figure/lines";
import { trainingCostPlot } from "../../src/figure/training-cost";
import { distancePlot, edgesPlot, longerPlot, noisePlot, normalisationPlot, pointsOf, rescalingPlot } from "../../src/figure/why";

type Trace = {
  name: string;
  x: number[];
  y: number[];
  xaxis: string;
  showlegend: boolean;
  error_y: { array: number[]; arrayminus: number[] };
  line: { dash: string };
  marker: { symbol: string };
};
const tracesOf = ({ data }: { data: Record<string, unknown>[] }) => data as unknown as Trace[];
const titles = { title: "T", subtitle: "S" };
const line = (label: string) => ({ label, points: [{ x: 1, y: 2, low: 1.5, high: 3 }, { x: 2, y: 4 }] }); // biome-ignore format: one line

describe("lines", () => {
  it("have a dash and a marker each, the same in both panels and once in the legend", () => {
    const panel = { x: "a (s)", y: "b (nats)", lines: [line("one"), line("two")] };
    const figure = linesPlot({ ...titles, panels: [panel, { ...panel, logX: true, logY: true }] });
    const [one, two, again] = tracesOf(figure) as [Trace, Trace, Trace];
    expect(one.line.dash).not.toBe(two.line.dash);
    expect(one.marker.symbol).not.toBe(two.marker.symbol);
    expect(again.line).toEqual(one.line);
    expect([one.showlegend, again.showlegend]).toEqual([true, false]);
    expect([one.xaxis, again.xaxis]).toEqual(["x", "x2"]);
    expect(one.error_y).toMatchObject({ array: [1, 0], arrayminus: [0.5, 0] });
    expect(figure.layout.xaxis).toMatchObject({ title: { text: "a (s)" } });
    // From 1.5, the lower end of a bar, to 4.
    expect(figure.layout.yaxis2).toMatchObject({ type: "log", title: { text: "b (nats)" }, ticktext: ["2", "3", "4"] });
  });

  it("name a level, on a logarithmic axis at its logarithm", () => {
    const panel = { x: "a", y: "b", lines: [line("one")], level: { y: 100, label: "edge" } };
    expect(linesPlot({ ...titles, panels: [{ ...panel, logY: true }] }).layout).toMatchObject({ shapes: [{ y0: 100 }], annotations: [{ y: 2, text: "edge" }] }); // biome-ignore format: one line
    expect(linesPlot({ ...titles, panels: [panel] }).layout.annotations).toMatchObject([{ y: 100 }]);
  });

  it("refuses nothing, too many lines and too many panels", () => {
    const panel = { x: "a", y: "b", lines: [line("one")] };
    expect(() => linesPlot({ ...titles, panels: [{ ...panel, lines: [] }] })).toThrow(/nothing to draw/);
    expect(() => linesPlot({ ...titles, panels: [{ ...panel, lines: [..."abcdef"].map(line) }] })).toThrow(/At most 5 lines/);
    expect(() => linesPlot({ ...titles, panels: [panel, panel, panel] })).toThrow(/At most two panels/);
  });
});

describe("means over seeds", () => {
  it("are geometric where asked for, and leave out what has no logarithm", () => {
    const rows = [1, 4, 0].map((y) => ({ x: 1, y }));
    const [point] = pointsOf(rows, ({ x }) => x, ({ y }) => y, true); // biome-ignore format: one line
    expect(point?.y).toBeCloseTo(2, 12);
    const [plain] = pointsOf(rows.slice(0, 2), ({ x }) => x, ({ y }) => y); // biome-ignore format: one line
    expect(plain?.y).toBe(2.5);
    expect((plain?.low as number) < 1 && (plain?.high as number) > 4).toBe(true);
    expect(pointsOf([{ x: 1, y: 3 }], ({ x }) => x, ({ y }) => y)).toEqual([{ x: 1, y: 3 }]); // biome-ignore format: one line
  });
});

describe("the figures of the hypotheses", () => {
  it("have a line a batch or a rate, at the places that the claims speak of", () => {
    const grid = [20, 50].flatMap((batch) => [0.1, 0.2].map((ratio) => ({ batch, ratio, lambdaMax: 4, accuracy: 90 })));
    expect(tracesOf(noisePlot(grid, titles)).map(({ name, x }) => [name, x])).toEqual(
      ["batch 20", "batch 50", "batch 20", "batch 50"].map((name) => [name, [0.1, 0.2]]),
    );
    const walks = [{ batch: 20, points: [{ step: 4, distance: 1 }, { step: 9, distance: 2 }] }]; // biome-ignore format: one line
    expect(tracesOf(distancePlot(walks, titles)).map(({ x }) => x)).toEqual([[4, 9], [2, 3]]); // biome-ignore format: one line
    const edge = [{ learningRate: 0.1, rows: [{ step: 10, ratio: 0.5 }, { step: 20, ratio: 1 }] }]; // biome-ignore format: one line
    const figure = edgesPlot(edge, titles);
    expect(tracesOf(figure)[0]).toMatchObject({ name: "η = 0.1", x: [1, 2], y: [0.5, 1] });
    expect(figure.layout.shapes).toMatchObject([{ y0: 1, y1: 1 }]);
    const scaled = [1, 8].map((alpha) => ({ alpha, lambdaMax: alpha, asam: 0.1, largeLambdaMax: 3 }));
    expect(tracesOf(rescalingPlot(scaled, titles))[1]?.y.map((y) => Math.round(y))).toEqual([3, 3]);
    const lengths = [{ batch: 500, steps: 160, accuracy: 92, lambdaMax: 9 }];
    expect(tracesOf(longerPlot(lengths, titles))[0]).toMatchObject({ x: [160], y: [92] });
    const curve = { label: "line", curves: [[{ x: 0, y: 1 }], [{ x: 0, y: 3 }]] };
    expect(tracesOf(normalisationPlot({ line: [curve], filter: [curve], ...titles })).map(({ y }) => y[0])).toEqual([1, 2].map(() => expect.closeTo(Math.sqrt(3), 12))); // biome-ignore format: one line
  });

  it("draw time and cost over devices", () => {
    const rows = [{ devices: 1, hours: 10, deviceHours: 10 }, { devices: 8, hours: 2, deviceHours: 16 }]; // biome-ignore format: one line
    expect(tracesOf(trainingCostPlot({ lines: [{ label: "law", rows }], ...titles })).map(({ x, y }) => [x, y])).toEqual([
      [
        [1, 8],
        [10, 2],
      ],
      [[1, 8], [10, 16]], // biome-ignore format: a table
    ]);
  });
});
