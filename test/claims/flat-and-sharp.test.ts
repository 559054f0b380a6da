import { describe, expect, it } from "vitest";
import { flatAndSharp, outcome, rise } from "../../src/claims/flat-and-sharp";
import type { PathPoint } from "../../src/measure/path";
import { summarize } from "../../src/stats/summary";
import type { Pair } from "../../src/train/pairs";

/** A path whose loss is 1 plus a parabola around each end: curvature `a` at 0 and `b` at 1. */
const path = (a: number, b: number): PathPoint[] =>
  [-0.25, 0, 0.25, 0.75, 1, 1.25].map((alpha) => {
    const loss = 1 + (alpha < 0.5 ? a * alpha ** 2 : b * (alpha - 1) ** 2);
    return { alpha, train: { loss, accuracy: 1 }, test: { loss, accuracy: 1 } };
  });
const pair = (seed: number, small: number, large: number) =>
  ({ seed, small: { test: { accuracy: small } }, large: { test: { accuracy: large } } }) as Pair;

describe("the rise", () => {
  it("of a parabola a·α² at ±0.25 is a/16", () => {
    expect(rise(path(16, 32), 0)).toBeCloseTo(1, 12);
    expect(rise(path(16, 32), 1)).toBeCloseTo(2, 12);
  });

  it("needs its three points", () => {
    expect(() => rise(path(1, 1).slice(1), 0)).toThrow(/no point at α = -0.25/);
  });
});

describe("the verdict", () => {
  const small = [0.81, 0.8, 0.82, 0.815];
  const large = [0.77, 0.765, 0.78, 0.77];
  const steeps = [40, 50, 60, 45];

  it("holds for these data and is reversed for reversed data", () => {
    const straight = flatAndSharp(
      small.map((value, i) => pair(i, value, large[i] as number)),
      steeps.map((b) => path(4, b)),
    );
    const turned = flatAndSharp(
      small.map((value, i) => pair(i, large[i] as number, value)),
      steeps.map((b) => path(b, 4)),
    );
    expect(straight.verdict.match(/\*\*(.+?)\*\*/g)).toEqual(["**holds**", "**holds**"]);
    expect(turned.verdict.match(/\*\*(.+?)\*\*/g)).toEqual(["**reversed**", "**reversed**"]);
    expect(straight.gap.mean).toBeCloseTo(-turned.gap.mean, 12);
  });

  it("is not decided by noise, nor by one seed", () => {
    expect(outcome(summarize([1, -1, 0.5, -0.7]))).toBe("not decided");
    expect(outcome(summarize([5]))).toBe("not decided");
  });
});
