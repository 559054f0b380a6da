import { describe, expect, it } from "vitest";
import {
  forecastRecord,
  type LargeBatchEvidence,
  largeBatchClaims,
  recordOf,
  recordRows,
  recordTable,
} from "../../src/claims/large-batches";
import { strongScaling } from "../../src/scaling/cost-model";

const records = recordTable();
const device = { overheadMs: 5, examplesPerMs: 0.1 };
const links = { latencyMs: 0.05, bytesPerMs: 1e6 };
const counts = [1, 8, 64];
const evidence = (more: Partial<LargeBatchEvidence> = {}): LargeBatchEvidence => ({
  records,
  forecast: forecastRecord(records, 25_557_032),
  throughput: [],
  overhead: { value: 2, low: 1, high: 3 },
  smallBatch: strongScaling(device, links, 64, 1e6, counts),
  largeBatch: strongScaling(device, links, 8192, 1e6, counts),
  apart: [1e-6, 1e-5],
  ...more,
});
const verdicts = (more: Partial<LargeBatchEvidence> = {}) =>
  Object.fromEntries(
    largeBatchClaims(evidence({ throughput: Array(6).fill({ size: 1, ms: 1, min: 1, max: 1, examplesPerSecond: 1 }), ...more })).map(
      ({ id, verdict }) => [id, verdict],
    ),
  );

describe("the published records", () => {
  it("are those of the table, with what follows from them", () => {
    const akiba = recordOf("Akiba", records);
    expect(akiba).toMatchObject({ batch: 32_768, devices: 1024, minutes: 15, speedUp: 116, efficiency: 0.90625 });
    expect(akiba.percentOfData).toBeCloseTo(2.558, 3);
    expect(recordOf("Yamazaki", records)).not.toHaveProperty("efficiency");
    expect(() => recordOf("Nobody", records)).toThrow(/no published training by "Nobody"/);
  });

  it("forecast the third from the first two", () => {
    const { differenceMs, latencyMs, ringMinutes, levelMinutes } = forecastRecord(records, 25_557_032);
    // 32 images at 138.06 and 125.11 a second.
    expect(differenceMs).toBeCloseTo(1000 * (32 / ((1_281_167 * 90) / 3600 / 256) - 32 / ((1_281_167 * 90) / (29 * 3600) / 8)), 6);
    expect(latencyMs).toBeCloseTo(differenceMs / 496, 9);
    expect(levelMinutes).toBeCloseTo(15, 6);
    expect(ringMinutes).toBeGreaterThan(levelMinutes);
  });

  it("are shown with dashes where nothing was published", () => {
    const rows = recordRows(records);
    expect(rows.find(({ team }) => team === "Codreanu et al.")).toMatchObject({ batch: "–", on: "– × Xeon Phi", "% of the data": "–" });
    expect(rows.find(({ team }) => team === "Akiba et al.")).toMatchObject({
      batch: "32,768",
      "speed-up": "116×",
      "efficiency, %": "90.6",
    });
  });
});

describe("the verdicts", () => {
  it("follow from the evidence", () => {
    expect(verdicts()).toEqual({
      "batch-under-3-percent": "reproduced",
      "batch-over-3-percent-since": "reproduced",
      "scaling-efficiency-256-gpus": "reproduced",
      "ring-model-forecasts-15-minutes": "not reproduced",
      "steps-cost-the-same-on-1024": "reproduced",
      "steps-have-a-fixed-cost": "reproduced",
      "parallelism-demands-large-batches": "reproduced",
      "data-parallel-is-one-large-batch": "reproduced",
    });
  });

  it("turn with it", () => {
    const { smallBatch, largeBatch } = evidence();
    expect(
      verdicts({ overhead: { value: -2, low: -3, high: -1 }, smallBatch: largeBatch, largeBatch: smallBatch, apart: [1e-6, 0.1] }),
    ).toMatchObject({
      "steps-have-a-fixed-cost": "not reproduced",
      "parallelism-demands-large-batches": "not reproduced",
      "data-parallel-is-one-large-batch": "not reproduced",
    });
    expect(verdicts({ throughput: [] })["steps-have-a-fixed-cost"]).toBe("not tested");
  });
});
