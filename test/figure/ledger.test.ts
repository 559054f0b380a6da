import { expect, it } from "vitest";
import { ledgerPlot } from "../../src/figure/ledger";

const rows = [
  { notebook: "00-a", reproduced: 3, directionOnly: 1, notReproduced: 0, notTested: 2 },
  { notebook: "01-b", reproduced: 0, directionOnly: 0, notReproduced: 4, notTested: 0 },
];
type Bar = { name: string; x: (number | null)[]; y: string[]; text: string[]; marker: { pattern: { shape: string } } };
const figure = ledgerPlot({ rows, title: "T" });
const bars = figure.data as unknown as Bar[];

it("has a bar for each verdict of each notebook, and the sums in the legend", () => {
  expect(bars.map(({ name, x }) => [name, x])).toEqual([
    ["reproduced (3)", [3, null]],
    ["direction only (1)", [1, null]],
    ["not reproduced (4)", [null, 4]],
    ["not tested (2)", [2, null]],
  ]);
  expect(bars[0]?.y).toEqual(["00-a", "01-b"]);
  expect(bars[2]?.text).toEqual(["", "4"]);
});

it("tells verdicts apart by pattern, not by colour alone", () => {
  expect(new Set(bars.map(({ marker }) => marker.pattern.shape)).size).toBe(4);
});

it("grows with the notebooks", () => {
  expect(ledgerPlot({ rows: [...rows, ...rows], title: "T" }).layout.height).toBeGreaterThan(figure.layout.height as number);
});
