import { describe, expect, it } from "vitest";
import { random } from "../../src/random";
import { brokenStick, fitBrokenStick } from "../../src/stats/broken-stick";

const X = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const stick = (at: number, level: number, slope: number) => X.map((x) => level + slope * Math.max(0, x - at));

describe("fitBrokenStick", () => {
  it("finds the break of a line that has one, also between two points", () => {
    for (const at of [3, 4.4]) {
      const fit = fitBrokenStick(X, stick(at, 90, -0.7));
      expect(fit.at).toBeCloseTo(at, 1);
      expect(fit.level).toBeCloseTo(90, 1);
      expect(fit.slope).toBeCloseTo(-0.7, 1);
      expect(fit.squares).toBeLessThan(1e-2);
    }
  });

  it("calls a straight line all slope, and a level one all level", () => {
    expect(fitBrokenStick(X, stick(0, 93, -0.2))).toMatchObject({ at: 0 });
    expect(fitBrokenStick(X, stick(0, 93, 0)).slope).toBeCloseTo(0, 12);
  });

  it("is the least-squares solution: the normal equations hold at its break", () => {
    const y = [90.1, 89.8, 90.3, 89.9, 89.2, 88.9, 88.1, 87.6, 87.1];
    const { at, level, slope } = fitBrokenStick(X, y);
    const residuals = X.map((x, i) => (y[i] as number) - level - slope * Math.max(0, x - at));
    expect(residuals.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 9);
    expect(X.reduce((sum, x, i) => sum + Math.max(0, x - at) * (residuals[i] as number), 0)).toBeCloseTo(0, 9);
  });

  it("asks for three points", () => {
    expect(() => fitBrokenStick([1, 2], [1, 2])).toThrow("three points or more, with an x and a y each; got 2 and 2");
    expect(() => fitBrokenStick([1, 2, 3], [1, 2])).toThrow(RangeError);
  });
});

describe("brokenStick", () => {
  const curves = (noise: number, n: number) => {
    const rng = random(7);
    return Array.from({ length: n }, () => stick(4, 90, -1).map((y) => y + noise * rng.normal()));
  };

  it("has the break in an interval that narrows with the noise, and is the same for the same seed", () => {
    const wide = brokenStick(X, curves(0.8, 5), random(1));
    const narrow = brokenStick(X, curves(0.1, 5), random(1));
    expect(narrow.low).toBeLessThanOrEqual(narrow.at);
    expect(narrow.at).toBeLessThanOrEqual(narrow.high);
    expect(Math.abs(narrow.at - 4)).toBeLessThan(0.3);
    expect(narrow.high - narrow.low).toBeLessThan(wide.high - wide.low);
    expect(brokenStick(X, curves(0.8, 5), random(1))).toEqual(wide);
  });

  it("has no interval of a single curve", () => {
    expect(brokenStick(X, curves(0.1, 1), random(1))).toMatchObject({ n: 1, low: Number.NaN, high: Number.NaN });
  });
});
