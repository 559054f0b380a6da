import { describe, expect, it } from "vitest";
import { epochsIn, impliedUtilisation, trainingDays, trainingOperations } from "../../../src/model/imagenet";

// 1e9 multiply-adds, 1e6 images, 10 epochs: 2 · 3 · 1e16 operations.
const training = { multiplyAdds: 1e9, images: 1e6, epochs: 10 };

describe("the time of a training", () => {
  it("takes three passes of two operations a multiply-add", () => {
    expect(trainingOperations(training)).toBe(6e16);
  });

  it("is operations over rate, in days", () => {
    // 6e16 / 1e12 a second = 60,000 s
    expect(trainingDays({ ...training, rate: 1e12 })).toBeCloseTo(60_000 / 86_400, 12);
    expect(trainingDays({ ...training, rate: 1e12, utilisation: 0.25, devices: 2 })).toBeCloseTo((2 * 60_000) / 86_400, 12);
  });

  it("and the utilisation that a number of days implies are inverse to each other", () => {
    const days = trainingDays({ ...training, rate: 3e12, utilisation: 0.3, devices: 4 });
    expect(impliedUtilisation({ ...training, rate: 3e12, devices: 4, days })).toBeCloseTo(0.3, 12);
    expect(epochsIn({ ...training, rate: 3e12, utilisation: 0.3, devices: 4, days })).toBeCloseTo(10, 12);
  });

  it("refuses rates and shares that cannot be", () => {
    expect(() => trainingDays({ ...training, rate: 0 })).toThrow("positive number for rate, got 0");
    expect(() => trainingDays({ ...training, rate: 1, utilisation: 1.2 })).toThrow("at most 1, got 1.2");
    expect(() => impliedUtilisation({ ...training, rate: 1, days: Number.NaN })).toThrow("positive number for days, got NaN");
  });
});
