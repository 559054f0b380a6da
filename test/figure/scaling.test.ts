import { expect, it } from "vitest";
import { scalingPlot } from "../../src/figure/scaling";
import { throughputPlot } from "../../src/figure/throughput";
import { strongScaling } from "../../src/scaling/cost-model";

const device = { overheadMs: 1, examplesPerMs: 2 };
const rows = strongScaling(device, { latencyMs: 0, bytesPerMs: 1e6 }, 64, 1000, [1, 4, 16]);
const title = { title: "T", subtitle: "S" };

it("draws each law apart from the others, without colour too, beside the perfect line", () => {
  const { data } = scalingPlot({
    lines: ["a", "b", "c", "d"].map((name) => ({ name, rows })),
    points: [{ name: "P", devices: 8, speedUp: 7 }],
    ...title,
  });
  expect(data[0]).toMatchObject({ name: "perfect", x: [1, 4, 8, 16], y: [1, 4, 8, 16] });
  expect(data[1]).toMatchObject({ name: "a", x: [1, 4, 16], y: rows.map(({ speedUp }) => speedUp) });
  const dashes = data.slice(1, 5).map((trace) => (trace.line as { dash: string }).dash);
  expect(new Set(dashes).size).toBe(4);
  expect(data[5]).toMatchObject({ name: "published", x: [8], y: [7], text: ["P"] });
  expect(() => scalingPlot({ lines: Array.from({ length: 5 }, () => ({ name: "x", rows })), ...title })).toThrow(/At most 4 lines/);
});

it("draws measured times with their spread, and the model through them", () => {
  const measured = [16, 64].map((size) => ({ size, ms: size / 2, min: size / 4, max: size, examplesPerSecond: 2000 }));
  const { data, layout } = throughputPlot({ measured, device, ...title });
  expect(data[0]).toMatchObject({ x: [16, 64], y: [8, 32], error_y: { array: [8, 32], arrayminus: [4, 16] } });
  expect(data[1]).toMatchObject({ y: [9, 33] });
  expect(data[3]).toMatchObject({ y: [16_000 / 9, 64_000 / 33], yaxis: "y2" });
  expect((layout.yaxis as { title: { text: string } }).title.text).toBe("time of a step (ms)");
});
