import { expect, it } from "vitest";
import { deriveRecord, imagesPerSecond } from "../../src/scaling/records";

const IMAGES = 1_281_167;
const base = { team: "A", year: 2015, batch: 256, devices: 8, device: "P100", minutes: 29 * 60, top1: 75.3 };

it("derives share, updates, speed-up and efficiency", () => {
  const row = deriveRecord({ team: "B", year: 2017, batch: 32_768, devices: 1024, device: "P100", minutes: 15 }, base, IMAGES);
  expect(row.percentOfData).toBeCloseTo(2.5577, 4);
  expect(row.stepsPerEpoch).toBeCloseTo(39.098, 3);
  expect(row.updates).toBeCloseTo(3518.8, 1);
  expect(row.speedUp).toBe(116);
  expect(row.efficiency).toBeCloseTo(0.90625, 10);
});

it("claims no efficiency between different devices, and nothing of a batch that was not published", () => {
  const row = deriveRecord({ team: "C", year: 2019, devices: 2048, device: "V100", minutes: 1.25 }, base, IMAGES);
  expect(row).not.toHaveProperty("efficiency");
  expect(row).not.toHaveProperty("percentOfData");
});

it("counts images a second of one device", () => {
  expect(imagesPerSecond(base, IMAGES)).toBeCloseTo((1_281_167 * 90) / (29 * 3600) / 8, 9);
  expect(() => imagesPerSecond({ ...base, devices: undefined }, IMAGES)).toThrow(/A has no number of devices/);
});
