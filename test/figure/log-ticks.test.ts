import { describe, expect, it } from "vitest";
import { logTicks } from "../../src/figure/log-ticks";

describe("ticks of a logarithmic axis", () => {
  it("are 1, 2 and 5 of each decade, each with its whole number", () => {
    expect(logTicks([0.0005, 0.002])).toEqual({ tickvals: [0.0005, 0.001, 0.002], ticktext: ["0.0005", "0.001", "0.002"] });
    expect(logTicks([80, 1100])).toEqual({ tickvals: [100, 200, 500, 1000], ticktext: ["100", "200", "500", "1,000"] });
  });

  it("are the powers alone where there would be too many", () => {
    expect(logTicks([1, 4096])).toEqual({ tickvals: [1, 10, 100, 1000], ticktext: ["1", "10", "100", "1,000"] });
    expect(logTicks([1, 4096], 12)).toMatchObject({ tickvals: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000] });
  });

  it("go in equal steps within less than a decade, so that the axis has more than one", () => {
    expect(logTicks([2.02, 8.1])).toEqual({ tickvals: [2, 4, 6, 8], ticktext: ["2", "4", "6", "8"] });
    expect(logTicks([0.021, 0.079])).toMatchObject({ ticktext: ["0.02", "0.04", "0.06", "0.08"] });
    expect(logTicks([3])).toMatchObject({ tickvals: [2.6, 2.8, 3, 3.2, 3.4] });
  });

  it("write very small and very large powers as such, and pass over what has no logarithm", () => {
    expect(logTicks([1e-6, 1e-1, 0, -1, Number.NaN])).toMatchObject({ ticktext: ["10<sup>−6</sup>", "10<sup>−5</sup>", "0.0001", "0.001", "0.01", "0.1"] }); // biome-ignore format: one line
    expect(logTicks([2e6, 1e7])).toMatchObject({ ticktext: ["2 · 10<sup>6</sup>", "5 · 10<sup>6</sup>", "10<sup>7</sup>"] });
    expect(logTicks([0, Number.POSITIVE_INFINITY])).toEqual({});
  });
});
