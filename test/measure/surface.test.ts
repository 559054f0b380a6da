import { describe, expect, it } from "vitest";
import { type Cell, type EvaluateAt, evenly, lossSurface, type SurfaceSpec, surfaceCost } from "../../src/measure/surface";

/** f(w) = ½ (3 w₀² + w₁²) + 2 w₂; "accuracy" is w₀, to tell the two apart. */
const quadratic: EvaluateAt = ([a = 0, b = 0, c = 0]) => ({ loss: (3 * a * a + b * b) / 2 + 2 * c, accuracy: a });
const spec: SurfaceSpec = {
  centre: Float64Array.of(1, 0, 0.5),
  directions: [Float64Array.of(1, 0, 0), Float64Array.of(0, 2, 0)],
  alphas: [-1, 0, 1],
  betas: [0, 0.5],
  evaluateAt: quadratic,
};

describe("a surface", () => {
  it("has a row a β and a column an α, with the values of the function there", async () => {
    const surface = await lossSurface(spec);
    // w = (1 + α, 2β, ½): ½ (3 (1 + α)² + 4β²) + 1
    expect(surface.losses).toEqual([
      [1, 2.5, 7],
      [1.5, 3, 7.5],
    ]);
    expect(surface.accuracies[1]).toEqual([0, 1, 2]);
    expect(surface.evaluations).toBe(6);
  });

  it("along one direction has one row", async () => {
    const { directions, betas, ...rest } = spec;
    const surface = await lossSurface({ ...rest, directions: directions.slice(0, 1) });
    expect(surface).toMatchObject({ betas: [0], losses: [[1, 2.5, 7]] });
  });

  it("evaluates no finished cell again and gives the same numbers to the last bit", async () => {
    const irrational = {
      ...spec,
      alphas: evenly(-1, 1, 7),
      betas: evenly(-0.3, 0.3, 4),
      centre: Float64Array.of(Math.SQRT2, 1 / 3, Math.E),
    };
    const cells: Cell[] = [];
    const whole = await lossSurface({ ...irrational, onCell: (cell) => cells.push(cell) });
    const progress: [number, number][] = [];
    const again = await lossSurface({ ...irrational, finished: cells.slice(3, 20), onCell: (_, done, of) => progress.push([done, of]) });
    expect(again).toEqual({ ...whole, evaluations: 28 - 17 });
    expect(progress[0]).toEqual([18, 28]);
    expect(progress).toHaveLength(11);
    expect(progress.at(-1)).toEqual([28, 28]);
  });

  it("keeps a loss that is no number as it is", async () => {
    const { losses } = await lossSurface({ ...spec, evaluateAt: ([a = 0]) => ({ loss: a > 1.5 ? Number.NaN : a, accuracy: 0 }) });
    expect(losses[0]).toEqual([0, 1, Number.NaN]);
  });

  it("ends between two cells when the signal is aborted", async () => {
    const abort = new AbortController();
    let cells = 0;
    const onCell = () => {
      if (++cells === 2) abort.abort(new Error("enough"));
    };
    await expect(lossSurface({ ...spec, onCell, signal: abort.signal })).rejects.toThrow("enough");
    expect(cells).toBe(2);
  });

  it.each([
    ["a direction of another network", { directions: [new Float64Array(2)] }, "A direction has 2 numbers, the point 3"],
    ["no direction", { directions: [] }, "one or two directions, got 0"],
    ["β without a second direction", { directions: [new Float64Array(3)] }, "need a second direction"],
    ["coordinates that are no numbers", { alphas: [0, Number.NaN] }, "must be numbers, got NaN"],
    ["no coordinates", { alphas: [] }, "at least one coordinate"],
    [
      "finished cells of a larger grid",
      { finished: [{ row: 0, column: 3, loss: 1, accuracy: 1 }] },
      "(0, 3) lies outside the grid of 2 × 3",
    ],
  ])("refuses %s", async (_, wrong, message) => {
    await expect(lossSurface({ ...spec, ...wrong })).rejects.toThrow(message);
  });
});

describe("a grid", () => {
  it("is the authors' by default: 51 points from −1 to 1, the centre among them", () => {
    const points = evenly();
    expect([points.length, points[0], points[25], points[50]]).toEqual([51, -1, 0, 1]);
  });

  it("refuses one point, and bounds out of order", () => {
    expect(() => evenly(0, 1, 1)).toThrow("2 or more points a side, got 1");
    expect(() => evenly(1, 1)).toThrow("got 1 to 1");
  });

  it("costs a time that is known before", () => {
    expect(surfaceCost({ alphas: evenly(), betas: evenly() }, 200, 601)).toEqual({ evaluations: 2000, seconds: 400 });
    expect(surfaceCost({ alphas: evenly() }, 10)).toEqual({ evaluations: 51, seconds: 0.51 });
  });
});
