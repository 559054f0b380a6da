import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { type LineSearchOptions, lineSearch } from "../../src/optimize/line-search";
import type { Along } from "../../src/optimize/trial-step";

type Curve = (step: number) => Along;

const gamma = (beta: number): number => Math.sqrt(1 + beta ** 2) - beta;
const yanai =
  (b1: number, b2: number): Curve =>
  (a) => {
    const [r1, r2] = [Math.sqrt((1 - a) ** 2 + b2 ** 2), Math.sqrt(a ** 2 + b1 ** 2)];
    return { value: gamma(b1) * r1 + gamma(b2) * r2, slope: (-gamma(b1) * (1 - a)) / r1 + (gamma(b2) * a) / r2 };
  };

/** Equations 5.1 to 5.4 of Moré and Thuente (1994), with the parameters of their tables I to VI. */
const CURVES: Curve[] = [
  (a) => ({ value: -a / (a * a + 2), slope: (a * a - 2) / (a * a + 2) ** 2 }),
  (a) => ({ value: (a + 0.004) ** 5 - 2 * (a + 0.004) ** 4, slope: 5 * (a + 0.004) ** 4 - 8 * (a + 0.004) ** 3 }),
  (a) => {
    const [beta, angle] = [0.01, (39 * Math.PI) / 2];
    const inner = a <= 1 - beta ? 1 - a : a >= 1 + beta ? a - 1 : (a - 1) ** 2 / (2 * beta) + beta / 2;
    const slope = a <= 1 - beta ? -1 : a >= 1 + beta ? 1 : (a - 1) / beta;
    return { value: inner + ((1 - beta) / angle) * Math.sin(angle * a), slope: slope + (1 - beta) * Math.cos(angle * a) };
  },
  yanai(0.001, 0.001),
  yanai(0.01, 0.001),
  yanai(0.001, 0.01),
];

interface Search {
  function: number;
  decrease: number;
  curvature: number;
  first: number;
  step: number;
  tried: number[];
}

const { searches } = JSON.parse(readFileSync(join(__dirname, "../fixtures/lbfgsb.json"), "utf8")) as { searches: Search[] };
const DEFAULTS: LineSearchOptions = { first: 1, longest: 1e10, decrease: 1e-3, curvature: 0.9, width: 1e-10, maxEvaluations: 100 };

async function along(curve: Curve, options: Partial<LineSearchOptions>) {
  const tried: number[] = [];
  const at = async (step: number): Promise<Along> => {
    tried.push(step);
    return curve(step);
  };
  return { ...(await lineSearch(at, curve(0), { ...DEFAULTS, ...options })), tried };
}

it.each(searches)("Moré and Thuente's function $function from $first: SciPy's steps", async ({ function: number, tried, ...search }) => {
  const curve = CURVES[number - 1] as Curve;
  const result = await along(curve, search);
  expect(result).toMatchObject({ end: "found", evaluations: tried.length });
  for (const [i, step] of result.tried.entries()) expect(Math.abs(step / (tried[i] as number) - 1)).toBeLessThan(1e-6);
  const [start, here] = [curve(0), curve(result.step)];
  expect(here.value).toBeLessThanOrEqual(start.value + search.decrease * result.step * start.slope);
  expect(Math.abs(here.slope)).toBeLessThanOrEqual(search.curvature * Math.abs(start.slope));
});

it("reproduces rows of the paper's tables: steps and evaluations", () => {
  const rows = (table: number) =>
    searches.filter((search) => search.function === table).map(({ step, tried }) => [tried.length, Number(step.toPrecision(2))]);
  expect(rows(1)).toEqual([
    [6, 1.4],
    [3, 1.4],
    [1, 10],
    [4, 37],
  ]);
  expect(rows(2)).toEqual([
    [12, 1.6],
    [8, 1.6],
    [8, 1.6],
    [11, 1.6],
  ]);
  expect(rows(3)).toEqual([
    [12, 1],
    [12, 1],
    [10, 1],
    [13, 1],
  ]);
});

const falling: Curve = (a) => ({ value: -a, slope: -1 });

it("goes to the longest step of a function that only falls", async () => {
  expect(await along(falling, { longest: 7 })).toMatchObject({ end: "longest", step: 7 });
  expect(await along(falling, { first: 9, longest: 7 })).toMatchObject({ end: "longest", step: 7, evaluations: 1 });
});

it("finds nothing on a function that rises though its slope says it falls", async () => {
  const result = await along((a) => ({ value: a, slope: -1 }), { maxEvaluations: 20, width: 0.1 });
  expect(result).toMatchObject({ end: "none", step: 0 });
  expect(result.evaluations).toBeLessThanOrEqual(20);
});

it("stays on this side of what is no finite number", async () => {
  for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY]) {
    const curve: Curve = (a) => (a >= 1 ? { value: wrong, slope: 0 } : { value: -Math.sqrt(a + 0.01), slope: -0.5 / Math.sqrt(a + 0.01) });
    const result = await along(curve, { first: 300, curvature: 0.5 });
    expect(result.step).toBeGreaterThan(0);
    expect(result.step).toBeLessThan(1);
    expect(result.end).toBe("found");
    const slope: Curve = (a) => ({ value: -a, slope: a > 2 ? wrong : -1 });
    expect(await along(slope, { first: 3 })).toMatchObject({ end: "longest", step: 1.5 });
  }
});

it("keeps the best step when evaluations end", async () => {
  const result = await along(CURVES[1] as Curve, { first: 1e-3, maxEvaluations: 4 });
  expect(result).toMatchObject({ end: "evaluations", evaluations: 4, step: result.tried[3] });
});

it("ends by signal", async () => {
  const control = new AbortController();
  const at = async (step: number): Promise<Along> => {
    control.abort();
    return falling(step);
  };
  expect(await lineSearch(at, falling(0), { ...DEFAULTS, signal: control.signal })).toMatchObject({
    end: "evaluations",
    step: 1,
    evaluations: 1,
  });
});

it("refuses a direction that does not go down", async () => {
  for (const slope of [0, 1, Number.NaN]) {
    await expect(lineSearch(async () => ({ value: 0, slope }), { value: 0, slope }, DEFAULTS)).rejects.toThrow(/goes down, got the slope/);
  }
});
