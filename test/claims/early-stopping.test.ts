import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { accuracyCurves, earlyStopping, lateChange, meanCurve } from "../../src/claims/early-stopping";
import { openStore } from "../../src/sweep/store";
import type { RunRow } from "../../src/sweep/store/row";

const curve = (batch: number, seed: number, accuracy: number[]) => ({
  id: `${batch}-${seed}`,
  batch,
  seed,
  epochs: accuracy.map((_, i) => i + 1),
  accuracy,
});
const CURVES = [
  curve(20, 1, [90, 92, 93]),
  curve(500, 1, [80, 92.5, 92]),
  curve(20, 2, [90, 93, 92]),
  curve(500, 2, [80, 91, 91.5, 91]),
  curve(500, 3, [80, 99]),
];

describe("accuracyCurves", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "curves-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("are the epochs of a run's history in which accuracy was measured, in percent", async () => {
    const id = "0123456789abcdef0123";
    mkdirSync(path.join(folder, id));
    const history = [
      { epoch: 1, step: 4, trainLoss: 2 },
      { epoch: 2, step: 8, trainLoss: 1, test: { loss: 1, accuracy: 0.5 } },
      { epoch: 3, step: 12, trainLoss: 0.5, test: { loss: 0.8, accuracy: 0.75 } },
    ];
    writeFileSync(path.join(folder, id, "result.json"), JSON.stringify({ history }));
    const rows = [{ id, status: "done", batch: 500, seed: 4 } as RunRow];
    expect(await accuracyCurves(rows, openStore(folder))).toEqual([{ id, batch: 500, seed: 4, epochs: [2, 3], accuracy: [50, 75] }]);
  });
});

describe("earlyStopping", () => {
  const { rows, oracle, late, runs } = earlyStopping(CURVES, { small: 20, large: 500 });

  it("takes the best epoch of the large batch, and the end of the small one, seed by seed", () => {
    expect(rows).toEqual([
      { seed: 1, smallFinal: 93, largeFinal: 92, largeBest: 92.5, bestEpoch: 2 },
      { seed: 2, smallFinal: 92, largeFinal: 91, largeBest: 91.5, bestEpoch: 3 },
    ]);
    expect(oracle.mean).toBeCloseTo(-0.5, 9);
    expect(runs).toEqual(["20-1", "500-1", "20-2", "500-2"]);
  });

  it("looks for a decay in the last quarter of the large batch's epochs", () => {
    expect(late.mean).toBeCloseTo(-0.5, 9);
    expect(lateChange([1, 1, 1, 1, 5, 5, 2, 2])).toBe(-3);
    expect(lateChange([1, 1, 1, 1, 2, 2, 5, 5])).toBe(3);
    expect(lateChange([1, 4])).toBe(3);
  });

  it("needs a seed with both batches", () => {
    expect(() => earlyStopping(CURVES, { small: 20, large: 1000 })).toThrow(RangeError);
  });
});

it("a mean curve keeps the last value of a training that has ended", () => {
  expect(meanCurve([curve(20, 1, [1, 3]), curve(20, 2, [3, 3, 7])])).toEqual({ epochs: [1, 2, 3], accuracy: [2, 3, 5] });
});
