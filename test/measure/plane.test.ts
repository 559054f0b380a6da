import { describe, expect, it } from "vitest";
import { dot, norm } from "../../src/measure/operator";
import { gridAround, planeThrough, projectOnto } from "../../src/measure/plane";

describe("the plane through three points", () => {
  // A triangle with sides 4 along x and (1, 3, 0), moved by (1, 1, 1).
  const plane = planeThrough(Float32Array.of(1, 1, 1), Float32Array.of(5, 1, 1), Float32Array.of(2, 4, 1));

  it("has exact coordinates for all three, the first at 0, the second on the first axis", () => {
    const coordinates = plane.points.map(({ alpha, beta }) => [alpha, beta]);
    expect(coordinates).toEqual([
      [0, 0],
      [4, 0],
      [1, 3],
    ]);
    expect(plane.points.map(({ residual }) => residual)).toEqual([0, 0, 0]);
  });

  it("has directions of unit length at a right angle, also in high dimension", () => {
    const n = 1000;
    const points = [2, 3, 5].map((factor) => Float32Array.from({ length: n }, (_, i) => Math.sin(factor * i)));
    const [a, b, c] = points as [Float32Array, Float32Array, Float32Array];
    const { origin, directions, points: projections } = planeThrough(a, b, c);
    const [u, v] = directions;
    expect(norm(u)).toBeCloseTo(1, 13);
    expect(norm(v)).toBeCloseTo(1, 13);
    expect(Math.abs(dot(u, v))).toBeLessThan(1e-14);
    const { alpha, beta } = projections[2];
    for (const i of [0, 17, n - 1])
      expect((origin[i] as number) + alpha * (u[i] as number) + beta * (v[i] as number)).toBeCloseTo(c[i] as number, 12);
  });

  it("tells how far another point lies off it", () => {
    expect(projectOnto(plane, Float64Array.of(3, 2, 3))).toEqual({ alpha: 2, beta: 1, residual: 2, distance: 3 });
    expect(() => projectOnto(plane, new Float64Array(2))).toThrow("2 weights, the plane's network 3");
  });

  it("refuses points that span none", () => {
    const at = (...values: number[]) => Float32Array.from(values);
    expect(() => planeThrough(at(0, 0), at(1, 0), at(1, 0))).toThrow("lie in a line");
    expect(() => planeThrough(at(0, 0), at(1, 1), at(-3, -3))).toThrow("lie in a line");
    expect(() => planeThrough(at(1, 2), at(1, 2), at(3, 4))).toThrow("Two of the three points are the same");
    expect(() => planeThrough(at(0, 0), at(1, 0), at(1, 0, 0))).toThrow("2, 2 and 3 weights");
  });
});

describe("a grid around points", () => {
  it("covers them with a margin on each side", () => {
    const projections = [{ alpha: 0, beta: 0 }, { alpha: 4, beta: 0 }, { alpha: -1, beta: 2 }]; // biome-ignore format: a table
    const { alphas, betas } = gridAround(projections, { points: 8, margin: 0.2 });
    expect([alphas.length, alphas[0], alphas.at(-1)]).toEqual([8, -2, 5]);
    expect([betas.length, betas[0], betas.at(-1)]).toEqual([8, -0.4, 2.4]);
  });

  it("has room also where the points lie in a line, and refuses a single point", () => {
    expect(gridAround([{ alpha: 0, beta: 1 }, { alpha: 2, beta: 1 }], { points: 3 }).betas).toEqual([0, 1, 2]); // biome-ignore format: a table
    expect(() => gridAround([{ alpha: 1, beta: 1 }])).toThrow("All points are the same");
    expect(() => gridAround([{ alpha: 1, beta: 1 }], { margin: -1 })).toThrow("margin must be 0 or more, got -1");
  });
});
