import { describe, expect, it } from "vitest";
import { random } from "../../src/random";
import { leastSquares, lineThrough } from "../../src/stats/least-squares";

describe("least squares", () => {
  it("finds the plane that the points lie on", () => {
    const rows = [[0, 0], [1, 0], [0, 1], [2, 3], [-1, 4]]; // biome-ignore format: a table
    const fit = leastSquares(rows, rows.map(([a = 0, b = 0]) => 3 + 2 * a - b)); // biome-ignore format: one line
    expect(fit.constant).toBeCloseTo(3, 12);
    expect(fit.slopes[0]).toBeCloseTo(2, 12);
    expect(fit.slopes[1]).toBeCloseTo(-1, 12);
    expect(fit.explained).toBeCloseTo(1, 12);
  });

  it("gives the line and R² of a calculation by hand", () => {
    // x̄ = 2, ȳ = 3; Sxy = 3, Sxx = 2, Syy = 14/3 + …: (1, 1), (2, 4), (3, 4): slope 1.5, residuals −½, 1, −½.
    const { constant, slope, explained } = lineThrough([1, 2, 3], [1, 4, 4]);
    expect(slope).toBeCloseTo(1.5, 12);
    expect(constant).toBeCloseTo(0, 12);
    expect(explained).toBeCloseTo(1 - 1.5 / 6, 12);
  });

  it("leaves residuals at right angles to the predictors", () => {
    const rng = random(3);
    const rows = Array.from({ length: 30 }, () => [rng.normal(), 100 + rng.normal()]);
    const y = rows.map(([a = 0, b = 0]) => a - 2 * b + rng.normal());
    const { constant, slopes } = leastSquares(rows, y);
    const left = rows.map((row, i) => (y[i] as number) - constant - row.reduce((sum, x, j) => sum + x * (slopes[j] as number), 0));
    for (const column of [0, 1]) expect(left.reduce((sum, e, i) => sum + e * (rows[i]?.[column] as number), 0)).toBeCloseTo(0, 7);
  });

  it("refuses what has no answer", () => {
    expect(() => leastSquares([[1], [2]], [1, 2])).toThrow(/3 observations or more, got 2/);
    expect(() => lineThrough([1, 1, 1], [1, 2, 3])).toThrow(/do not vary/);
    expect(() => leastSquares([[1, 2], [2, 4], [3, 6], [4, 8]], [1, 2, 3, 4])).toThrow(/not apart from each other/); // biome-ignore format: one line
    expect(() => lineThrough([1, 2, Number.NaN], [1, 2, 3])).toThrow(/finite numbers/);
    expect(() => leastSquares([[1], [2, 3], [3]], [1, 2, 3])).toThrow(/same predictors/);
  });
});
