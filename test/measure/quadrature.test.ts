import { expect, it } from "vitest";
import { gaussLegendre } from "../../src/measure/quadrature";

it.each([1, 2, 3, 5, 8, 20])("%d points integrate x^k over [0, 1] to 1/(k + 1) up to degree 2n − 1, and not beyond", (n) => {
  const points = gaussLegendre(n);
  const integral = (k: number) => points.reduce((sum, { x, weight }) => sum + weight * x ** k, 0);
  for (let k = 0; k < 2 * n; k++) expect(integral(k)).toBeCloseTo(1 / (k + 1), 13);
  if (n <= 3) expect(Math.abs(integral(2 * n) - 1 / (2 * n + 1))).toBeGreaterThan(1e-5);
  expect(points.map(({ x }) => x)).toEqual(points.map(({ x }) => x).sort((a, b) => a - b));
});

it("refuses no points", () => {
  expect(() => gaussLegendre(0)).toThrow(/1 or more, got 0/);
});
