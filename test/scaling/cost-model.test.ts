import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allReduceMs, computeMs, scale, stepMs, strongScaling, weakScaling } from "../../src/scaling/cost-model";

const device = { overheadMs: 2, examplesPerMs: 4 };
const links = { latencyMs: 0.1, bytesPerMs: 1000 };

describe("a step's time", () => {
  it("is the sum of its parts, worked out by hand", () => {
    expect(computeMs(device, 40)).toBe(12);
    // 2 · 3 messages of a quarter of 4,000 bytes: 6 · (0.1 + 1).
    expect(allReduceMs(links, 4000, 4)).toBeCloseTo(6.6, 12);
    expect(stepMs(device, links, { devices: 4, batch: 160 }, 1000)).toBeCloseTo(18.6, 12);
  });

  it("costs one device nothing to talk", () => {
    expect(allReduceMs(links, 1e9, 1)).toBe(0);
  });

  it("refuses devices without an example", () => {
    expect(() => stepMs(device, links, { devices: 8, batch: 7 }, 10)).toThrow(/at least 8/);
    expect(() => stepMs(device, links, { devices: 1.5, batch: 7 }, 10)).toThrow(/whole number/);
  });
});

describe("scaling", () => {
  const free = { latencyMs: 0, bytesPerMs: Number.POSITIVE_INFINITY };
  const counts = [1, 2, 4, 8, 16];

  it("is perfect where nothing but examples costs", () => {
    const rows = strongScaling({ overheadMs: 0, examplesPerMs: 3 }, free, 64, 100, counts);
    rows.forEach(({ speedUp, efficiency, devices }) => {
      expect(speedUp).toBeCloseTo(devices, 10);
      expect(efficiency).toBeCloseTo(1, 10);
    });
  });

  it("stops at one example a device", () => {
    expect(strongScaling(device, links, 8, 10, [4, 8, 16]).map(({ devices }) => devices)).toEqual([4, 8]);
  });

  it("is bounded by the overhead where the batch is fixed, and not where it grows", () => {
    // (2 + 64/4) / (2 + 64/64/4) = 18 / 2.25
    expect(scale(device, free, { devices: 64, batch: 64 }, 10).speedUp).toBeCloseTo(8, 10);
    expect(weakScaling(device, free, 64, 10, [64])[0]?.efficiency).toBeCloseTo(1, 10);
  });

  it("never gains efficiency from more devices", () => {
    const positive = fc.double({ min: 0.001, max: 100, noNaN: true });
    fc.assert(
      fc.property(positive, positive, positive, positive, (overheadMs, examplesPerMs, latencyMs, bytesPerMs) => {
        for (const rows of [strongScaling, weakScaling].map((law) =>
          law({ overheadMs, examplesPerMs }, { latencyMs, bytesPerMs }, 16, 50, counts),
        ))
          rows.slice(1).forEach(({ efficiency }, i) => {
            expect(efficiency).toBeLessThanOrEqual((rows[i]?.efficiency as number) * (1 + 1e-9));
          });
      }),
    );
  });
});
