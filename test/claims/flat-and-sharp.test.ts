import { describe, expect, it } from "vitest";
import { barrierRows, curvePoints, flatAndSharpClaims, type MinimaRow, minimaRows, minimaTable, rise, riseAt } from "../../src/claims/flat-and-sharp"; // biome-ignore format: one line
import type { StoredMeasure } from "../../src/measure/panel/stored";
import type { PathPoint } from "../../src/measure/path";
import type { StoredPair } from "../../src/sweep/pairs";

/** A path whose loss is 1 plus a parabola around each end: curvature `a` at 0 and `b` at 1. */
const path = (a: number, b: number): PathPoint[] =>
  [-0.25, 0, 0.25, 0.75, 1, 1.25].map((alpha) => {
    const loss = 1 + (alpha < 0.5 ? a * alpha ** 2 : b * (alpha - 1) ** 2);
    return { alpha, train: { loss, accuracy: 1 }, test: { loss, accuracy: 1 } };
  });

describe("the rise", () => {
  it("of a parabola a·α² at ±0.25 is a/16", () => {
    expect(rise(path(16, 32), 0)).toBeCloseTo(1, 12);
    expect(rise(path(16, 32), 1)).toBeCloseTo(2, 12);
  });

  it("needs its points", () => {
    expect(() => rise(path(1, 1).slice(1), 0)).toThrow(/no point at α = -0.25/);
    expect(() => riseAt({ rises: [{ radius: 0.25, rise: 1 }] }, 0.5)).toThrow("no radius 0.5");
  });
});

const pathMeasure = (a: number, b: number): StoredMeasure => {
  const rows = path(a, b).map((point) => ({ ...point, curve: "linear", batchNorm: null }));
  const others = path(2 * a, 2 * b).map((point) => ({ ...point, curve: "curvilinear", batchNorm: "recomputed" }));
  const running = path(9, 9).map((point) => ({ ...point, curve: "curvilinear", batchNorm: "running" }));
  return { result: { barriers: [], rows: [...rows, ...running, ...others] } } as unknown as StoredMeasure;
};

describe("the rows of a table", () => {
  const pairs = [
    { seed: 3, ids: ["s", "l"], folders: ["", ""], small: { test: { accuracy: 0.9 } }, large: { test: { accuracy: 0.8 } } },
  ] as unknown as StoredPair[];
  const measured = ["l", "s"].map((id) => ({
    row: { id },
    measures: [
      { what: "hessian", result: { lambdaMax: id === "s" ? 1 : 7 } },
      { what: "perturbation", result: { rises: [{ radius: 0.5, rise: id === "s" ? 2 : 3 }] } },
    ] as unknown as StoredMeasure[],
  }));

  it("take each number from the run that it belongs to, and batch norm's statistics as recomputed", () => {
    expect(curvePoints(pathMeasure(16, 32), "curvilinear")).toHaveLength(6);
    const [row] = minimaRows(pairs, [pathMeasure(16, 32)], [pathMeasure(9, 8)], measured);
    expect(row).toEqual({
      seed: 3,
      runs: ["s", "l"],
      accuracy: { small: 0.9, large: 0.8 },
      line: { small: 1, large: 2 },
      // Each at the second end of its own circle.
      circle: { small: 1, large: 4 },
      random: { small: 2, large: 3 },
      lambdaMax: { small: 1, large: 7 },
    });
    expect(minimaTable([row as MinimaRow])[0]).toMatchObject({ seed: 3, "line, LB": 2, "λ_max, SB": 1 });
  });
});

describe("the barriers", () => {
  it("are means and largest values over the pairs, without those of stored statistics", () => {
    const of = (train: number, batchNorm: string | null) => ({ curve: "linear", batchNorm, train, test: 2 * train });
    const paths = [[of(1, "recomputed"), of(90, "running")], [of(3, "recomputed")]].map((barriers) => ({ result: { barriers } }));
    const rows = barrierRows(
      paths.map(({ result }) => ({ result: { barriers: [...result.barriers, { ...of(5, null), curve: "curvilinear" }] } })) as never,
    );
    expect(rows.map((row) => [row.curve, row.loss, row["mean barrier"], row.largest])).toEqual([
      ["linear", "training", 2, 3],
      ["linear", "test", 4, 6],
      ["curvilinear", "training", 5, 5],
      ["curvilinear", "test", 10, 10],
    ]);
  });
});

describe("the claims", () => {
  const row = (seed: number, small: number, large: number): MinimaRow => {
    const pair = { small, large: large * (1 + 0.1 * seed) };
    const accuracy = { small: 0.9 + 0.001 * seed - 0.01 * small, large: 0.9 - 0.01 * large };
    return { seed, runs: [`s${seed}`, `l${seed}`], accuracy, line: pair, circle: pair, random: pair, lambdaMax: pair };
  };
  const turned = ({ accuracy, line, circle, random, lambdaMax, ...rest }: MinimaRow): MinimaRow => {
    const swap = (pair: { small: number; large: number }) => ({ small: pair.large, large: pair.small });
    return { ...rest, accuracy: swap(accuracy), line: swap(line), circle: swap(circle), random: swap(random), lambdaMax: swap(lambdaMax) };
  };
  const rows = [1, 2, 3, 4, 5].map((seed) => row(seed, 1, 3));
  const verdicts = (some: MinimaRow[]) => new Set(flatAndSharpClaims(some).map(({ verdict, reason }) => reason ?? verdict));

  it("hold for these data, and none does for reversed data", () => {
    expect(verdicts(rows)).toEqual(new Set(["reproduced"]));
    expect(verdicts(rows.map(turned))).toEqual(new Set(["the effect is reversed"]));
    const [line] = flatAndSharpClaims(rows);
    expect(line?.estimate).toBeCloseTo(3 * (1.1 * 1.2 * 1.3 * 1.4 * 1.5) ** 0.2, 10);
    expect(line?.runs).toHaveLength(10);
  });

  it("are not tested with fewer seeds, nor where a rise is not above 0", () => {
    expect(verdicts(rows.slice(1))).toEqual(new Set(["4 of the 5 measurements that the test asks for"]));
    const broken = rows.map((each) => (each.seed === 2 ? { ...each, line: { small: -1, large: 2 } } : each));
    expect(flatAndSharpClaims(broken)[0]).toMatchObject({ verdict: "not tested", reason: "seed 2 has values without a ratio: -1 and 2" });
    expect(new Set(flatAndSharpClaims([]).map(({ verdict }) => verdict))).toEqual(new Set(["not tested"]));
  });
});
