import { describe, expect, it } from "vitest";
import { dot, norm } from "../../src/measure/operator";
import { trajectoryPlane } from "../../src/measure/pca";
import { random } from "../../src/random";

const n = 40;
/** Orthonormal: axes 3, 17 and 30 of the space. */
const axis = (i: number) => Float64Array.from({ length: n }, (_, j) => (j === i ? 1 : 0));
const last = Float64Array.from({ length: n }, (_, i) => Math.cos(i));
const at = (a: number, b: number, c = 0) =>
  last.map((value, i) => value + a * (axis(3)[i] as number) + b * (axis(17)[i] as number) + c * (axis(30)[i] as number));

describe("the plane of a trajectory", () => {
  // Along axis 3: 36 + 16 + 4 = 56; along axis 17: 1 + 4 + 1 = 6; their products: −6 + 8 − 2 = 0. So these two are the principal axes.
  const coordinates = [[6, -1], [4, 2], [2, -1], [0, 0]] as const; // biome-ignore format: a table

  it("of rank 2 is that of the trajectory: known axes, shares and coordinates, nothing left out", async () => {
    const plane = await trajectoryPlane(coordinates.map(([a, b]) => at(a, b)));
    expect(plane.explained[0]).toBeCloseTo(56 / 62, 12);
    expect(plane.explained[1]).toBeCloseTo(6 / 62, 12);
    const [u, v] = plane.directions;
    expect(u[3]).toBeCloseTo(1, 12);
    // The first point has coordinates of 0 or more, so the second direction is turned round.
    expect(v[17]).toBeCloseTo(-1, 12);
    for (const [i, [a, b]] of coordinates.entries()) {
      expect(plane.points[i]?.alpha).toBeCloseTo(a, 12);
      expect(plane.points[i]?.beta).toBeCloseTo(-b, 12);
      expect(plane.points[i]?.distance).toBeCloseTo(Math.hypot(a, b), 12);
    }
    expect(plane.largestResidual).toBeLessThan(1e-12);
    expect(plane.residualShare).toBeLessThan(1e-12);
  });

  it("states what it leaves out", async () => {
    // Off both axes: 0.5 at the second point, −1 at the third.
    const c = [0, 0.5, -1, 0];
    const plane = await trajectoryPlane(coordinates.map(([a, b], i) => at(a, b, c[i])));
    const kept = plane.points.map(({ alpha, beta }) => alpha ** 2 + beta ** 2);
    for (const [i, { residual, distance }] of plane.points.entries())
      expect(residual ** 2 + (kept[i] as number)).toBeCloseTo(distance ** 2, 10);
    const total = 62 + 1.25;
    const left = plane.points.reduce((sum, { residual }) => sum + residual ** 2, 0);
    expect(left).toBeGreaterThan(0.1);
    expect(plane.residualShare).toBeCloseTo(Math.sqrt(left / total), 12);
    // What the spectrum says of the third direction is what is missing.
    expect(plane.spectrum).toHaveLength(3);
    expect(plane.spectrum[2]).toBeCloseTo(left / total, 10);
    expect(plane.largestResidual).toBe(Math.max(...plane.points.map(({ residual }) => residual)));
  });

  it("leaves out less than any other plane through the last point", async () => {
    const rng = random(4);
    const trajectory = Array.from({ length: 12 }, (_, i) => last.map((value, j) => value + ((11 - i) / (j + 1)) * rng.normal()));
    const { directions, residualShare, explained } = await trajectoryPlane(trajectory);
    expect(residualShare ** 2).toBeCloseTo(1 - explained[0] - explained[1], 10);
    expect(Math.abs(dot(...directions))).toBeLessThan(1e-12);
    for (let draw = 0; draw < 20; draw++) {
      // The best plane, turned a little in a random direction.
      const turned = directions.map((d) => d.map((value) => value + 0.05 * rng.normal())) as [Float64Array, Float64Array];
      const [u, v] = turned;
      const share = dot(u, v) / dot(u, u);
      const w = v.map((value, i) => value - share * (u[i] as number));
      const left = trajectory.reduce((sum, point) => {
        const d = point.map((value, i) => value - ((trajectory.at(-1) as Float64Array)[i] as number));
        return sum + dot(d, d) - (dot(d, u) / norm(u)) ** 2 - (dot(d, w) / norm(w)) ** 2;
      }, 0);
      const total = trajectory.reduce((sum, point) => {
        const d = point.map((value, i) => value - ((trajectory.at(-1) as Float64Array)[i] as number));
        return sum + dot(d, d);
      }, 0);
      expect(Math.sqrt(left / total)).toBeGreaterThan(residualShare);
    }
  });

  it("refuses what spans no plane", async () => {
    await expect(trajectoryPlane([at(1, 0), at(0, 0)])).rejects.toThrow("3 or more points of a training, got 2");
    await expect(trajectoryPlane([at(2, 4), at(1, 2), at(0, 0)])).rejects.toThrow("lie in a line");
    await expect(trajectoryPlane([at(1, 1), at(1, 1), at(1, 1)])).rejects.toThrow("nothing moved");
    await expect(trajectoryPlane([at(1, 1), last.subarray(1), last])).rejects.toThrow("39 and 40 weights");
  });

  it("can be stopped", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(
      trajectoryPlane(
        coordinates.map(([a, b]) => at(a, b)),
        { signal },
      ),
    ).rejects.toThrow("enough");
  });
});
