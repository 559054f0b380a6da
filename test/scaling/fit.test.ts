import { describe, expect, it } from "vitest";
import { random } from "../../src/random";
import { fitDevice, fitLine, fitLinks } from "../../src/scaling/fit";

const sizes = [16, 32, 64, 128, 256, 512, 1024];

describe("the line", () => {
  it("is found exactly where there is no noise", () => {
    const { constant, slope, relativeError } = fitLine(sizes.map((size) => ({ size, ms: 3 + 0.25 * size })));
    expect(constant.value).toBeCloseTo(3, 9);
    expect(slope.value).toBeCloseTo(0.25, 9);
    expect(relativeError).toBeLessThan(1e-9);
  });

  it("agrees with numpy.linalg.lstsq on weighted rows", () => {
    // np.linalg.lstsq(np.c_[1/t, x/t], np.ones(4)) for x = 1, 2, 4, 8 and t = 2, 2.5, 5, 7.5
    const { constant, slope } = fitLine([
      { size: 1, ms: 2 },
      { size: 2, ms: 2.5 },
      { size: 4, ms: 5 },
      { size: 8, ms: 7.5 },
    ]);
    expect(constant.value).toBeCloseTo(1.0842988778396125, 9);
    expect(slope.value).toBeCloseTo(0.8324970349420672, 9);
  });

  it("covers the truth in 95 of 100 noisy measurements", () => {
    const stream = random(7);
    const repeats = 2000;
    let covered = 0;
    for (let i = 0; i < repeats; i++) {
      const { slope } = fitLine(sizes.map((size) => ({ size, ms: (3 + 0.25 * size) * (1 + 0.02 * stream.normal()) })));
      if (slope.low <= 0.25 && 0.25 <= slope.high) covered++;
    }
    expect(covered / repeats).toBeGreaterThan(0.93);
    expect(covered / repeats).toBeLessThan(0.97);
  });

  it("claims no interval from two points", () => {
    expect(
      fitLine([
        { size: 1, ms: 1 },
        { size: 2, ms: 2 },
      ]).slope,
    ).toMatchObject({ low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY });
  });

  it("refuses what no line goes through", () => {
    expect(() =>
      fitLine([
        { size: 1, ms: 1 },
        { size: 1, ms: 2 },
      ]),
    ).toThrow(/two different sizes/);
    expect(() =>
      fitLine([
        { size: 1, ms: 1 },
        { size: 2, ms: 0 },
      ]),
    ).toThrow(/above 0 ms; got 0 at size 2/);
  });
});

describe("what the line means", () => {
  it("for a device", () => {
    const { overheadMs, examplesPerMs } = fitDevice(sizes.map((size) => ({ size, ms: 3 + 0.25 * size })));
    expect([overheadMs, examplesPerMs].map((value) => value.toFixed(6))).toEqual(["3.000000", "4.000000"]);
    expect(() =>
      fitDevice([
        { size: 1, ms: 2 },
        { size: 2, ms: 1 },
      ]),
    ).toThrow(/did not take longer/);
  });

  it("for links: of p devices, 2 (p − 1) messages of a p-th", () => {
    // Of 4 devices: 6 messages; ms = 6 (0.5 + bytes / 4 / 100).
    const { latencyMs, bytesPerMs } = fitLinks(
      [1000, 2000, 8000].map((size) => ({ size, ms: 6 * (0.5 + size / 400) })),
      4,
    );
    expect(latencyMs).toBeCloseTo(0.5, 9);
    expect(bytesPerMs).toBeCloseTo(100, 6);
    expect(() => fitLinks([], 1)).toThrow(/two devices or more/);
  });
});
