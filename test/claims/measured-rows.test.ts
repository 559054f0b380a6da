import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { measured } from "../../src/claims/measured";
import { measuredCsv, measuredRows } from "../../src/claims/measured-rows";
import type { RunRow } from "../../src/sweep/store/row";

const row = (changes: object): RunRow =>
  ({
    id: "a",
    status: "done",
    network: "F1",
    data: "mnist",
    batch: 256,
    seed: 1,
    optimizer: "adam",
    learningRate: 0.001,
    evaluatedOn: "test",
    epochs: 40,
    steps: 9360,
    trainLoss: 0.0012345678,
    trainAccuracy: 0.9999,
    testLoss: 0.1,
    testAccuracy: 0.9832,
    ...changes,
  }) as RunRow;

it("writes what measured() reads, sorted, finished runs on the test set alone", () => {
  const rows = [
    row({ seed: 2, variant: "re-encoded, as JPEG" }),
    row({ "keskarFull(starts=1 batchNorm=batch)": 3.5, "keskarFull(epsilon=0.0005 starts=1 batchNorm=batch)": 0.7 }),
    row({ batch: 64, status: "failed" }),
    row({ batch: 128, evaluatedOn: "validation" }),
  ];
  const folder = mkdtempSync(join(tmpdir(), "measured-"));
  writeFileSync(join(folder, "measured.csv"), measuredCsv(measuredRows(rows)));
  const read = measured(folder);
  rmSync(folder, { recursive: true });
  expect(read.map(({ seed }) => seed)).toEqual([1, 2]);
  expect(read[0]).toMatchObject({ train_loss: 0.00123457, train_accuracy: 99.99, "keskarFull(1e-3)": 3.5, "keskarFull(5e-4)": 0.7 });
  expect(read[1]).toMatchObject({ variant: "re-encoded, as JPEG", "keskarFull(1e-3)": undefined });
});

it("takes the best of several searches, and none of a sample or with other statistics", () => {
  const [first] = measuredRows([
    row({
      "keskarFull(batchNorm=batch)": 2,
      "keskarFull(starts=3 batchNorm=batch)": 4,
      "keskarFull(examples=1000 batchNorm=batch)": 90,
      keskarFull: 80,
      "keskarFullOther(batchNorm=batch)": 70,
    }),
  ]);
  expect(first?.["keskarFull(1e-3)"]).toBe(4);
  expect(first?.["keskarSubspace(1e-3)"]).toBeUndefined();
});
